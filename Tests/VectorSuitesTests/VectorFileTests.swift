import Foundation
import StrictJSON
import Testing

@testable import VectorSuites

@Suite struct VectorFileTests {
    private static let digest = "a7ffc6f8bf1ed76651c14756a061d662f580ff4de43b49fa82d80a4b80f8434a"

    private func run(_ text: String) throws(JSONFailure) -> [CaseResult] {
        try VectorFile.read(Array(text.utf8)).run()
    }

    private func file(_ cases: String...) -> String {
        #"{"suite":"sha3","source":"","cases":[\#(cases.joined(separator: ","))]}"#
    }

    private func sha3(name: String = "a", digest: String = digest, extra: String = "") -> String {
        #"{"name":"\#(name)","function":"sha3-256","message":"","digest":"\#(digest)"\#(extra)}"#
    }

    @Test func aWrongAnswerIsShown() throws {
        let wrong = String(repeating: "0", count: 64)
        let results = try run(file(sha3(), sha3(name: "b", digest: wrong)))
        #expect(results.map(\.passed) == [true, false])
        #expect(results[1] == CaseResult(name: "b", expected: wrong, got: Self.digest))
    }

    @Test func faultsOfTheFileAreRefused() {
        let faults: [(String, JSONFailure.Reason)] = [
            (file(), .refused("there are no cases")),
            (file(sha3(extra: #","more":1"#)), .unknownKey("more")),
            (file(sha3(extra: #","name":"b""#)), .duplicateKey("name")),
            (file(sha3(), sha3()), .refused("the name stands twice")),
            (file(sha3(name: "")), .refused("the name is empty")),
            (file(#"{"name":"a"}"#), .missingKey("function")),
            (#"{"suite":"sha3","cases":[]}"#, .missingKey("source")),
            (#"{"suite":"SHA3","source":"","cases":[]}"#, .refused("there is no suite of this name")),
            (#"{"suite":"sha3","source":"","notes":"","cases":[{}]}"#, .unknownKey("notes")),
            ("[]", .wrongType(expected: .object, found: .array)),
        ]
        for (text, reason) in faults {
            do throws(JSONFailure) {
                _ = try run(text)
                Issue.record("accepted: \(text)")
            } catch {
                #expect(error.reason == reason, "\(text)")
            }
        }
    }

    /// Nodes take their children by position, which once trapped.
    @Test func aLeafHasACommitmentForEachColumn() throws {
        let file = try String(contentsOf: ProjectVectorsTests.vectorFile("sum-tree"), encoding: .utf8)
        let changed = file.replacing(
            /"commitments": \[\s*"[0-9a-f]{64}"\s*\]/, with: #""commitments": []"#, maxReplacements: 1)
        #expect(changed != file)
        do throws(JSONFailure) {
            _ = try run(changed)
            Issue.record("accepted")
        } catch {
            #expect(error.reason == .wrongCount(expected: 1, found: 0))
        }
    }

    @Test func severalAnswersMustAllAgree() {
        let same = Comparison(expected: [1], got: [1])
        let other = Comparison(expected: [1], got: [2])
        #expect(Comparison([same, other, same]).got == "02")
        #expect(Comparison([same]).got == "01")
        let none = Comparison([])
        #expect(none.expected != none.got, "a case without an answer is not a case that passes")
    }
}
