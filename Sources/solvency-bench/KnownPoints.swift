import Ristretto
import Sodium

/// Points whose discrete logarithms are known, so that a sum of a million multiples can be checked with one.
struct KnownPoints {
    let points: [RistrettoPoint]
    let logarithms: [Scalar]

    init(count: Int) throws {
        var source = try SystemRandom()
        let step = Scalar.random(from: &source)
        let stepPoint = step * RistrettoPoint.generator
        var logarithm = Scalar.random(from: &source)
        var point = logarithm * RistrettoPoint.generator
        var points: [RistrettoPoint] = []
        var logarithms: [Scalar] = []
        for _ in 0..<count {
            points.append(point)
            logarithms.append(logarithm)
            point += stepPoint
            logarithm += step
        }
        (self.points, self.logarithms) = (points, logarithms)
    }

    /// What the sum of scalars[i] * points[i] has to be.
    func expected(_ scalars: [Scalar]) -> RistrettoPoint {
        Scalar.innerProduct(scalars, Array(logarithms.prefix(scalars.count))) * RistrettoPoint.generator
    }
}

/// Uniform scalars.
func randomScalars(_ count: Int) throws -> [Scalar] {
    var source = try SystemRandom()
    return (0..<count).map { _ in Scalar.random(from: &source) }
}
