@testable import Bulletproofs
import Pedersen
import Ristretto
import Testing
import Transcript

/// Provers that cheat, each in one thing; with the check that refuses it left out, and only then, they succeed.
@Suite struct CircuitForgeryTests {
    /// One input in [0, 2^8) by two digits of 4 bits, and whatever a test adds.
    private func sample(_ value: Scalar = Scalar(0x5a as UInt64), witnesses: [Scalar] = []) -> SampleRelation {
        var sample = SampleRelation(inputs: [value], witnesses: witnesses, digitBits: 4)
        sample.ranges.append(.init(form: LinearForm(0), width: 8))
        return sample
    }

    /// What makes a prover for a sample cheat.
    typealias Cheat = (inout PlainCircuitProver) -> Void

    private func reason(
        _ sample: SampleRelation, _ suite: CircuitSuite, without check: SkippableCheck? = nil, _ cheat: Cheat = { _ in }
    ) throws -> String? {
        try Seam.$omitted.withValue(check.map { [$0] } ?? []) {
            var prover = try PlainCircuitProver(sample, suite)
            cheat(&prover)
            return try sample.reason(prover.prove(), suite)
        }
    }

    /// Refused by the verifier, and accepted exactly without this check.
    private func expectOnly(
        _ check: SkippableCheck, refuses sample: SampleRelation, _ suite: CircuitSuite = .lookups,
        _ cheat: Cheat = { _ in }
    ) throws {
        #expect(try reason(sample, suite, cheat) == "equation")
        #expect(try reason(sample, suite, without: check, cheat) == nil)
        for other in Self.constraints where other != check {
            #expect(try reason(sample, suite, without: other, cheat) == "equation", "without \(other)")
        }
    }

    private static let constraints: [SkippableCheck] = [
        .digitShift, .digitOutput, .multiplicitySum, .bitSum, .bitOutput, .recomposition, .productLeft, .productRight,
        .booleanLeft, .booleanRight, .booleanOutput, .equality,
    ]

