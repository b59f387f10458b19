import BigNumbers
import Bulletproofs
import CircuitModel
import Pedersen
import Ristretto
import Sodium
import Testing
import Transcript

@testable import CircuitCompiler

/// From forms to a verified proof, in both suites.
@Suite struct ProofTests {
    static let generators = BulletproofGenerators(perParty: 1024, parties: 1)

    /// Every gadget in one statement, over three assets and three positions.
    static func builder(short: BigRational = .zero) throws -> StatementBuilder {
        var builder = StatementBuilder()
        var assets: [Form] = []
        var positions: [Form] = []
        for index in 0..<3 {
            assets.append(
                try builder.input(.collateral, id: "a\(index)", decimals: 2, range: 0...100_000, at: Sample.here))
            positions.append(
                try builder.input(.position, id: "p\(index)", decimals: 0, range: -100...100, at: Sample.here))
        }
        let half = try BigRational(1, over: 2)
        let tiers = try assets.map { try builder.minimum(of: [$0, $0 * half + Form(100)], at: Sample.here) }
        let counted = try builder.capped(tiers.map { ($0, half) }, at: Sample.here)
        let losses = [positions[0] - positions[1], positions[1] * 2, positions[2] - positions[0], positions[2] * half]
        let scan = try builder.maximum(of: [.zero] + losses, at: Sample.here)
        let shortfall = try builder.worst(2, of: losses, at: Sample.here)
        let gross = try builder.absolute(positions[1], at: Sample.here)
        let isLong = try builder.isAtLeastZero(positions[0], at: Sample.here)
        let variance = try builder.square(positions[0] + positions[2], at: Sample.here)
        let charge = scan + shortfall * half + gross + isLong * 5 + variance * (try Sample.number("0.01"))
        try builder.report(counted, as: "collateral", at: Sample.here)
        try builder.report(charge, as: "requirement", at: Sample.here)
        try builder.require(counted - charge - Form(short), isAtLeastZero: "covered", circuit: 0, at: Sample.here)
        try builder.require(
            positions[0] + positions[1] + positions[2], isZero: "flat", circuit: 0, at: Sample.place(2))
        return builder
    }

    /// a0, p0, a1, p1, a2, p2.
    static let inputs: [Int64] = [30_000, 40, 50_000, -70, 20_000, 30]

    static func transcript(_ statement: CompiledStatement) -> Transcript {
        var transcript = Transcript("example/circuit/v1")
        for digest in [statement.digest.bytes, statement.systemDigest.bytes] {
            let label = [UInt8]("statement".utf8)
            transcript.appendMessage(labelBytes: label.span, digest.span)
        }
        return transcript
    }

    /// Commitments, and what opens them.
    static func commit(
        _ compilation: StatementCompilation, _ values: [Int64]
    ) throws -> (points: [CompressedPoint], witness: CircuitWitness) {
        let integers = try SecretIntegers(values)
        let evaluation = try compilation.evaluator.evaluate(integers)
        var random = try SystemRandom()
        let blindings = try SecretScalars(randomCount: values.count, from: &random)
        let scalars = try integers.scalars()
        let workspace = try SecretWorkspace()
        let points = try scalars.withSpan { values in
            try blindings.withSpan { blindings in
                try CommitmentTable.pedersen.commit(to: values, blindings: blindings, workspace: workspace).encodings
            }
        }
        return (
            points,
            try CircuitWitness(values: scalars, blindings: blindings, free: try evaluation.witnesses.scalars())
        )
    }

