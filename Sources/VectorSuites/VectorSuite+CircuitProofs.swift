import Bulletproofs
import Pedersen
import Ristretto
import StrictJSON
import Transcript

extension VectorSuite {
    /// The suite `circuit-proof`: relations in either suite of the engine, under any label.
    static let circuitProofs = VectorSuite("circuit-proof") { reader throws(JSONFailure) in
        let label = Array(try reader.string("label").utf8)
        let suite = try circuitSuite(reader.required("suite"))
        let relation = try integerRelation(reader.required("relation"))
        let commitments = try points(&reader)
        let proof = EncodedCircuitProof(undecoded: try reader.hex("proof"))
        let expected = try Verdict(&reader)
        let got = verdict { () throws(CircuitProofRefusal) in
            let statement = try CircuitStatement(relation: relation, suite: suite, inputs: commitments)
            var transcript = Transcript(labelBytes: label)
            let evidence = try CircuitProof.verify(
                proof, statement, transcript: &transcript,
                generators: .shared(perParty: statement.slots, parties: 1))
            guard evidence.statement == statement else { throw .equation }
        }
        return Comparison(expected: expected.text, got: got.text)
    }

    /// The suite `lookup-statement`: statements of the model `margin.py`, which absorbs a digest of its own.
    static let lookupStatements = VectorSuite("lookup-statement") { reader throws(JSONFailure) in
        let label = Array(try reader.string("label").utf8)
        let digest = try reader.hex("digest")
        let relation = try integerRelation(reader.required("relation"))
        let commitments = try points(&reader)
        let proof = EncodedCircuitProof(undecoded: try reader.hex("proof"))
        let expected = try Verdict(&reader)
        let got = verdict { () throws(CircuitProofRefusal) in
            var transcript = Transcript(labelBytes: label)
            transcript.appendU64(.V, UInt64(commitments.count))
            transcript.appendU64(.digitBits, UInt64(relation.digitBits))
            let name = Array("circuit".utf8)
            transcript.appendMessage(labelBytes: name.span, digest.span)
            for commitment in commitments { transcript.appendMessage(.V, commitment.bytes) }
            try CircuitProof.verifyLookups(
                proof, relation, inputs: commitments, transcript: &transcript,
                generators: .shared(perParty: min(relation.slots(.lookups), 65536), parties: 1))
        }
        return Comparison(expected: expected.text, got: got.text)
    }

    /// The suite `generalized-bulletproofs`: bare constraints over any number of vector commitments.
    static let bareCircuitProofs = VectorSuite("generalized-bulletproofs") { reader throws(JSONFailure) in
        let label = Array(try reader.string("label").utf8)
        let slotsValue = try reader.required("slots")
        let slots: Int = try slotsValue.integer()
        let vectorsValue = try reader.required("vectorCommitments")
        let vectors: Int = try vectorsValue.integer()
        guard 1...65536 ~= slots, slots & (slots - 1) == 0 else {
            throw slotsValue.failure(.refused("no power of two"))
        }
        guard 0...16 ~= vectors else { throw vectorsValue.failure(.refused("too many")) }
        let listValue = try reader.required("constraints")
        let constraints = try listValue.array { value throws(JSONFailure) in
            try value.object { constraint throws(JSONFailure) in try bareConstraint(&constraint) }
        }
        let commitments = try points(&reader)
        let proof = try reader.hex("proof")
        let expected = try Verdict(&reader)
        let shape = CircuitShape(slots: slots, vectorCommitments: vectors, inputs: commitments.count)
        guard let list = ConstraintList(shape: shape, constraints: constraints) else {
            throw listValue.failure(.refused("a place that is not there"))
        }
        let got = verdict { () throws(CircuitProofRefusal) in
            var transcript = Transcript(labelBytes: label)
            for commitment in commitments { transcript.appendMessage(.V, commitment.bytes) }
            for index in 0..<vectors where 32 * index + 32 <= proof.count {
                transcript.appendMessage(.C, Array(proof[32 * index..<32 * index + 32]))
            }
            try CircuitProof.verifyBare(
                EncodedCircuitProof(undecoded: proof), .list(list), inputs: commitments, transcript: &transcript,
                generators: .shared(perParty: slots, parties: 1))
        }
        return Comparison(expected: expected.text, got: got.text)
    }

