import Ristretto
import Sodium

/// Multi-scalar multiplication, encodings and commitments, beside libsodium.
struct KernelBenchmarks {
    let known: KnownPoints
    let sodium = SodiumBaselines()
    let implementation: KernelImplementation

    init(largest: Int, on implementation: KernelImplementation) throws {
        known = try KnownPoints(count: largest)
        self.implementation = implementation
    }

    /// Points given anew at each call.
    func variable(_ count: Int, name: String, bar: Benchmark.Bar) throws -> Benchmark {
        let scalars = try randomScalars(count)
        let points = Shared(AffinePoints(Array(known.points.prefix(count)), on: implementation))
        let workspace = MultiScalarWorkspace()
        let result = Box(RistrettoPoint.identity)
        let expected = known.expected(scalars)
        return Benchmark(
            name: name, unit: .microsecondsPerItem, items: count, bar: bar, baseline: sodium.multiplyAndAdd(),
            run: {
                result.value = MultiScalar.vartime(
                    scalars.span, points.value, workspace: workspace, on: implementation)
            }, check: { result.value == expected })
    }

    /// Generators with precomputed tables.
    func fixed(_ count: Int, name: String, bar: Benchmark.Bar) throws -> Benchmark {
        let scalars = try randomScalars(count)
        let generators = fixedGenerators(count)
        let workspace = MultiScalarWorkspace()
        let result = Box(RistrettoPoint.identity)
        let expected = known.expected(scalars)
        return Benchmark(
            name: name, unit: .microsecondsPerItem, items: count, bar: bar, baseline: sodium.multiplyAndAdd(),
            run: { result.value = generators.vartime(scalars.span, workspace: workspace) },
            check: { result.value == expected })
    }

    /// Secret scalars over generators with tables.
    func constantTime(_ count: Int, name: String, bar: Benchmark.Bar) throws -> Benchmark {
        let scalars = try randomScalars(count)
        let generators = fixedGenerators(count)
        let workspace = try SecretWorkspace()
        let result = Box(RistrettoPoint.identity)
        let expected = known.expected(scalars)
        return Benchmark(
            name: name, unit: .microsecondsPerItem, items: count, bar: bar, baseline: sodium.multiplyAndAdd(),
            run: { result.value = try generators.constantTime(scalars.span, workspace: workspace) },
            check: { result.value == expected })
    }

    func decode(_ count: Int, name: String, bar: Benchmark.Bar) throws -> Benchmark {
        let points = Array(known.points.prefix(count))
        let encodings = CompressedPoint.encode(points, on: implementation)
        let decoded = Shared(AffinePoints(capacity: count))
        return Benchmark(
            name: name, unit: .microsecondsPerItem, items: count, bar: bar, baseline: sodium.decode(),
            run: {
                decoded.value.removeAll()
                try decoded.value.append(decoding: encodings, on: implementation)
            },
            check: { zip(decoded.value.points(on: implementation), points).allSatisfy { $0 == $1 } })
    }

    /// Encoding by doubling, beside encoding one at a time: libsodium has no encoding of its own.
    func encode(_ count: Int, name: String, bar: Benchmark.Bar) throws -> Benchmark {
        let points = Array(known.points.prefix(count))
        let doubles = points.map { $0.doubled().compressed() }
        let workspace = MultiScalarWorkspace()
        let result = Box<[CompressedPoint]>([])
        return Benchmark(
            name: name, unit: .microsecondsPerItem, items: count, bar: bar,
            baseline: .measured(name: "one encoding at a time", items: 64) {
                for point in points.prefix(64) { consume(point.compressed().bytes) }
            },
            run: {
                result.value = CompressedPoint.encodeDoubles(of: points, workspace: workspace, on: implementation)
            }, check: { result.value == doubles })
    }

    /// Pedersen commitments to 64-bit values with full blinding, constant time, encoded.
    func commit(_ count: Int, name: String, bar: Benchmark.Bar) throws -> Benchmark {
        let table = CommitmentTable(value: .generator, blinding: known.points[0], on: implementation)
        let values = (0..<count).map { _ in UInt64.random(in: 0...UInt64.max) }
        let blindings = try randomScalars(count)
        let workspace = try SecretWorkspace()
        let result = Box<CommitmentBatch?>(nil)
        return Benchmark(
            name: name, unit: .microsecondsPerItem, items: count, bar: bar, baseline: sodium.commit(),
            run: {
                result.value = try table.commit(to: values.span, blindings: blindings.span, workspace: workspace)
            },
            check: {
                guard let batch = result.value else { return false }
                return (0..<count).allSatisfy { index in
                    let logarithm = Scalar(values[index]) + blindings[index] * known.logarithms[0]
                    return index % 97 != 0
                        || batch.encodings[index] == (logarithm * RistrettoPoint.generator).compressed()
                }
            })
    }

    private func fixedGenerators(_ count: Int) -> FixedGenerators {
        FixedGenerators(
            AffinePoints(Array(known.points.prefix(count)), on: implementation), policy: .immediately,
            on: implementation)
    }
}

/// A result that a benchmark's check looks at.
final class Box<Value> {
    var value: Value
    init(_ value: Value) { self.value = value }
}

/// A list of points that two closures use.
final class Shared {
    var value: AffinePoints
    init(_ value: consuming AffinePoints) { self.value = value }
}
