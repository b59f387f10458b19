internal import Ristretto

/// The prover's side of an inner-product argument between two foldings of the generators.
///
/// Folding the generators in every round costs one multiplication of a single point for each of them. It is cheaper to
/// leave them alone for some rounds, with factors that take the challenges in, and then to fold several rounds at once:
/// the first rounds run over tables of the fixed generators, and each folding joins two or four blocks.
///
/// With n items left of the `start` at the stage's begin, generator i of the stage belongs to position i mod n, and its
/// factor is ratio^i times the product of the challenges of this stage for its block i / n.
struct InnerProductStage {
    /// The first vector, as far as it is folded.
    private(set) var a: [Scalar]
    /// The second vector, as far as it is folded.
    private(set) var b: [Scalar]

    /// How many items the vectors had when the stage began.
    private var start: Int
    /// Half the factors of the stage's generators: L and R are computed halved, as doubling and encoding several points
    /// at once costs less than encoding them one by one.
    private var firstFactors: [Scalar]
    private var secondFactors: [Scalar]
    /// The same without the ratio's powers: one for each block.
    private var firstBlocks: [Scalar] = [.one]
    private var secondBlocks: [Scalar] = [.one]
    /// What the folded generators lack: a folding divides by the factor of its first block, so that this block costs
    /// nothing, and leaves that factor here.
    private var firstConstant = Scalar.one
    private var secondConstant = Scalar.one
    private let firstRatio: Scalar
    private let secondRatio: Scalar

    /// The folded generators; `nil` while the stage runs over the fixed ones.
    private var lists: Lists?

    /// Two lists of points and room to gather in.
    private final class Lists {
        var first: AffinePoints
        var second: AffinePoints
        let base: AffinePoints
        var gathered = AffinePoints()

        init(first: consuming AffinePoints, second: consuming AffinePoints, base: consuming AffinePoints) {
            self.first = first
            self.second = second
            self.base = base
        }
    }

    /// How many items the vectors have.
    var length: Int { a.count }

    init(_ a: [Scalar], _ b: [Scalar], generators: InnerProductProof.Generators) {
        (self.a, self.b) = (a, b)
        start = a.count
        firstRatio = generators.firstFactors.ratio
        secondRatio = generators.secondFactors.ratio
        firstFactors = Scalar.powers(of: firstRatio, count: a.count, from: .half)
        secondFactors = Scalar.powers(of: secondRatio, count: a.count, from: .half)
    }

    /// Whether the generators are to be folded now: after two rounds, estimated by counting point operations; see
    /// `docs/protocol.md`.
    var isDue: Bool {
        let blocks = start / length
        if lists == nil { return length > InnerProductStage.smallFixed && blocks == 4 }
        return length > InnerProductStage.smallList && blocks == 4
    }

    /// Up to this length the remaining rounds run over the fixed generators.
    static let smallFixed = 16
    /// Up to this length the remaining rounds run over folded generators as they are.
    static let smallList = 8
}

extension InnerProductStage {
    /// Computes L and R of the next round, encoded.
    mutating func round(
        _ generators: InnerProductProof.Generators, workspace: MultiScalarWorkspace
    ) -> (left: CompressedPoint, right: CompressedPoint) {
        let half = length / 2
        let innerLeft = Scalar.innerProduct(a.span.extracting(first: half), b.span.extracting(last: half))
        let innerRight = Scalar.innerProduct(a.span.extracting(last: half), b.span.extracting(first: half))
        let left = sum(upperFirst: true, innerLeft, generators, workspace: workspace)
        let right = sum(upperFirst: false, innerRight, generators, workspace: workspace)
        let points = CompressedPoint.encodeDoubles(
            of: [left, right], workspace: workspace, on: generators.fixed.implementation)
        return (points[0], points[1])
    }

