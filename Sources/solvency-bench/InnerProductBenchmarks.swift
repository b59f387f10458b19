import Bulletproofs
import Pedersen
import Ristretto
import Sodium
import Transcript

/// Inner-product arguments as circuit proofs make them: long ones, with powers as the factors of one side.
struct InnerProductBenchmarks {
    private let fixed: FixedGenerators
    private let arguments: InnerProductProof.Generators
    private let a: [Scalar]
    private let b: [Scalar]
    private let ratio: Scalar

    /// Draws two vectors of that many scalars, a power of two, and makes the generators for them.
    init(count: Int, policy: TablePolicy, on implementation: KernelImplementation) throws {
        let generators = BulletproofGenerators(
            perParty: count, parties: 1, policy: policy, on: implementation)
        var random = try SystemRandom()
        a = (0..<count).map { _ in Scalar.random(from: &random) }
        b = (0..<count).map { _ in Scalar.random(from: &random) }
        ratio = Scalar.random(from: &random)
        fixed = generators.fixed
        arguments = InnerProductProof.Generators(
            fixed: fixed, first: Array(0..<UInt32(count)), second: Array(UInt32(count)..<UInt32(2 * count)),
            secondFactors: .powers(of: ratio), base: generators.valueIndex, baseFactor: Scalar.random(from: &random))
    }

    func prove(name: String) -> Benchmark {
        let workspace = MultiScalarWorkspace()
        let result = Box<InnerProductProof?>(nil)
        return Benchmark(
            name: name, unit: .milliseconds, items: 1, bar: .none, baseline: .none,
            run: {
                var transcript = Transcript("solvency-bench")
                result.value = InnerProductProof.proveVartime(
                    a, b, generators: arguments, transcript: &transcript, workspace: workspace)
            }, check: { try result.value.map { try accepts($0, workspace) } ?? false })
    }

    /// Whether <a, G'> + <b, H'> + <a, b> Q, with L and R, is what the argument claims.
    private func accepts(_ proof: InnerProductProof, _ workspace: MultiScalarWorkspace) throws -> Bool {
        var transcript = Transcript("solvency-bench")
        var challenges: [Scalar] = []
        proof.appendChallenges(to: &challenges, transcript: &transcript)
        var inverses = challenges
        Scalar.invertAllOrZero(&inverses)
        let factors = InnerProductProof.VerificationScalars(challenges: challenges[...], inverses: inverses[...])
        var claimed = [Scalar](repeating: .zero, count: 2 * a.count + 1)
        claimed.withUnsafeMutableBufferPointer { claimed in
            factors.fillFirst(UnsafeMutableBufferPointer(rebasing: claimed[..<a.count]), times: proof.a)
            factors.fillSecond(
                UnsafeMutableBufferPointer(rebasing: claimed[a.count..<2 * a.count]), times: proof.b, ratio: ratio)
            claimed[2 * a.count] = arguments.baseFactor * proof.a * proof.b
        }
        let known =
            a + zip(b, Scalar.powers(of: ratio, count: b.count)).map { $0 * $1 }
            + [arguments.baseFactor * Scalar.innerProduct(a, b)]
        let difference = zip(claimed, known).map { $0 - $1 }
        let indices = arguments.first + arguments.second + [arguments.base]
        let rounds = try RistrettoPoint.decode(proof.left + proof.right)
        return fixed.vartime(difference.span, indices: indices, workspace: workspace)
            == MultiScalar.vartime(factors.left + factors.right, rounds)
    }
}

/// The rows of inner-product arguments: the first ones of a process, which has no tables, and later ones.
func innerProductBenchmarks(on implementation: KernelImplementation) -> [SuiteRow] {
    var rows: [SuiteRow] = []
    for count in [2048, 8192] {
        for (suffix, policy) in [("", TablePolicy.immediately), (".once", TablePolicy.never)] {
            let name = "innerproduct.prove.n\(count)\(suffix)"
            rows.append(
                SuiteRow(name: name) {
                    try InnerProductBenchmarks(count: count, policy: policy, on: implementation).prove(name: name)
                })
        }
    }
    return rows
}