    private static func verdict(_ body: () throws(CircuitProofRefusal) -> Void) -> Verdict {
        do throws(CircuitProofRefusal) {
            try body()
            return .accepted
        } catch {
            return .refused(reason: "\(error.reason)")
        }
    }

    private static func circuitSuite(_ value: JSONValue) throws(JSONFailure) -> CircuitSuite {
        let name = try value.string()
        guard let suite = CircuitSuite.allCases.first(where: { name.utf8.elementsEqual("\($0.name)".utf8) }) else {
            throw value.failure(.refused("no suite of circuit proofs"))
        }
        return suite
    }

    private static func points(_ reader: inout JSONObjectReader) throws(JSONFailure) -> [CompressedPoint] {
        try reader.required("commitments").array { value throws(JSONFailure) in try encodedPoint(value) }
    }

    /// A relation from its rows.
    static func integerRelation(_ value: JSONValue) throws(JSONFailure) -> IntegerRelation {
        try value.object { reader throws(JSONFailure) in
            let inputs: Int = try reader.integer("inputs")
            let witnesses: Int = try reader.integer("witnesses")
            let digitBits: Int = try reader.integer("digitBits")
            let ranges = try reader.required("ranges").array { row throws(JSONFailure) in
                try row.object { row throws(JSONFailure) in
                    let width: Int = try row.integer("width")
                    return IntegerRelation.RangeRow(form: try linearForm(row.required("form")), width: width)
                }
            }
            let products = try reader.required("products").array { row throws(JSONFailure) in
                try row.object { row throws(JSONFailure) in
                    IntegerRelation.Product(
                        left: try linearForm(row.required("left")), right: try linearForm(row.required("right")))
                }
            }
            let booleans = try reader.required("booleans").array { row throws(JSONFailure) in try linearForm(row) }
            let equalities = try reader.required("equalities").array { row throws(JSONFailure) in try linearForm(row) }
            do throws(IntegerRelationFault) {
                return try IntegerRelation(
                    inputs: inputs, witnesses: witnesses, products: products, booleans: booleans,
                    equalities: equalities, ranges: ranges, digitBits: digitBits)
            } catch {
                throw value.failure(.refused("\(error)"))
            }
        }
    }

    private static func linearForm(_ value: JSONValue) throws(JSONFailure) -> LinearForm {
        try value.object { reader throws(JSONFailure) in
            let terms = try reader.required("terms").array { term throws(JSONFailure) in
                try term.object { term throws(JSONFailure) in
                    let variable: UInt32 = try term.integer("variable")
                    return (variable, try canonicalScalar(term.required("coefficient")))
                }
            }
            var form = LinearForm(constant: try canonicalScalar(reader.required("constant")))
            for (variable, coefficient) in terms { form.add(coefficient, times: variable) }
            return form
        }
    }

    private static func bareConstraint(
        _ reader: inout JSONObjectReader
    ) throws(JSONFailure) -> ConstraintList.Constraint {
        let terms = try reader.required("terms").array { term throws(JSONFailure) in
            try term.object { term throws(JSONFailure) in
                let place = try barePlace(&term)
                return (place: place, coefficient: try canonicalScalar(term.required("coefficient")))
            }
        }
        return ConstraintList.Constraint(terms, constant: try canonicalScalar(reader.required("constant")))
    }

    private static func barePlace(_ reader: inout JSONObjectReader) throws(JSONFailure) -> ConstraintList.Place {
        let kind = try reader.required("place")
        let index = try reader.required("index").array { value throws(JSONFailure) -> Int in try value.integer() }
        switch (try kind.string(), index.count) {
        case ("L", 1): return .left(index[0])
        case ("R", 1): return .right(index[0])
        case ("O", 1): return .output(index[0])
        case ("V", 1): return .input(index[0])
        case ("C", 2): return .vector(index[0], index[1])
        default: throw kind.failure(.refused("no place of a constraint"))
        }
    }
}
