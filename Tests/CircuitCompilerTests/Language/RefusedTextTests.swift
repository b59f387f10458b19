import Foundation
import Testing

@testable import CircuitCompiler

/// What is said about every kind of fault, to the letter.
///
/// `refused.txt` holds a text for each, one fault a text, and the answer. SOLVENCY_WRITE_DIAGNOSTICS=1 writes the answers
/// anew; a reader then looks at the difference.
@Suite struct RefusedTextTests {
    struct Example: CustomTestStringConvertible, Sendable {
        let name: String
        let text: String
        let answer: String

        var testDescription: String { name }

        /// The kind of fault that the name begins with.
        var kind: String { String(name.prefix { $0 != ":" }) }
    }

    static let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "refused.txt")

    static let examples: [Example] = {
        guard let text = try? String(contentsOf: file, encoding: .utf8) else { return [] }
        return text.components(separatedBy: "=== ").dropFirst().compactMap { block in
            guard let name = block.firstIndex(of: "\n"), let rule = block.range(of: "\n---\n") else { return nil }
            return Example(
                name: String(block[..<name]), text: block[block.index(after: name)..<rule.lowerBound] + "\n",
                answer: String(block[rule.upperBound...]))
        }
    }()

    /// The answer to a text, and the kind of its fault.
    static func answer(to text: String) -> (kind: String, text: String) {
        do throws(Diagnostic) {
            _ = try CircuitSource.parse(Array(text.utf8), file: "x.circuit")
            return ("valid", "")
        } catch {
            return (String("\(error.fault)".prefix { $0 != "(" }), error.rendered + "\n")
        }
    }

    @Test(arguments: examples)
    func everyTextHasItsAnswer(_ example: Example) {
        let answer = Self.answer(to: example.text)
        #expect(answer.kind == example.kind)
        #expect(answer.text == example.answer)
    }

    @Test("No kind of fault is without an example")
    func everyFaultHasAnExample() throws {
        let source = StatementTrial.projectFolder.appending(
            path: "Sources/CircuitCompiler/Language/LanguageFault.swift")
        let text = try String(contentsOf: source, encoding: .utf8).components(separatedBy: "/// What an expression")[0]
        let kinds = text.split(separator: "\n").map { $0.drop { $0 == " " } }.filter { $0.hasPrefix("case ") }
            .map { String($0.dropFirst(5).prefix { $0.isLetter || $0.isNumber }) }
        #expect(kinds.count > 50)
        let shown = Set(Self.examples.map(\.kind)).union(["tooLong", "notUTF8"])
        #expect(kinds.filter { !shown.contains($0) } == [])
    }

    @Test func theFileAsAWhole() throws {
        let start = SourcePlace(line: 1, column: 1)
        let limit = CircuitSource.maximumBytes
        #expect(throws: Diagnostic(fault: .tooLong(limit: limit), file: "x", place: start, sourceLine: "")) {
            _ = try CircuitSource.parse(Array(repeating: 32, count: limit + 1), file: "x")
        }
        #expect(throws: Diagnostic(fault: .notUTF8, file: "x", place: start, sourceLine: "")) {
            _ = try CircuitSource.parse([0x63, 0xff], file: "x")
        }
        #expect(
            Diagnostic(fault: .notUTF8, file: "x", place: start, sourceLine: "").rendered
                == "x:1:1: the file is not UTF-8")
        #expect(
            Diagnostic(fault: .tooLong(limit: limit), file: "x", place: start, sourceLine: "").rendered
                == "x:1:1: the file is longer than 262144 bytes")
    }

    @Test("No change of a byte crashes the reader, and every cut is refused")
    func damagedTexts() throws {
        let text = try #require(ShippedCircuits.texts.first { $0.name == "cross_margin" }).text
        let bytes = Array(text.utf8)
        for count in stride(from: 0, to: bytes.count, by: 7) {
            _ = Self.answer(to: String(decoding: bytes[..<count], as: UTF8.self))
        }
        var random = SplitMix(state: 3)
        for _ in 0..<500 {
            var damaged = bytes
            for _ in 0...Int(random.next() % 4) {
                damaged[Int(random.next() % UInt64(damaged.count))] = UInt8(truncatingIfNeeded: random.next())
            }
            _ = try? CircuitSource.parse(damaged, file: "x")
        }
    }

    @Test(.enabled(if: ProcessInfo.processInfo.environment["SOLVENCY_WRITE_DIAGNOSTICS"] == "1"))
    func writeAnswers() throws {
        let blocks = Self.examples.map { "=== \($0.name)\n\($0.text)---\n\(Self.answer(to: $0.text).text)" }
        try Data(blocks.joined().utf8).write(to: Self.file)
    }
}
