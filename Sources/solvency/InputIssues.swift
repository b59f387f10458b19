import CommandLineKit
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

    /// Whether no fault was noted.
    var isEmpty: Bool { count == 0 }

    /// The failure of the verb because of the faults.
    ///
    /// - Parameter fields: further members of the envelope.
    /// - Returns: the failure, with the outcome `cannotCheck` and the reason `malformed`.
    func failure(fields: [String: JSONOutput] = [:]) -> CommandFailure {
        let rest = count > 1 ? " (and \(count - 1) more)" : ""
        return CommandFailure(
            .cannotCheck(reason: "malformed"), (first ?? "malformed input") + rest,
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
