@testable import Bulletproofs
import Foundation
import Ristretto
import Testing

/// What is proven here, before the Python model.
@Suite struct CircuitModelTests {
    @Test("The model accepts what is proven here, in both suites", .enabled(if: Model.isAvailable))
    func model() throws {
        var cases: [String] = []
        for seed in 1...3 as ClosedRange<UInt64> {
            let sample = SampleRelation.random(seed: seed, digitBits: [2, 3, 4][Int(seed % 3)])
            for suite in CircuitSuite.allCases {
                cases.append(try json(sample, suite, proof: sample.prove(suite), label: "solvency/tests/circuit"))
            }
        }
        #expect(try verdict(cases) == 0)
        // The model is not one that accepts everything.
        let sample = SampleRelation.random(seed: 4)
        let other = try json(sample, .lookups, proof: sample.prove(.lookups), label: "another")
        #expect(try verdict(cases + [other]) == 1)
    }

    private func verdict(_ cases: [String]) throws -> Int32 {
        let file = FileManager.default.temporaryDirectory.appending(path: "circuit-\(UUID().uuidString).json")
        defer { try? FileManager.default.removeItem(at: file) }
        let text = #"{"suite": "circuit-proof", "source": "tests", "cases": [\#(cases.joined(separator: ","))]}"#
        try text.write(to: file, atomically: true, encoding: .utf8)
        let script = RangeVectorFile.folder.appending(path: "models/check_circuit.py")
        return try Model.run([script.path(), file.path()])
    }

    private func json(
        _ sample: SampleRelation, _ suite: CircuitSuite, proof: EncodedCircuitProof, label: String
    ) throws -> String {
        let ranges = sample.ranges.map { #"{"form": \#(json($0.form)), "width": \#($0.width)}"# }
        let products = sample.products.map { #"{"left": \#(json($0.left)), "right": \#(json($0.right))}"# }
        return #"""
            {"name": "a proof", "label": "\#(label)", "suite": "\#(suite.name)", "valid": true,
             "relation": {"inputs": \#(sample.inputs), "witnesses": \#(sample.witnesses),
                "digitBits": \#(sample.digitBits), "ranges": [\#(ranges.joined(separator: ","))],
                "products": [\#(products.joined(separator: ","))],
                "booleans": [\#(sample.booleans.map { json($0) }.joined(separator: ","))],
                "equalities": [\#(sample.equalities.map { json($0) }.joined(separator: ","))]},
             "commitments": [\#(sample.commitments.map { "\"\(hex($0.bytes))\"" }.joined(separator: ","))],
             "proof": "\#(hex(proof.bytes))"}
            """#
    }

    private func json(_ form: LinearForm) -> String {
        let terms = form.terms.map {
            #"{"variable": \#($0.variable), "coefficient": "\#(hex($0.coefficient.encoded()))"}"#
        }
        return #"{"terms": [\#(terms.joined(separator: ","))], "constant": "\#(hex(form.constant.encoded()))"}"#
    }

    private func hex(_ bytes: [UInt8]) -> String {
        bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
}
