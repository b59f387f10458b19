import Foundation

/// A script of command lines with what each must print and return.
///
/// A line begins with its kind:
///
///     # a comment
///     % a shell line that prepares something; it must succeed and print nothing
///     $ a shell line that is tested
///     > a line that it prints on stdout
///     ! a line that it prints on stderr
///     ? its exit code, 0 when there is no such line
///
/// In expected lines `<hex>` stands for lower-case hexadecimal digits, `<dir>` for the folder in which the script runs,
/// `<*>` for the rest of anything, and a line of `...` for any number of lines.
struct Transcript {
    /// One tested shell line.
    struct Step {
        let lineNumber: Int
        let isPreparation: Bool
        let command: String
        var output: [String] = []
        var diagnostics: [String] = []
        var exitCode: Int32 = 0
    }

    /// A line of a script that has no kind, or stands before the first command.
    struct SyntaxError: Error {
        let file: String
        let lineNumber: Int
    }

    let name: String
    var steps: [Step] = []

    init(file: URL) throws {
        name = file.lastPathComponent
        let lines = try String(contentsOf: file, encoding: .utf8).split(
            separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() where !line.isEmpty && !line.hasPrefix("#") {
            let text = String(line.dropFirst(2))
            let last = steps.indices.last
            switch (line.prefix(2), last) {
            case ("$ ", _): steps.append(Step(lineNumber: index + 1, isPreparation: false, command: text))
            case ("% ", _): steps.append(Step(lineNumber: index + 1, isPreparation: true, command: text))
            case ("> ", let last?), (">", let last?): steps[last].output.append(text)
            case ("! ", let last?), ("!", let last?): steps[last].diagnostics.append(text)
            case ("? ", let last?):
                guard let code = Int32(text) else { throw SyntaxError(file: name, lineNumber: index + 1) }
                steps[last].exitCode = code
            default: throw SyntaxError(file: name, lineNumber: index + 1)
            }
        }
    }

    /// Whether the lines are those expected, with the placeholders filled in any way.
    static func matches(_ lines: [String], _ expected: [String], folder: String) -> Bool {
        guard let first = expected.first else { return lines.isEmpty }
        if first == "..." {
            let rest = Array(expected.dropFirst())
            return (0...lines.count).contains { matches(Array(lines.dropFirst($0)), rest, folder: folder) }
        }
        guard let line = lines.first, matches(line, first, folder: folder) else { return false }
        return matches(Array(lines.dropFirst()), Array(expected.dropFirst()), folder: folder)
    }

    private static func matches(_ line: String, _ expected: String, folder: String) -> Bool {
        let pattern = NSRegularExpression.escapedPattern(for: expected)
            .replacingOccurrences(of: "<hex>", with: "[0-9a-f]+")
            .replacingOccurrences(of: "<dir>", with: NSRegularExpression.escapedPattern(for: folder))
            .replacingOccurrences(of: "<\\*>", with: ".*")
        return line.range(of: "^" + pattern + "$", options: .regularExpression) != nil
    }
}