    /// Half of: the other half's items times the generators of one half, for both vectors, and the inner product.
    ///
    /// L takes the upper half of each block of G and the lower half of H, R the other way round.
    private func sum(
        upperFirst: Bool, _ inner: Scalar, _ generators: InnerProductProof.Generators, workspace: MultiScalarWorkspace
    ) -> RistrettoPoint {
        let (length, half) = (length, length / 2)
        let (firstOffset, secondOffset) = upperFirst ? (half, 0) : (0, half)
        var scalars: [Scalar] = []
        scalars.reserveCapacity(start + 1)
        for block in stride(from: 0, to: start, by: length) {
            for position in 0..<half {
                scalars.append(a[half - firstOffset + position] * firstFactors[block + firstOffset + position])
            }
        }
        for block in stride(from: 0, to: start, by: length) {
            for position in 0..<half {
                scalars.append(b[half - secondOffset + position] * secondFactors[block + secondOffset + position])
            }
        }
        scalars.append(inner * generators.baseFactor * .half)
        guard let lists else {
            let indices =
                halves(generators.first, offset: firstOffset) + halves(generators.second, offset: secondOffset)
                + [generators.base]
            return generators.fixed.vartime(scalars.span, indices: indices, workspace: workspace)
        }
        lists.gathered.removeAll()
        for block in stride(from: 0, to: start, by: length) {
            let from = block + firstOffset
            lists.gathered.append(copying: lists.first, range: from..<from + half)
        }
        for block in stride(from: 0, to: start, by: length) {
            let from = block + secondOffset
            lists.gathered.append(copying: lists.second, range: from..<from + half)
        }
        lists.gathered.append(copying: lists.base)
        return MultiScalar.vartime(
            scalars.span, lists.gathered, workspace: workspace, on: generators.fixed.implementation)
    }

    /// One half of each block of a list.
    private func halves(_ list: [UInt32], offset: Int) -> [UInt32] {
        let half = length / 2
        var result: [UInt32] = []
        result.reserveCapacity(start / 2 + 1)
        for block in stride(from: 0, to: start, by: length) {
            result += list[(block + offset)..<(block + offset + half)]
        }
        return result
    }

    /// Folds the vectors, and takes the challenge into the factors of the generators.
    mutating func fold(by challenge: Scalar) {
        let inverse = challenge.invertedOrZero()
        let half = length / 2
        for block in stride(from: 0, to: start, by: length) {
            for position in block..<block + half {
                firstFactors[position] *= inverse
                firstFactors[position + half] *= challenge
                secondFactors[position] *= challenge
                secondFactors[position + half] *= inverse
            }
        }
        firstBlocks = firstBlocks.flatMap { [$0 * inverse, $0 * challenge] }
        secondBlocks = secondBlocks.flatMap { [$0 * challenge, $0 * inverse] }
        for position in 0..<half {
            a[position] = a[position] * challenge + a[position + half] * inverse
            b[position] = b[position] * inverse + b[position + half] * challenge
        }
        a.removeLast(half)
        b.removeLast(half)
    }

    /// Folds the generators over the blocks of the stage, and begins the next stage.
    mutating func foldGenerators(
        _ generators: InnerProductProof.Generators, workspace: MultiScalarWorkspace
    ) {
        let firstStep = firstRatio.raised(toVartime: UInt64(length))
        let secondStep = secondRatio.raised(toVartime: UInt64(length))
        let first = Self.scaled(firstBlocks, by: firstStep, dividingInto: &firstConstant)
        let second = Self.scaled(secondBlocks, by: secondStep, dividingInto: &secondConstant)
        let fixed = generators.fixed
        if let lists {
            lists.first.foldVartime(by: first, workspace: workspace, on: fixed.implementation)
            lists.second.foldVartime(by: second, workspace: workspace, on: fixed.implementation)
        } else {
            lists = Lists(
                first: fixed.foldedVartime(generators.first, by: first, workspace: workspace),
                second: fixed.foldedVartime(generators.second, by: second, workspace: workspace),
                base: fixed.affinePoints([generators.base]))
        }
        start = length
        firstFactors = Scalar.powers(of: firstRatio, count: start, from: firstConstant * .half)
        secondFactors = Scalar.powers(of: secondRatio, count: start, from: secondConstant * .half)
        (firstBlocks, secondBlocks) = ([.one], [.one])
    }

    /// Block number `i` times step^i, divided by block 0, which is multiplied into `constant`.
    private static func scaled(
        _ blocks: [Scalar], by step: Scalar, dividingInto constant: inout Scalar
    ) -> [Scalar] {
        // A challenge of zero would make it zero; nothing is folded away then.
        let divisor = blocks[0].isZero ? .one : blocks[0]
        constant *= divisor
        let first = divisor.invertedOrZero()
        return zip(blocks, Scalar.powers(of: step, count: blocks.count, from: first)).map { $0 * $1 }
    }
}

extension GeneratorFactors {
    /// The ratio of one factor to the one before.
    var ratio: Scalar {
        switch self {
        case .ones: .one
        case .powers(let ratio): ratio
        }
    }
}
