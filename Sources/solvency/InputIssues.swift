import CommandLineKit
import SolvencyProver
import StrictJSON

/// The faults found in input files, as the envelope's `issues` field lists them.
struct InputIssues {
    /// How many are listed; the rest is only counted.
    static let limit = 20

    private var issues: [JSONOutput] = []
    private var count = 0
    private var first: String?

    /// Notes why a text was refused.
    ///
    /// - Parameters:
    ///   - failure: the refusal.
    ///   - bytes: the text, whose line is shown.
    ///   - path: the file.
    mutating func add(_ failure: JSONFailure, in bytes: [UInt8], of path: String) {
        let name = path == "-" ? "standard input" : path
        count += 1
        if first == nil { first = "\(name): \(failure)" }
        guard issues.count < Self.limit else { return }
        issues.append([
            "file": .string(name), "line": .integer(Int64(failure.position.line)),
            "column": .integer(Int64(failure.position.column)),
            "text": .string(Self.line(failure.position.line, of: bytes)), "reason": .string(failure.reason.description),
        ])
    }

    /// Notes a fault of a ledger.
    ///
    /// - Parameter issue: the fault.
    mutating func add(_ issue: LedgerIssue) {
        let name = issue.file == "-" ? "standard input" : issue.file
        count += 1
        if first == nil {
            first =
                "\(name): line \(issue.line), column \(issue.column): \(issue.fault): \(DisplayText.quoted(issue.text))"
        }
        guard issues.count < Self.limit else { return }
        issues.append([
            "file": .string(name), "line": .integer(Int64(issue.line)), "column": .integer(Int64(issue.column)),
            "text": .string(issue.text), "reason": .string(issue.fault.description),
        ])
    }

    /// Notes a fault of a table.
    ///
    /// - Parameter issue: the fault.
    mutating func add(_ issue: TableIssue) {
        let name = issue.file == "-" ? "standard input" : issue.file
        count += 1
        if first == nil {
            let place = issue.line == 0 ? "" : "line \(issue.line), column \(issue.column): "
            let text = issue.text.isEmpty ? "" : ": \(DisplayText.quoted(issue.text))"
            first = "\(name): \(place)\(issue.fault)\(text)"
        }
        guard issues.count < Self.limit else { return }
        issues.append([
            "file": .string(name), "line": .integer(Int64(issue.line)), "column": .integer(Int64(issue.column)),
            "text": .string(issue.text), "reason": .string(issue.fault.description),
        ])
    }

    /// Notes that there are more faults than were listed.
    mutating func countFurther(_ further: Int) { count += further }

    /// Whether no fault was noted.
    var isEmpty: Bool { count == 0 }

    /// The failure of the verb because of the faults.
    ///
    /// - Parameters:
    ///   - outcome: how the verb ends.
    ///   - fields: further members of the envelope.
    /// - Returns: the failure.
    func failure(
        outcome: Outcome = .cannotCheck(reason: "malformed"), fields: [String: JSONOutput] = [:]
    ) -> CommandFailure {
        let rest = count > 1 ? " (and \(count - 1) more)" : ""
        return CommandFailure(
            outcome, (first ?? "malformed input") + rest,
            fields: fields.merging(["issues": .array(issues)]) { _, issues in issues })
    }

    /// The beginning of a line of the text; bytes that are not UTF-8 are replaced.
    private static func line(_ number: Int, of bytes: [UInt8]) -> String {
        var start = bytes.startIndex
        for _ in 1..<max(1, number) {
            guard let end = bytes[start...].firstIndex(of: 0x0a) else { break }
            start = end + 1
        }
        return String(decoding: bytes[start...].prefix { $0 != 0x0a }.prefix(120), as: UTF8.self)
    }
}