    @Test("The plain prover's proofs are accepted", arguments: 1...4)
    func honest(seed: UInt64) throws {
        let sample = SampleRelation.random(seed: seed, digitBits: [2, 3, 4, 6][Int(seed % 4)])
        for suite in CircuitSuite.allCases { #expect(try reason(sample, suite) == nil) }
    }

    // MARK: Ranges by lookups

    /// The value l - 5, which no digits in the table make up, as its first digit.
    private let nearOrder = -Scalar(5 as UInt64)

    private func outOfTable(_ prover: inout PlainCircuitProver) {
        prover.digits = [nearOrder, .zero]
        prover.countDigits()
    }

    @Test("A digit outside of the table, looked up as if it were 0")
    func digitShift() throws {
        try expectOnly(.digitShift, refuses: sample(nearOrder)) { prover in
            outOfTable(&prover)
            prover.multiplicities = { _ in [Scalar(2 as UInt64)] }
            prover.adjustGates = { gates, challenge in
                gates.left[0] = challenge
                gates.right[0] = challenge.invertedOrZero()
            }
        }
    }

    @Test("A digit outside of the table whose reciprocal is 0")
    func digitOutput() throws {
        try expectOnly(.digitOutput, refuses: sample(nearOrder)) { prover in
            outOfTable(&prover)
            prover.adjustGates = { gates, _ in (gates.right[0], gates.output[0]) = (.zero, .zero) }
        }
    }

    @Test("A digit outside of the table that the multiplicities do not know")
    func multiplicitySum() throws {
        try expectOnly(.multiplicitySum, refuses: sample(nearOrder)) { outOfTable(&$0) }
    }

    @Test("A digit of 16, one more than the table has")
    func digitPlusOne() throws {
        try expectOnly(.multiplicitySum, refuses: sample(Scalar(16 as UInt64))) { prover in
            prover.digits = [Scalar(16 as UInt64), .zero]
            prover.countDigits()
        }
    }

    @Test("A multiplicity that is off by one")
    func multiplicity() throws {
        try expectOnly(.multiplicitySum, refuses: sample()) { prover in
            let honest = prover.multiplicities(.zero)
            prover.multiplicities = { _ in [honest[0] + .one] + honest[1...] }
        }
    }

    @Test("Digits that do not make up the value", arguments: CircuitSuite.allCases)
    func recomposition(suite: CircuitSuite) throws {
        try expectOnly(.recomposition, refuses: sample(nearOrder), suite) { prover in
            prover.digits = prover.digits.map { _ in .zero }
            prover.countDigits()
        }
    }

    @Test("Multiplicities that are chosen when the challenge is known")
    func lookupOrder() throws {
        let cheat: Cheat = { prover in
            prover.digits = [nearOrder, .zero]
            // 1 / (alpha + d) for a digit outside of the table, as a multiple of 1 / alpha.
            prover.multiplicities = { [.one + $0 * ($0 + nearOrder).invertedOrZero()] }
        }
        #expect(try reason(sample(nearOrder), .lookups, cheat) == "equation")
        #expect(try reason(sample(nearOrder), .lookups, without: .lookupOrder, cheat) == nil)
    }

    // MARK: Bits

    @Test("A bit that is 2, with a_R = 0 or with a_O = -2")
    func bits() throws {
        var forged = sample(Scalar(256 as UInt64))
        forged.ranges = [.init(form: LinearForm(0), width: 8)]
        let cheat: Cheat = { prover in
            prover.digits = prover.digits.map { _ in .zero }
            prover.digits[7] = Scalar(2 as UInt64)
        }
        try expectOnly(.bitSum, refuses: forged, .bits) { prover in
            cheat(&prover)
            prover.adjustGates = { gates, _ in (gates.right[7], gates.output[7]) = (.zero, .zero) }
        }
        try expectOnly(.bitOutput, refuses: forged, .bits, cheat)
    }

    // MARK: Products, booleans, equalities

    private func withProduct() -> SampleRelation {
        var sample = sample()
        sample.addProduct(LinearForm(0), LinearForm(0, constant: .one))
        // The product enters a row, so that its value matters.
        sample.addEquality()
        return sample
    }

    @Test("A product that is off by one, with a left or right wire that fits it", arguments: CircuitSuite.allCases)
    func products(suite: CircuitSuite) throws {
        var forged = withProduct()
        forged.values[1] += .one
        forged.equalities = []
        forged.equalities.append(LinearForm(1, constant: -forged.values[1]))
        let gate = try forged.relation.firstGate(suite)
        let (left, right, product) = (forged.values[0], forged.values[0] + .one, forged.values[1])
        try expectOnly(.productLeft, refuses: forged, suite) { prover in
            prover.adjustGates = { gates, _ in gates.left[gate] = product * right.invertedOrZero() }
        }
        try expectOnly(.productRight, refuses: forged, suite) { prover in
            prover.adjustGates = { gates, _ in gates.right[gate] = product * left.invertedOrZero() }
        }
        // The wires are the forms, and the gate does not multiply.
        #expect(try reason(forged, suite) == "equation")
    }

    @Test("A boolean that is 2", arguments: CircuitSuite.allCases)
    func booleans(suite: CircuitSuite) throws {
        var forged = sample()
        forged.addBoolean(Scalar(2 as UInt64))
        let gate = try forged.relation.firstGate(suite)
        try expectOnly(.booleanOutput, refuses: forged, suite)
        try expectOnly(.booleanLeft, refuses: forged, suite) { prover in
            prover.adjustGates = { gates, _ in (gates.left[gate], gates.output[gate]) = (.zero, .zero) }
        }
        try expectOnly(.booleanRight, refuses: forged, suite) { prover in
            prover.adjustGates = { gates, _ in (gates.right[gate], gates.output[gate]) = (.zero, .zero) }
        }
    }

    @Test("An equality that is missed by one", arguments: CircuitSuite.allCases)
    func equality(suite: CircuitSuite) throws {
        var forged = sample()
        forged.addEquality(worth: .one)
        try expectOnly(.equality, refuses: forged, suite)
    }

    @Test("Wires whose product is not the gate's output", arguments: CircuitSuite.allCases)
    func gates(suite: CircuitSuite) throws {
        for slot in [0, 1] {
            #expect(
                try reason(sample(), suite) { prover in
                    prover.adjustGates = { gates, _ in gates.output[slot] += .one }
                } == "equation")
        }
    }

    // MARK: The exponent rule

