import Foundation
import Testing

/// `docs/attack-tests.md` points at tests that exist.
@Suite struct AttackTableTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized

    private static let folders = [
        "T": "SumTreeTests", "P": "SolvencyProverTests", "S": "SolvencyTests", "W": "WireTests", "E": "EndToEndTests",
        "B": "BulletproofsTests", "M": "CircuitModelTests", "C": "CircuitCompilerTests", "R": "RistrettoTests",
        "G": "PedersenTests", "N": "TranscriptTests", "D": "SodiumTests",
    ]

    /// The sources of a test target, file by file.
    private func sources(_ folder: String) throws -> [String: String] {
        let path = Self.root.appending(path: "Tests/\(folder)")
        let files = try FileManager.default.subpathsOfDirectory(atPath: path.path(percentEncoded: false))
        return Dictionary(
            files.filter { $0.hasSuffix(".swift") }.map {
                let file = path.appending(path: $0)
                return (file.lastPathComponent, (try? String(contentsOf: file, encoding: .utf8)) ?? "")
            }, uniquingKeysWith: +)
    }

    @Test func everyTestOfTheTableIsThere() throws {
        let table = try String(contentsOf: Self.root.appending(path: "docs/attack-tests.md"), encoding: .utf8)
        var sources: [String: [String: String]] = [:]
        for (letter, folder) in Self.folders { sources[letter] = try self.sources(folder) }
        var count = 0
        for row in table.split(separator: "\n").filter({ $0.hasPrefix("| ") }) {
            for match in row.matches(of: /\b([TPSWEBMCRGND])\/([A-Za-z0-9]+Tests)(?:: ((?:`[A-Za-z0-9]+`(?:, )?)+))?/) {
                let (letter, suite) = (String(match.1), String(match.2))
                #expect(sources[letter]?["\(suite).swift"] != nil, "\(letter)/\(suite)")
                let text = sources[letter]?.values.joined() ?? ""
                for name in (match.3 ?? "").matches(of: /`([A-Za-z0-9]+)`/).map({ String($0.1) }) {
                    #expect(text.contains("func \(name)("), "\(letter)/\(suite): \(name)")
                    count += 1
                }
            }
            for match in row.matches(of: /E\/([a-z-]+)\.transcript/) {
                let path = Self.root.appending(path: "Tests/EndToEndTests/Transcripts/\(match.1).transcript")
                #expect(FileManager.default.fileExists(atPath: path.path(percentEncoded: false)), "\(match.1)")
            }
        }
        #expect(count > 60)
    }
}
