import Foundation
import Testing

/// Runs every script of the folder `Transcripts`.
@Suite struct TranscriptTests {
    static let files = try? FileManager.default.contentsOfDirectory(
        at: URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Transcripts"),
        includingPropertiesForKeys: nil
    ).filter { $0.pathExtension == "transcript" }.sorted { $0.path() < $1.path() }

    @Test func thereAreScripts() { #expect((Self.files ?? []).count >= 5) }

    @Test(arguments: files ?? [])
    func everyLineDoesWhatTheScriptSays(_ file: URL) throws {
        let transcript = try Transcript(file: file)
        let sandbox = try Sandbox()
        #expect(!transcript.steps.isEmpty)
        for step in transcript.steps {
            let run = try sandbox.shell(step.command)
            let place = "\(transcript.name):\(step.lineNumber): \(step.command)"
            if step.isPreparation {
                try #require(run.exitCode == 0 && run.output + run.diagnostics == "", "\(place)\n\(run)")
                continue
            }
            #expect(run.exitCode == step.exitCode, "\(place)\n\(run.diagnostics)")
            expect(run.output, step.output, "\(place): stdout", sandbox)
            expect(run.diagnostics, step.diagnostics, "\(place): stderr", sandbox)
        }
    }

    private func expect(_ text: String, _ expected: [String], _ place: String, _ sandbox: Sandbox) {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        // A text that does not end its last line differs from one that does.
        if lines.last == "" { lines.removeLast() } else { lines.append("<no end of line>") }
        let matches = Transcript.matches(lines, expected, folder: sandbox.folder.path(percentEncoded: false))
        #expect(matches, "\(place)\n\(text)")
    }
}
