import Foundation
import Testing

/// Random command lines: whatever is typed is answered with an exit code of the contract and never with a crash.
@Suite struct ArgumentFuzzTests {
    private static let words = [
        "keygen", "inspect", "vectors", "check", "selftest", "help", "completions", "bash", "zsh", "fish", "--out",
        "--out=", "--out=/dev/null/x", "--json", "--help", "-h", "--version", "--no-passphrase", "--passphrase-file",
        "--progress", "-", "--", "", "--=", "=", "/", ".", "..", "/nope", "/dev/null", "\u{1b}[31m", "a\nb", "-x",
        "--man", "\u{10ffff}", "%s%n", "$(true)", "--json=1", String(repeating: "k", count: 5000),
    ]

    @Test func randomArgumentsAreAnswered() throws {
        let sandbox = try Sandbox()
        var generator = FixedGenerator(state: 20_261_121)
        let codes: Set<Int32> = [0, 1, 2, 64, 73]
        for _ in 0..<150 {
            let arguments = (0..<Int.random(in: 0...5, using: &generator)).compactMap { _ in
                Self.words.randomElement(using: &generator)
            }
            // The self-test is right but slow.
            if arguments.contains("selftest") && !arguments.contains("check") { continue }
            let run = try sandbox.solvency(arguments)
            #expect(codes.contains(run.exitCode), "\(arguments)\n\(run)")
            #expect(!run.diagnostics.contains("\u{1b}"), "\(arguments)")
            if run.exitCode != 0 { #expect(!run.diagnostics.isEmpty, "\(arguments)") }
            let wantsJSON = arguments.prefix { $0 != "--" }.contains { $0 == "--json" || $0.hasPrefix("--json=") }
            if wantsJSON { try expectEnvelope(run, arguments) }
        }
    }

    /// Exactly one object on one line, whose exit code is that of the process.
    private func expectEnvelope(_ run: Sandbox.Run, _ arguments: [String]) throws {
        #expect(run.output.hasSuffix("}\n") && run.output.filter { $0 == "\n" }.count == 1, "\(arguments)\n\(run)")
        let object = try JSONSerialization.jsonObject(with: Data(run.output.utf8))
        let envelope = try #require(object as? [String: Any], "\(arguments)")
        #expect(envelope["schema"] as? String == "solvency/1")
        #expect(envelope["exit"] as? Int == Int(run.exitCode), "\(arguments)")
        #expect(envelope.keys.contains("reason") && envelope["message"] is String && envelope["claims"] is [String])
    }

    @Test func argumentsThatAreNotTextAreRefused() throws {
        let run = try Sandbox().shell(#"solvency vectors check "$(printf '\377')" --json"#)
        #expect(run.exitCode == 64)
        #expect(run.output.contains(#""message":"argument 3 is not valid UTF-8""#))
    }
}

/// A fixed sequence, so that a failure can be repeated.
private struct FixedGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ (state >> 29)
    }
}
