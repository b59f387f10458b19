import CommandLineKit
import StrictJSON
import VectorSuites

/// The verb `vectors check`.
enum VectorsCheck {
    static let files = OperandSpec("F", "a vector file, or - for standard input", count: .oneOrMore)

    static let command = Command(
        CommandSpec(
            "vectors", "check", summary: "check this program against files of test vectors",
            discussion: [
                "Prints a line for each case. A case passes when the answer agrees to the last byte and a refusal "
                    + "has the reason that the file names. A file with an unknown key, an unknown suite or no cases "
                    + "is not checked at all, and the exit code is 2.",
                "Suites: " + VectorSuite.all.map(\.name).joined(separator: ", ") + ".",
            ],
            operands: [files],
            examples: [.init("solvency vectors check vectors/*.json", "Check every vector file of the project.")]),
        body: run)

    private struct Failure {
        let file: String
        let result: CaseResult

        var output: JSONOutput {
            [
                "file": .string(file), "name": .string(result.name), "expected": .string(result.expected),
                "got": .string(result.got),
            ]
        }
    }

    private static func run(_ arguments: ParsedArguments, _ console: Console) throws(CommandFailure) -> CommandReport {
        var issues = InputIssues()
        var lines: [String] = []
        var failures: [Failure] = []
        var count = 0
        let meter = ProgressMeter("vector files", total: arguments.operands.count, console: console)
        defer { meter.finish() }
        for path in arguments.operands {
            let bytes: [UInt8]
            do { bytes = try InputFile.read(path, limit: VectorFile.maximumBytes) } catch {
                throw CommandFailure(reading: path, error)
            }
            do throws(JSONFailure) {
                let file = try VectorFile.read(bytes)
                let results = try file.run()
                count += results.count
                lines += results.map { "\($0.passed ? "ok" : "FAILED") \(file.suite.name): \($0.name)" }
                failures += results.filter { !$0.passed }.map { Failure(file: path, result: $0) }
            } catch {
                issues.add(error, in: bytes, of: path)
            }
            meter.advance()
        }
        guard issues.isEmpty else { throw issues.failure(fields: fields(count: count, failures: failures)) }
        return report(count: count, failures: failures, lines: lines)
    }

    private static func report(count: Int, failures: [Failure], lines: [String]) -> CommandReport {
        let passed = count - failures.count
        let details = failures.flatMap {
            [
                "failed: \($0.file): \($0.result.name)", "  expected \($0.result.expected)",
                "  got      \($0.result.got)",
            ]
        }
        let message =
            failures.isEmpty ? "all \(count) cases pass" : "\(failures.count) of \(count) cases failed"
        return CommandReport(
            failures.isEmpty ? .verified : .refused(reason: nil), message,
            lines: lines + details + ["\(passed) of \(count) cases pass"],
            fields: fields(count: count, failures: failures))
    }

    private static func fields(count: Int, failures: [Failure]) -> [String: JSONOutput] {
        [
            "cases": .integer(Int64(count)), "passed": .integer(Int64(count - failures.count)),
            "failed": .array(failures.map(\.output)),
        ]
    }
}
