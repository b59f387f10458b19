import Foundation
import Testing

/// All labels stand in one file, where a reader sees that no two uses collide.
@Suite struct LabelTests {
    private static let sources = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../Sources").standardized

    @Test("No other source file makes a label")
    func oneFile() throws {
        let files = try #require(FileManager.default.enumerator(at: Self.sources, includingPropertiesForKeys: nil))
        var seen = 0
        for case let file as URL in files where file.pathExtension == "swift" {
            let text = try String(contentsOf: file, encoding: .utf8)
            seen += 1
            let makes = text.contains("TranscriptLabel(\"") || text.contains("TranscriptLabel(_:")
            #expect(!makes || file.lastPathComponent == "TranscriptLabels.swift", "\(file.lastPathComponent)")
        }
        #expect(seen > 10)
    }

    @Test("No label stands there twice")
    func distinct() throws {
        let file = Self.sources.appending(path: "Transcript/TranscriptLabels.swift")
        let text = try String(contentsOf: file, encoding: .utf8)
        let labels = text.matches(of: /TranscriptLabel\("([^"]*)"\)/).map { String($0.output.1) }
        #expect(labels.contains("dom-sep"))
        #expect(Set(labels).count == labels.count)
    }
}
