import Pedersen
import Ristretto
import Sodium

/// The computations on secrets, each on marked memory.
final class Checks {
    let workspace: SecretWorkspace
    let generators: FixedGenerators
    let points: AffinePoints
    let scalars: [Scalar]

    init() throws {
        workspace = try SecretWorkspace()
        var source = try SystemRandom()
        var scalars = (0..<12).map { _ in Scalar.random(from: &source) }
        scalars[3] = .zero
        scalars[4] = -.one
        self.scalars = scalars
        let list = scalars.prefix(10).map { ($0 + .one) * .generator }
        points = AffinePoints(list)
        generators = FixedGenerators(AffinePoints(list), pairs: 4)
    }

    /// Name and body of each.
    var all: [(String, () throws -> Void)] {
        [
            ("scalar arithmetic", scalarArithmetic), ("scalar lists", scalarLists), ("inversion", inversion),
            ("reduction and selection", reduction), ("point multiplication", pointMultiplication),
            ("constant-time sums", sums), ("bit commitments", bits), ("commitments", commitments),
            ("range proofs", rangeProofs), ("range proofs that are refused", refusedRangeProofs),
            ("witnesses of statements", witnesses),
            ("circuit proofs", circuitProofs), ("circuit proofs that are refused", refusedCircuitProofs),
        ]
    }

    private func hidden() -> [Scalar] {
        var secret = scalars
        Secrecy.hide(&secret)
        return secret
    }

    private func scalarArithmetic() {
        let secret = hidden()
        var results = [secret[0] + secret[1], secret[0] - secret[1], secret[0] * secret[1], -secret[2]]
        results += [secret[5].squared(), secret[6].doubled(), secret[3] * secret[4]]
        Secrecy.reveal(&results)
        precondition(results[2] == scalars[0] * scalars[1])
        let equal = Secrecy.revealed(secret[0] == secret[1])
        let zero = Secrecy.revealed(secret[3].isZero)
        precondition(!equal && zero)
    }

    private func scalarLists() {
        let secret = hidden()
        var results = [Scalar.innerProduct(secret, secret), Scalar.sum(secret.span)]
        results += Scalar.powers(of: secret[0], count: 9, from: secret[1])
        var product = secret
        var span = product.mutableSpan
        Scalar.multiplyItems(&span, by: secret.span)
        Scalar.scale(&span, by: secret[7])
        Scalar.add(secret.span, times: secret[8], to: &span)
        results += product
        Secrecy.reveal(&results)
        precondition(results[0] == Scalar.innerProduct(scalars, scalars))
        var bytes = [UInt8](repeating: 0, count: 32 * secret.count)
        bytes.withUnsafeMutableBytes { Scalar.encode(secret.span, into: $0) }
        Secrecy.reveal(&bytes)
    }

    private func inversion() {
        var secret = hidden()
        var single = [secret[0].invertedOrZero(), secret[3].invertedOrZero()]
        Scalar.invertAllOrZero(&secret)
        Secrecy.reveal(&secret)
        Secrecy.reveal(&single)
        precondition(single[0] == secret[0] && single[1] == .zero && secret[3] == .zero)
    }

    private func reduction() throws {
        var bytes = [UInt8](repeating: 0xa5, count: 64)
        var bit = [UInt64(1)]
        Secrecy.hide(&bytes)
        Secrecy.hide(&bit)
        let secret = hidden()
        var results = [
            try Scalar(wideReducing: bytes), try Scalar(reducing: Array(bytes[..<32])),
            Scalar.select(bit: bit[0], one: secret[0], zero: secret[1]), Scalar(bit[0]),
            Scalar(signed: Int64(bitPattern: bit[0])),
        ]
        Secrecy.reveal(&results)
        precondition(results[2] == scalars[0])
    }

    private func pointMultiplication() {
        let secret = hidden()
        var results = [secret[0] * RistrettoPoint.generator, secret[3] * RistrettoPoint.generator]
        results.append(RistrettoPoint.select(bit: 1, one: results[0] + results[1], zero: -results[1]))
        var encodings = CompressedPoint.encode(results) + [results[2].compressed()]
        Secrecy.reveal(&encodings)
        precondition(encodings[1] == .identity)
        let equal = Secrecy.revealed(results[0] == results[1])
        precondition(!equal)
    }

    private func sums() throws {
        let secret = hidden()
        let part = secret.span.extracting(..<10)
        let indices: [UInt32] = [9, 1, 4]
        let results = [
            try MultiScalar.constantTime(part, points, workspace: workspace),
            try generators.constantTime(part, workspace: workspace),
            try generators.constantTime(secret.span.extracting(..<3), indices: indices, workspace: workspace),
        ]
        var encodings = CompressedPoint.encode(results)
        Secrecy.reveal(&encodings)
        precondition(encodings[0] == encodings[1])
    }

    private func bits() {
        var bits: [UInt8] = [1, 0, 0, 1]
        Secrecy.hide(&bits)
        var encodings = CompressedPoint.encode([generators.bitCommitment(bits.span)])
        Secrecy.reveal(&encodings)
        precondition(encodings[0] != .identity)
    }

    private func commitments() throws {
        let secret = hidden()
        var values: [UInt64] = [0, 1, .max, 5, 6, 7, 8, 9, 10, 11, 12, 13]
        Secrecy.hide(&values)
        let table = CommitmentTable.pedersen
        var encodings = try table.commit(to: values.span, blindings: secret.span, workspace: workspace).encodings
        encodings += try table.commit(to: secret.span, blindings: secret.span, workspace: workspace).encodings
        let opening = try Opening(value: secret[0], blinding: secret[1])
        encodings.append(opening.commitment().compressed())
        Secrecy.reveal(&encodings)
        precondition(encodings[1] == Commitment(to: 1, blinding: scalars[1]).compressed())
    }
}