    @Test("No exponent of l meets what a vector commitment or A_O holds over H", arguments: 0...8)
    func exponents(count: Int) {
        let exponents = CircuitExponents(vectorCommitments: count)
        let top = 2 * (count + 1)
        #expect(exponents.output == top && exponents.inner == count + 1 && exponents.mask == top + 1)
        let vectors = (0..<count).map(exponents.vector)
        let left = Set([exponents.inner, exponents.output, exponents.mask] + vectors)
        #expect(left.count == count + 3)
        for exponent in vectors + [exponents.output] { #expect(!left.contains(top - exponent)) }
        // All degrees that products can have are committed to, but the one that the statement gives.
        let weights = (0..<count).map(exponents.vectorWeight)
        let right = Set([0, exponents.inner, exponents.mask] + weights + vectors + [top])
        let sums = Set(left.flatMap { l in right.map { l + $0 } })
        #expect(sums.subtracting([top]).isSubset(of: exponents.degrees))
        #expect(exponents.degrees == (count + 1...2 * top + 2).filter { $0 != top })
        #expect(exponents.degrees.count == 5 + 3 * count)
        // What a commitment holds over G meets its own weights at n' and nothing else's.
        for k in 0..<count { #expect(exponents.vector(k) + exponents.vectorWeight(k) == top) }
    }

    @Test("The layout that puts C_1 at exponent 0 breaks the rule, and the mutant has it")
    func mutantLayout() {
        Seam.$omitted.withValue([.exponentRule]) {
            let exponents = CircuitExponents(vectorCommitments: 2)
            #expect(exponents.vector(0) == 0 && exponents.vectorWeight(0) == exponents.output)
        }
    }

    @Test("What A_O holds over H is chosen after alpha, and makes a gate with a digit in it unconstrained")
    func outputOverH() throws {
        let cheat: Cheat = { prover in
            prover.digits = [nearOrder, .zero]
            // Two lookups of 0 are claimed; the first gate's reciprocal is not one.
            prover.multiplicities = { _ in [Scalar(2 as UInt64)] }
            prover.adjustGates = { gates, challenge in
                gates.right[0] = challenge.invertedOrZero()
                gates.output[0] = .one
            }
            prover.outputOverH = { challenge in
                // a_L a_R - a_O + c_1 eta = 0 in that gate.
                let product = (challenge + nearOrder) * challenge.invertedOrZero()
                return [0: (.one - product) * nearOrder.invertedOrZero()]
            }
        }
        #expect(try reason(sample(nearOrder), .lookups, cheat) == "equation")
        #expect(try reason(sample(nearOrder), .lookups, without: .exponentRule, cheat) == nil)
    }

    @Test("What C_1 holds over H takes a digit out of the lookup")
    func vectorOverH() throws {
        let cheat: Cheat = { prover in
            prover.digits = [nearOrder, .zero]
            prover.countDigits()
            prover.vectorOverH = [0: .one]
            // a_L a_R - a_O + a_O eta = 0 with eta = 1: the reciprocal may be 0.
            prover.adjustGates = { gates, _ in (gates.right[0], gates.output[0]) = (.zero, .one) }
        }
        #expect(try reason(sample(nearOrder), .lookups, cheat) == "equation")
        #expect(try reason(sample(nearOrder), .lookups, without: .exponentRule, cheat) == nil)
    }

    @Test("Parts over H in C_1 and A_O change nothing about a true statement")
    func harmlessOverH() throws {
        let random = Scalar(987_654_321 as UInt64).squared()
        #expect(
            try reason(sample(), .lookups) { prover in
                prover.vectorOverH = [0: random, 1: .one, 9: random]
                prover.outputOverH = { _ in [0: .one, 3: random] }
            } == nil)
    }

    // MARK: What is absorbed

    @Test(
        "A proof whose challenges do not depend on a number or on V",
        arguments: [
            SkippableCheck.absorbedSuite, .absorbedWidth, .absorbedCount, .absorbedDigitBits, .absorbedCommitments,
        ])
    func absorbed(check: SkippableCheck) throws {
        let sample = SampleRelation.random(seed: 3)
        for suite in CircuitSuite.allCases {
            let forged = try Seam.$omitted.withValue([check]) { try PlainCircuitProver(sample, suite).proven() }
            #expect(try sample.reason(forged, suite) == "equation")
            let mutant = try Seam.$omitted.withValue([check]) { try sample.reason(forged, suite) }
            #expect(mutant == nil)
        }
    }

    @Test("A challenge of zero is found, and a table with a zero in it")
    func zeroChallenges() {
        let one = Scalar.one
        func field(_ y: Scalar, _ z: Scalar, _ x: Scalar, _ w: Scalar, _ rounds: [Scalar]) -> FieldName? {
            CircuitChallenges(y: y, z: z, x: x, w: w).firstZero(rounds: rounds[...])
        }
        #expect(field(one, one, one, one, [one, one]) == nil)
        #expect(field(.zero, one, one, one, []) == "y")
        #expect(field(one, .zero, one, one, []) == "z")
        #expect(field(one, one, .zero, one, []) == "x")
        #expect(field(one, one, one, .zero, []) == "w")
        #expect(field(one, one, one, one, [one, .zero]) == FieldName("u", at: 1))
        for entry in 0..<16 {
            #expect(LookupTable(challenge: -Scalar(UInt64(entry)), digitBits: 4) == nil)
        }
        #expect(LookupTable(challenge: -Scalar(16 as UInt64), digitBits: 4) != nil)
        let table = LookupTable(challenge: Scalar(5 as UInt64), digitBits: 4)
        for (entry, inverse) in (table?.inverses ?? []).enumerated() {
            #expect(inverse * Scalar(UInt64(5 + entry)) == .one)
        }
    }
}

extension PlainCircuitProver {
    consuming func proven() throws -> EncodedCircuitProof { try prove() }
}
