import CSodium

/// libsodium's way to do the same work, timed in the same run.
struct SodiumBaselines {
    private let points: [[UInt8]]
    private let scalars: [[UInt8]]
    static let repetitions = 24

    init() {
        points = (0..<Self.repetitions).map { _ in
            var point = [UInt8](repeating: 0, count: 32)
            crypto_core_ristretto255_random(&point)
            return point
        }
        scalars = (0..<Self.repetitions).map { _ in
            var scalar = [UInt8](repeating: 0, count: 32)
            crypto_core_ristretto255_scalar_random(&scalar)
            return scalar
        }
    }

    /// A sum of multiples: one multiplication and one addition for each point.
    func multiplyAndAdd() -> Benchmark.Baseline {
        .measured(name: "libsodium: multiplication plus addition", items: Self.repetitions) {
            var sum = points[0]
            var product = sum
            for index in points.indices {
                _ = crypto_scalarmult_ristretto255(&product, scalars[index], points[index])
                _ = crypto_core_ristretto255_add(&sum, sum, product)
            }
            consume(sum)
        }
    }

    /// One decoding for each point.
    func decode() -> Benchmark.Baseline {
        .measured(name: "libsodium: decoding", items: Self.repetitions) {
            var valid: Int32 = 0
            for point in points { valid &+= crypto_core_ristretto255_is_valid_point(point) }
            consume([UInt8(truncatingIfNeeded: valid)])
        }
    }

    /// Two multiplications and one addition for each commitment.
    func commit() -> Benchmark.Baseline {
        .measured(name: "libsodium: two multiplications plus addition", items: Self.repetitions) {
            var first = points[0]
            var second = first
            for index in points.indices {
                _ = crypto_scalarmult_ristretto255_base(&first, scalars[index])
                _ = crypto_scalarmult_ristretto255(&second, scalars[index], points[index])
                _ = crypto_core_ristretto255_add(&first, first, second)
            }
            consume(first)
        }
    }
}

/// Keeps a result alive, so that the work is not optimised away.
@inline(never) func consume(_ bytes: [UInt8]) { sink = sink ^ (bytes.first ?? 0) }
nonisolated(unsafe) private var sink: UInt8 = 0
