internal import Bulletproofs
internal import Pedersen
internal import Ristretto
internal import Transcript

/// The suites `circuit-proof`, `lookup-statement` and `generalized-bulletproofs`.
enum CircuitVectors {
    /// Relations in either suite of the engine.
    static func check(_ value: JSONValue) throws(VectorFailure) -> Bool {
        let vector = try VectorCase(
            value, known: ["name", "label", "suite", "relation", "commitments", "proof", "valid", "reason"])
        let suite: CircuitSuite
        if try vector["suite"].spells("lookups") {
            suite = .lookups
        } else {
            guard try vector["suite"].spells("bits") else { throw .unknownName }
            suite = .bits
        }
        let relation = try relation(vector["relation"])
        let commitments = try points(vector["commitments"])
        let proof = EncodedCircuitProof(undecoded: try vector["proof"].bytes())
        let label = try vector["label"].text()
        return try verdict(vector) { () throws(CircuitProofRefusal) in
            let statement = try CircuitStatement(relation: relation, suite: suite, inputs: commitments)
            var transcript = Transcript(labelBytes: label)
            let evidence = try CircuitProof.verify(
                proof, statement, transcript: &transcript, generators: .shared(perParty: statement.slots, parties: 1))
            guard evidence.statement == statement else { throw .equation }
        }
    }

    /// Statements of a model that absorbs a digest of its own.
    static func lookupStatement(_ value: JSONValue) throws(VectorFailure) -> Bool {
        let vector = try VectorCase(
            value, known: ["name", "label", "digest", "relation", "commitments", "proof", "valid", "reason"])
        let relation = try relation(vector["relation"])
        let commitments = try points(vector["commitments"])
        let proof = EncodedCircuitProof(undecoded: try vector["proof"].bytes())
        var transcript = Transcript(labelBytes: try vector["label"].text())
        transcript.appendU64(.V, UInt64(commitments.count))
        transcript.appendU64(.digitBits, UInt64(relation.digitBits))
        let digest = try vector["digest"].bytes()
        let name: StaticString = "circuit"
        name.withUTF8Buffer { transcript.appendMessage(labelBytes: Span(_unsafeElements: $0), digest.span) }
        for commitment in commitments { transcript.appendMessage(.V, commitment.bytes) }
        return try verdict(vector) { () throws(CircuitProofRefusal) in
            var transcript = transcript
            try CircuitProof.verifyLookups(
                proof, relation, inputs: commitments, transcript: &transcript,
                generators: .shared(perParty: min(relation.slots(.lookups), 65536), parties: 1))
        }
    }

    /// Bare constraints over any number of vector commitments.
    static func bare(_ value: JSONValue) throws(VectorFailure) -> Bool {
        let vector = try VectorCase(
            value,
            known: [
                "name", "label", "slots", "vectorCommitments", "constraints", "commitments", "proof", "valid", "reason",
            ])
        let slots = try number(vector["slots"])
        let vectors = try number(vector["vectorCommitments"])
        guard 1...65536 ~= slots, slots & (slots - 1) == 0, 0...16 ~= vectors else { throw .member }
        var constraints: [ConstraintList.Constraint] = []
        for element in try vector["constraints"].elements() { constraints.append(try constraint(element)) }
        let commitments = try points(vector["commitments"])
        let proof = try vector["proof"].bytes()
        let shape = CircuitShape(slots: slots, vectorCommitments: vectors, inputs: commitments.count)
        guard let list = ConstraintList(shape: shape, constraints: constraints) else { throw .member }
        var transcript = Transcript(labelBytes: try vector["label"].text())
        for commitment in commitments { transcript.appendMessage(.V, commitment.bytes) }
        for index in 0..<vectors where 32 * index + 32 <= proof.count {
            transcript.appendMessage(.C, Array(proof[32 * index..<32 * index + 32]))
        }
        return try verdict(vector) { () throws(CircuitProofRefusal) in
            var transcript = transcript
            try CircuitProof.verifyBare(
                EncodedCircuitProof(undecoded: proof), .list(list), inputs: commitments, transcript: &transcript,
                generators: .shared(perParty: slots, parties: 1))
        }
    }

