import Foundation
import StrictJSON
import Testing

@testable import VectorSuites

/// Every vector file of the project, through the code that `solvency vectors check` runs.
@Suite struct ProjectVectorsTests {
    static let files =
        (try? FileManager.default.contentsOfDirectory(
            at: URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../vectors"),
            includingPropertiesForKeys: nil)) ?? []
    static let vectorFiles = files.filter { $0.pathExtension == "json" }.sorted { $0.path() < $1.path() }

    static func vectorFile(_ name: String) throws -> URL {
        try #require(vectorFiles.first { $0.lastPathComponent == name + ".json" })
    }

    @Test(arguments: vectorFiles)
    func everyCasePasses(_ file: URL) throws {
        let results = try VectorFile.read([UInt8](Data(contentsOf: file))).run()
        for result in results where !result.passed {
            Issue.record("\(file.lastPathComponent): \(result.name): expected \(result.expected), got \(result.got)")
        }
        #expect(!results.isEmpty)
    }

    @Test func everySuiteHasAFile() throws {
        let suites = try Self.vectorFiles.map { try VectorFile.read([UInt8](Data(contentsOf: $0))).suite.name }
        #expect(Set(suites).isSuperset(of: VectorSuite.all.map(\.name)))
        #expect(Set(VectorSuite.all.map(\.name)).count == VectorSuite.all.count)
    }

    /// Every change of an answer is noticed.
    ///
    /// A suite that ignores a key, or answers with what it expects, would be seen here: the file is changed in one
    /// hexadecimal digit at a time, in some forty places. One change may pass: the published transcripts end with a
    /// message that no challenge follows.
    @Test(arguments: vectorFiles.filter { !hasReasons($0) })
    func everyChangeIsNoticed(_ file: URL) throws {
        let bytes = try [UInt8](Data(contentsOf: file))
        let original = try VectorFile.read(bytes).run()
        let values = digitPositions(in: bytes)
        #expect(!values.isEmpty)
        var unnoticed: [Int] = []
        for position in values.enumerated().filter({ $0.offset % max(1, values.count / 40) == 0 }).map(\.element) {
            var changed = bytes
            changed[position] = bytes[position] == UInt8(ascii: "0") ? UInt8(ascii: "1") : UInt8(ascii: "0")
            do throws(JSONFailure) {
                let results = try VectorFile.read(changed).run()
                let isNoticed = results != original && results.contains { !$0.passed }
                if !isNoticed { unnoticed.append(position) }
            } catch {
                continue
            }
        }
        #expect(unnoticed.count <= 1, "\(file.lastPathComponent): bytes \(unnoticed)")
    }

    /// A flag that a stranger's file sets otherwise is answered, never with a crash.
    @Test(arguments: vectorFiles)
    func everyChangedFlagIsAnswered(_ file: URL) throws {
        let text = try String(contentsOf: file, encoding: .utf8)
        let flags = text.ranges(of: /: (true|false)/)
        for range in flags.enumerated().filter({ $0.offset % max(1, flags.count / 20) == 0 }).map(\.element) {
            let other = text[range].hasSuffix("true") ? ": false" : ": true"
            do throws(JSONFailure) {
                let results = try VectorFile.read(Array(text.replacingCharacters(in: range, with: other).utf8)).run()
                #expect(results.contains { !$0.passed })
            } catch {
                continue
            }
        }
    }

    @Test(arguments: vectorFiles.filter(hasReasons))
    func everyWrongReasonFails(_ file: URL) throws {
        let text = try String(contentsOf: file, encoding: .utf8)
        let results = try VectorFile.read(Array(text.utf8)).run()
        let changed = text.replacing(/"reason": "[a-zA-Z]+"/, with: "\"reason\": \"another\"")
        let other = try VectorFile.read(Array(changed.utf8)).run()
        for (result, other) in zip(results, other) { #expect(other.passed == (result.expected == "valid")) }
    }

    private static func hasReasons(_ file: URL) -> Bool {
        ((try? String(contentsOf: file, encoding: .utf8)) ?? "").contains("\"reason\": ")
    }

    /// The last digits of the strings of hexadecimal digits that have at least 32 of them.
    private func digitPositions(in bytes: [UInt8]) -> [Int] {
        var positions: [Int] = []
        var start: Int?
        for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "\"") {
            if let start, index - start > 32, bytes[start + 1..<index].allSatisfy(isDigit) {
                positions.append(index - 1)
            }
            start = index
        }
        return positions
    }

    private func isDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"): true
        default: false
        }
    }
}
