import Foundation
import Testing
import WasmSelfTest

/// The vector files, through the same code that checks them inside WebAssembly.
@Suite struct VectorTests {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../vectors")
        .standardized

    @Test(arguments: [
        ("keccak-f1600.json", 33), ("sha3.json", 24), ("shake.json", 28), ("strobe-128.json", 42), ("merlin.json", 22),
        ("scalar.json", 161), ("scalar-decoding.json", 28), ("ristretto255.json", 46),
        ("ristretto255-decoding.json", 57),
        ("multi-scalar.json", 17), ("bulletproofs-range-small.json", 143),
        ("circuit-proof-small.json", 29), ("generalized-bulletproofs.json", 8), ("lookup-statement.json", 6),
        ("generators.json", 19), ("cbor.json", 159), ("sum-tree.json", 2), ("sum-tree-path.json", 70),
    ])
    func everyCaseHolds(file: String, cases: Int) throws {
        let text = [UInt8](try Data(contentsOf: Self.folder.appending(path: file)))
        let outcome = VectorSuite.run(text)
        #expect(outcome.cases == cases)
        #expect(outcome.failures == 0, "\(String(decoding: outcome.firstFailureName, as: UTF8.self))")
    }

    @Test(
        "A digit that was changed in any case is noticed, in that case",
        arguments: [
            "keccak-f1600.json", "sha3.json", "shake.json", "strobe-128.json", "merlin.json",
            "scalar.json", "ristretto255.json", "generators.json", "sum-tree.json",
        ])
    func changedDigit(file: String) throws {
        let text = [UInt8](try Data(contentsOf: Self.folder.appending(path: file)))
        let whole = VectorSuite.run(text)
        // The last hexadecimal string of the file belongs to the last case.
        var changed = text
        let position = try #require(
            changed.lastIndex { $0 != UInt8(ascii: "\"") && Character(UnicodeScalar($0)).isHexDigit })
        changed[position] = changed[position] == UInt8(ascii: "0") ? UInt8(ascii: "1") : UInt8(ascii: "0")
        let outcome = VectorSuite.run(changed)
        #expect(outcome.failures == 1)
        #expect(outcome.firstFailure == whole.cases)
    }

    @Test(
        "A file with a fault is a failure, not a pass",
        arguments: [
            "", "{", "[]", #"{"suite":"sha3","source":"\n","cases":[]}"#, #"{"suite":"sha3","source":"","cases":[]}"#,
            #"{"suite":"other","source":"","cases":[{"name":"a"}]}"#,
            #"{"suite":"sha3","source":"","cases":[{"name":"a"}]}"#,
            #"{"suite":"sha3","source":"","cases":[{"name":"a","function":"sha3-256","message":"0","digest":""}]}"#,
            #"{"suite":"sha3","source":"","cases":[{"name":"a","function":"md5","message":"","digest":""}]}"#,
            #"{"suite":"sha3","source":"","cases":[{"name":"a","function":"sha3-256","message":"","digest":""}]} x"#,
            #"{"suite":"keccak-f1600","source":"","cases":[{"name":"a","input":"00","output":"00"}]}"#,
            #"{"suite":"strobe-128","source":"","cases":[{"name":"a","protocol":"","operations":[{"operation":"ad","more":true,"data":""}],"state":""}]}"#,
            #"{"suite":"merlin","source":"","cases":[{"name":"a","protocol":"","operations":[{"operation":"none","label":""}]}]}"#,
        ])
    func faultyFile(text: String) {
        #expect(VectorSuite.run(Array(text.utf8)).failures > 0)
    }

    @Test("An unknown member fails its case")
    func unknownMember() {
        let digest = "a7ffc6f8bf1ed76651c14756a061d662f580ff4de43b49fa82d80a4b80f8434a"
        let members = #""name":"empty","function":"sha3-256","message":"","digest":"\#(digest)""#
        let known = #"{"suite":"sha3","source":"","cases":[{\#(members)}]}"#
        let unknown = #"{"suite":"sha3","source":"","cases":[{\#(members),"more":""}]}"#
        #expect(VectorSuite.run(Array(known.utf8)).failures == 0)
        let outcome = VectorSuite.run(Array(unknown.utf8))
        #expect(outcome.firstFailure == 1)
        #expect(outcome.firstFailureName == Array("empty".utf8))
    }
}
