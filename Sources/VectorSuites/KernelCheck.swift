import CSodium
import Ristretto
import Transcript

/// Runs the same group operations on every kernel implementation of this machine and on libsodium.
enum KernelCheck {
    /// Above the number of points at which the kernels change from one algorithm to the other.
    private static let count = 200

    /// One step for each implementation.
    static func run() -> [SelfTest.Step] {
        let uniform = (0..<count).map { bytes("point", $0) }
        let wide = (0..<count).map { bytes("scalar", $0) }
        let expected = oracle(uniform, wide)
        var first: [[UInt8]]?
        return KernelImplementation.available.map { implementation in
            let used = implementation == .current ? ", in use" : ""
            let name = "kernel \(implementation)\(used)"
            let answers = answers(uniform, wide, on: implementation)
            let reference = first ?? answers ?? []
            first = reference
            return SelfTest.Step(name: name, failure: verdict(answers, like: reference, oracle: expected))
        }
    }

    /// What is wrong with an implementation's answers; nil when nothing is.
    static func verdict(_ answers: [[UInt8]]?, like reference: [[UInt8]], oracle: [[UInt8]]?) -> String? {
        guard let answers else { return "an operation was refused" }
        guard let oracle else { return "libsodium refused an operation" }
        if answers != reference { return "differs from the first implementation" }
        return answers.starts(with: oracle) ? nil : "differs from libsodium"
    }

    /// Map, multiple, sum of two multiples; then what libsodium has no function for.
    private static func answers(
        _ uniform: [[UInt8]], _ wide: [[UInt8]], on implementation: KernelImplementation
    ) -> [[UInt8]]? {
        do {
            let points = try uniform.map { try RistrettoPoint(uniform: $0, on: implementation) }
            let scalars = try wide.map { try Scalar(wideReducing: $0) }
            let multiple = points[0].multiplied(by: scalars[0], on: implementation)
            let pair = MultiScalar.vartime(Array(scalars[..<2]), Array(points[..<2]), on: implementation)
            let sum = MultiScalar.vartime(scalars, points, on: implementation)
            let encoded = sum.compressed(on: implementation)
            let decoded = try RistrettoPoint(decoding: encoded, on: implementation)
            let results = [points[0], multiple, pair, sum, decoded.doubled(on: implementation)]
            return results.map { $0.compressed(on: implementation).bytes }
        } catch {
            return nil
        }
    }

    /// The first three answers by libsodium; nil when it refuses one.
    private static func oracle(_ uniform: [[UInt8]], _ wide: [[UInt8]]) -> [[UInt8]]? {
        var points = [[UInt8]](repeating: [UInt8](repeating: 0, count: 32), count: 2)
        var multiples = points
        var sum = points[0]
        for index in 0..<2 {
            var scalar = [UInt8](repeating: 0, count: 32)
            crypto_core_ristretto255_scalar_reduce(&scalar, wide[index])
            guard crypto_core_ristretto255_from_hash(&points[index], uniform[index]) == 0,
                crypto_scalarmult_ristretto255(&multiples[index], scalar, points[index]) == 0
            else { return nil }
        }
        guard crypto_core_ristretto255_add(&sum, multiples[0], multiples[1]) == 0 else { return nil }
        return [points[0], multiples[0], sum]
    }

    private static func bytes(_ label: String, _ index: Int) -> [UInt8] {
        var shake = SHAKE(.shake256)
        shake.absorb(Array("solvency self-test \(label) \(index)".utf8))
        var output = shake.finalize()
        return output.read(64)
    }
}
