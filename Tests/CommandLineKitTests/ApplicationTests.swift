import Glibc
import StrictJSON
import Testing

@testable import CommandLineKit

@Suite struct ApplicationTests {
    private let application = Application(
        name: "sample", version: "1.2.3", summary: "a sample",
        commands: [
            Command(SampleProgram.make) { arguments, _ throws(CommandFailure) in
                switch try arguments.required(SampleProgram.out) {
                case "refuse":
                    return CommandReport(.refused(reason: "equation"), "it is wrong", lines: ["a", "b\u{1b}c"])
                case "throw":
                    throw CommandFailure(.cannotCheck(reason: "malformed"), "bad\u{1b} input", hints: ["do x"])
                case "lie": throw CommandFailure(.done, "no")
                case "mask": return CommandReport(.done, "m", fields: ["exit": 7, "extra": ["a": [1, true, nil]]])
                default: return CommandReport(.done, "made", lines: ["made"], claims: ["c"], notShown: ["n"])
                }
            }
        ])

    /// Runs with both streams on files and gives back what was written.
    private func run(_ arguments: String...) throws -> (code: ExitCode, out: String, err: String) {
        let out = try #require(tmpfile())
        let err = try #require(tmpfile())
        defer {
            fclose(out)
            fclose(err)
        }
        let code = application.run(arguments, output: fileno(out), diagnostics: fileno(err))
        return (code, text(out), text(err))
    }

    private func text(_ file: UnsafeMutablePointer<FILE>) -> String {
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        let count = pread(fileno(file), &bytes, bytes.count, 0)
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }

    @Test func resultsGoToStandardOutput() throws {
        let run = try run("make", "--out", "x")
        #expect(run == (.success, "made\nshown:\n  - c\nnot shown:\n  - n\n", ""))
    }

    @Test func refusalsExitWithOneAndEscapeControls() throws {
        let run = try run("make", "--out", "refuse")
        #expect(run == (.refused, "a\nb\\u{1b}c\n", "sample: error: it is wrong\n"))
    }

    @Test func failuresLeaveStandardOutputEmpty() throws {
        let run = try run("make", "--out", "throw")
        #expect(run == (.cannotCheck, "", "sample: error: bad\\u{1b} input\nsample: hint: do x\n"))
    }

    @Test func aFailureIsNeverASuccess() throws { #expect(try run("make", "--out", "lie").code == .internalFailure) }

    @Test func envelopeIsOneLineWithSortedKeys() throws {
        let expected =
            #"{"claims":["c"],"exit":0,"message":"made","notShown":["n"],"reason":null,"result":"done","#
            + #""schema":"solvency/1","verb":"make"}"# + "\n"
        #expect(try run("make", "--json", "--out", "x") == (.success, expected, ""))
    }

    @Test func envelopeCannotBeMasked() throws {
        let run = try run("make", "--json", "--out", "mask")
        #expect(run.out.contains(#""exit":0,"extra":{"a":[1,true,null]}"#))
    }

    @Test func everyFailureHasAnEnvelope() throws {
        #expect(
            try run("make", "--out", "throw", "--json").out.contains(#""reason":"malformed","result":"cannotCheck""#))
        #expect(try run("make", "--out", "refuse", "--json").out.contains(#""exit":1,"message":"it is wrong""#))
        #expect(try run("make", "--bogus", "--json").out.contains(#""exit":64"#))
        #expect(try run("make", "--bogus", "--json").out.contains(#""verb":"make""#))
        #expect(try run("--json").out.contains(#""result":"usage""#))
        #expect(try run("--json", "nothing").out.contains(#""verb":null"#))
        #expect(try run("--json", "help", "make").out.contains(#""text":"usage: sample make"#))
    }

    @Test func undeliveredResultIsNoSuccess() throws {
        let full = open("/dev/full", O_WRONLY)
        let err = try #require(tmpfile())
        defer {
            close(full)
            fclose(err)
        }
        #expect(application.run(["--version"], output: full, diagnostics: fileno(err)) == .cannotWrite)
        #expect(text(err).contains("cannot write standard output"))
        // A refusal stays a refusal.
        #expect(application.run(["make", "--out", "refuse"], output: full, diagnostics: fileno(err)) == .refused)
    }

    @Test func exitCodesAreThoseOfTheContract() {
        let codes = [
            Outcome.verified, .done, .refused(reason: nil), .cannotCheck(reason: nil), .usage, .cannotWrite,
            .internalFailure,
        ].map(\.exitCode.rawValue)
        #expect(codes == [0, 0, 1, 2, 64, 73, 70])
    }

    @Test func progressIsPrintedInTenths() throws {
        let err = try #require(tmpfile())
        defer { fclose(err) }
        let console = Console(
            program: "s", output: fileno(err), diagnostics: fileno(err), isJSON: false, progress: .text)
        let meter = ProgressMeter("steps", total: 20, console: console)
        for _ in 0..<20 { meter.advance() }
        meter.finish()
        #expect(text(err).split(separator: "\n").count == 10)
        #expect(text(err).hasSuffix("steps: 20/20 (100%)\n"))
        let silent = Console(
            program: "s", output: fileno(err), diagnostics: fileno(err), isJSON: false, progress: nil)
        ProgressMeter("never", total: 1, console: silent).advance()
        #expect(!text(err).contains("never"))
    }

    @Test func progressForMachinesIsJSONLines() throws {
        let err = try #require(tmpfile())
        defer { fclose(err) }
        let console = Console(
            program: "s", output: fileno(err), diagnostics: fileno(err), isJSON: false, progress: .json)
        let meter = ProgressMeter("steps", total: 20, console: console)
        meter.begin()
        meter.skip(5)
        usleep(600_000)
        for _ in 0..<15 { meter.advance() }
        meter.advance()
        let lines = text(err).split(separator: "\n")
        let last = try #require(lines.last)
        // The first is printed at once, the last when all is done, and nothing after that.
        #expect(lines.count == 2 && lines[0].contains(#""done":5,"perSecond":null"#))
        #expect(
            last.hasPrefix(#"{"done":20,"perSecond":"#) && last.contains(#""secondsLeft":0,"step":"steps","total":20}"#)
        )
    }

    @Test(arguments: [(5, "5 s"), (99, "99 s"), (100, "2 min"), (5999, "100 min"), (7260, "2 h 1 min")])
    func timesAreSaidInWords(seconds: Int, words: String) { #expect(ProgressMeter.duration(seconds) == words) }
}