    private static func verdict(
        _ vector: VectorCase, _ body: () throws(CircuitProofRefusal) -> Void
    ) throws(VectorFailure) -> Bool {
        let valid = try vector["valid"].flag()
        do throws(CircuitProofRefusal) {
            try body()
            return valid
        } catch {
            guard !valid else { return false }
            return try vector["reason"].spells(error.reason)
        }
    }

    private static func relation(_ value: JSONValue) throws(VectorFailure) -> IntegerRelation {
        let object = try VectorCase(
            value, known: ["inputs", "witnesses", "digitBits", "ranges", "products", "booleans", "equalities"])
        var ranges: [IntegerRelation.RangeRow] = []
        for element in try object["ranges"].elements() {
            let row = try VectorCase(element, known: ["form", "width"])
            ranges.append(.init(form: try form(row["form"]), width: try number(row["width"])))
        }
        var products: [IntegerRelation.Product] = []
        for element in try object["products"].elements() {
            let row = try VectorCase(element, known: ["left", "right"])
            products.append(.init(left: try form(row["left"]), right: try form(row["right"])))
        }
        let (inputs, witnesses) = (try number(object["inputs"]), try number(object["witnesses"]))
        let digitBits = try number(object["digitBits"])
        let (booleans, equalities) = (try forms(object["booleans"]), try forms(object["equalities"]))
        do throws(IntegerRelationFault) {
            return try IntegerRelation(
                inputs: inputs, witnesses: witnesses, products: products, booleans: booleans, equalities: equalities,
                ranges: ranges, digitBits: digitBits)
        } catch {
            throw .member
        }
    }

    private static func forms(_ value: JSONValue) throws(VectorFailure) -> [LinearForm] {
        var forms: [LinearForm] = []
        for element in try value.elements() { forms.append(try form(element)) }
        return forms
    }

    private static func form(_ value: JSONValue) throws(VectorFailure) -> LinearForm {
        let object = try VectorCase(value, known: ["terms", "constant"])
        var form = LinearForm(constant: try scalar(object["constant"]))
        for element in try object["terms"].elements() {
            let term = try VectorCase(element, known: ["variable", "coefficient"])
            guard let variable = UInt32(exactly: try term["variable"].number()) else { throw .member }
            form.add(try scalar(term["coefficient"]), times: variable)
        }
        return form
    }

    private static func constraint(_ value: JSONValue) throws(VectorFailure) -> ConstraintList.Constraint {
        let object = try VectorCase(value, known: ["terms", "constant"])
        var terms: [(place: ConstraintList.Place, coefficient: Scalar)] = []
        for element in try object["terms"].elements() {
            let term = try VectorCase(element, known: ["place", "index", "coefficient"])
            terms.append((try place(term), try scalar(term["coefficient"])))
        }
        return ConstraintList.Constraint(terms, constant: try scalar(object["constant"]))
    }

    private static func place(_ term: VectorCase) throws(VectorFailure) -> ConstraintList.Place {
        var index: [Int] = []
        for element in try term["index"].elements() { index.append(try number(element)) }
        let name = try term["place"]
        if try name.spells("C") {
            guard index.count == 2 else { throw .member }
            return .vector(index[0], index[1])
        }
        guard index.count == 1 else { throw .member }
        if try name.spells("L") { return .left(index[0]) }
        if try name.spells("R") { return .right(index[0]) }
        if try name.spells("O") { return .output(index[0]) }
        guard try name.spells("V") else { throw .unknownName }
        return .input(index[0])
    }

    private static func number(_ value: JSONValue) throws(VectorFailure) -> Int {
        guard let number = Int(exactly: try value.number()) else { throw .member }
        return number
    }

    private static func points(_ value: JSONValue) throws(VectorFailure) -> [CompressedPoint] {
        var points: [CompressedPoint] = []
        for element in try value.elements() {
            let bytes = try element.bytes()
            do throws(PointFailure) { points.append(try CompressedPoint(undecoded: bytes)) } catch {
                throw .hexadecimal
            }
        }
        return points
    }

    private static func scalar(_ value: JSONValue) throws(VectorFailure) -> Scalar {
        let bytes = try value.bytes()
        do throws(ScalarFailure) { return try Scalar(canonical: bytes) } catch { throw .hexadecimal }
    }
}