    @Test(arguments: CircuitSuite.allCases) func allGadgetsAreProvenAndVerified(_ suite: CircuitSuite) throws {
        let compilation = try Sample.compile(try Self.builder())
        #expect(try Sample.isProvable(compilation, Self.inputs))
        let (points, witness) = try Self.commit(compilation, Self.inputs)
        let statement = try CircuitStatement(
            relation: compilation.statement.relation, suite: suite, inputs: points)
        var transcript = Self.transcript(compilation.statement)
        let proof = try CircuitProver(generators: Self.generators)
            .prove(statement, witness: witness, transcript: &transcript)
        let cost = suite == .lookups ? compilation.cost.lookups : compilation.cost.bits
        #expect(proof.bytes.count == cost.proofBytes)
        #expect(statement.slots == cost.slots)

        // The verifier has the statement from its encoding, and computes both digests anew.
        let decoded = try CompiledStatement(decoding: compilation.statement.encoded())
        let theirs = try CircuitStatement(relation: decoded.relation, suite: suite, inputs: points)
        var other = Self.transcript(decoded)
        _ = try CircuitProof.verify(proof, theirs, transcript: &other, generators: Self.generators)

        // Another rung is another statement.
        let changed = try Self.builder().compile(circuits: [Sample.circuit()], rung: 12000)
        var third = Self.transcript(changed.statement)
        #expect(throws: CircuitProofRefusal.self) {
            try CircuitProof.verify(proof, theirs, transcript: &third, generators: Self.generators)
        }
        // Commitments in another order are other inputs.
        var swapped = points
        swapped.swapAt(0, 2)
        let wrong = try CircuitStatement(relation: decoded.relation, suite: suite, inputs: swapped)
        var fourth = Self.transcript(decoded)
        #expect(throws: CircuitProofRefusal.self) {
            try CircuitProof.verify(proof, wrong, transcript: &fourth, generators: Self.generators)
        }
    }

    /// Provable to the last unit: at equality it is proven, one unit of the row beyond it is not, in both suites.
    @Test(arguments: CircuitSuite.allCases) func falseByOneUnitIsNotProven(_ suite: CircuitSuite) throws {
        let base = try Sample.run(try Sample.compile(try Self.builder()), Self.inputs)
        let headroom = try #require(base.figures["collateral"]) - #require(base.figures["requirement"])
        let unit = try Sample.number("0.005")
        for (short, holds) in [(headroom, true), (headroom + unit, false)] {
            let compilation = try Sample.compile(try Self.builder(short: short))
            #expect(try Sample.isProvable(compilation, Self.inputs) == holds)
            let result = try Sample.run(compilation, Self.inputs)
            if !holds {
                #expect(result.failed.map(\.name) == ["covered"])
                #expect(result.failed.first?.value == -unit)
            }
            let (points, witness) = try Self.commit(compilation, Self.inputs)
            let statement = try CircuitStatement(
                relation: compilation.statement.relation, suite: suite, inputs: points)
            let label = try #require(compilation.statement.parts.labels.first)
            var transcript = Self.transcript(compilation.statement)
            let prover = try CircuitProver(generators: Self.generators)
            if holds {
                _ = try prover.prove(statement, witness: witness, transcript: &transcript)
            } else {
                #expect(throws: CircuitProvingFailure.row(.range(Int(label.row)))) {
                    try prover.prove(statement, witness: witness, transcript: &transcript)
                }
            }
        }
    }

    /// Products with a one-sided factor and inputs that are bits, too.
    @Test(arguments: CircuitSuite.allCases) func productsAreProven(_ suite: CircuitSuite) throws {
        var builder = StatementBuilder()
        let flag = try builder.input(.collateral, id: "flag", decimals: 0, range: 0...1, at: Sample.here)
        let x = try builder.input(.debt, id: "x", decimals: 1, range: 0...1000, at: Sample.here)
        let capital = try builder.minimum(of: [x, Form(50)], at: Sample.here)
        let squared = try builder.square(capital, at: Sample.here)
        let weighted = try builder.product(capital, flag, at: Sample.here)
        try builder.require(squared + weighted - Form(2550), isAtLeastZero: "enough", circuit: 0, at: Sample.here)
        let compilation = try Sample.compile(builder)
        #expect(try Sample.isProvable(compilation, [1, 500]))
        #expect(try Sample.isProvable(compilation, [0, 500]) == false)
        #expect(try Sample.isProvable(compilation, [1, 499]) == false)
        let (points, witness) = try Self.commit(compilation, [1, 500])
        let statement = try CircuitStatement(relation: compilation.statement.relation, suite: suite, inputs: points)
        var transcript = Self.transcript(compilation.statement)
        let proof = try CircuitProver(generators: Self.generators)
            .prove(statement, witness: witness, transcript: &transcript)
        var other = Self.transcript(compilation.statement)
        _ = try CircuitProof.verify(proof, statement, transcript: &other, generators: Self.generators)
    }
}
