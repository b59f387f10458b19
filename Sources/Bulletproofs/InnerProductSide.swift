internal import Ristretto

/// One of the two vectors of an inner-product argument, with the factors of its generators.
///
/// With n items left of the `start` at the stage's begin, generator i of the stage belongs to position i mod n, and its
/// factor is constant * ratio^i * block[i / n]. None of these factors is kept for each generator: those of a block differ
/// only by powers of the ratio, which the items take in once for all blocks.
struct InnerProductSide {
    /// The vector as far as it is folded, divided by ``scale``: a folding then costs one product an item instead of two.
    private var items: [Scalar]
    /// What the items have to be multiplied by.
    private var scale = Scalar.one

    /// How many items there were when the stage began.
    private(set) var start: Int
    /// The product of the challenges of this stage for each block.
    private var blocks: [Scalar] = [.one]
    /// What the folded generators lack: a folding divides by the factor of its first block, so that this block costs
    /// nothing, and leaves that factor here.
    private var constant = Scalar.one
    private let ratio: Scalar
    /// The powers of the ratio for half of the items; none when the ratio is 1.
    private let powers: [Scalar]

    init(_ items: [Scalar], factors: GeneratorFactors) {
        self.items = items
        start = items.count
        switch factors {
        case .ones: (ratio, powers) = (.one, [])
        case .powers(let ratio):
            self.ratio = ratio
            powers = Scalar.powers(of: ratio, count: items.count / 2)
        }
    }

    /// One half of the items, or of each block of generators.
    enum Half {
        case lower, upper
    }

    /// How many items there are.
    var length: Int { items.count }

    /// The item that is left after the last round.
    var value: Scalar { items[0] * scale }

    /// The places of one half.
    private func range(_ half: Half) -> Range<Int> {
        half == .lower ? 0..<length / 2 : length / 2..<length
    }

    /// The inner product of one half of a vector with the other half of another.
    static func innerProduct(_ first: Self, _ half: Half, _ second: Self, _ other: Half) -> Scalar {
        let sum = Scalar.innerProduct(
            first.items.span.extracting(first.range(half)), second.items.span.extracting(second.range(other)))
        return sum * first.scale * second.scale
    }

    /// The factors of the generators of one half of each block, when they meet the items of the other half; all of them halved.
    ///
    /// - Parameters:
    ///   - list: Where they go, block by block: start / 2 of them.
    ///   - position: Where in `list` they begin.
    ///   - half: Which generators.
    func fillFactors(_ list: inout [Scalar], from position: Int, of half: Half) {
        let count = length / 2
        var factor = constant * scale * .half
        if half == .upper { factor *= power(count) }
        let step = power(length)
        let meeting = items.span.extracting(range(half == .lower ? .upper : .lower))
        var result = list.mutableSpan
        precondition(position >= 0 && result.count - position >= start / 2)
        // The items times the ratio's powers wait in the place of the first block, which is therefore filled last.
        let weights = powers.span
        for index in 0..<count {
            result[unchecked: position + index] =
                weights.isEmpty ? meeting[unchecked: index] : meeting[unchecked: index] * weights[unchecked: index]
        }
        var factors: [Scalar] = []
        for block in blocks {
            factors.append(factor * block)
            factor *= step
        }
        for block in blocks.indices.reversed() {
            for index in 0..<count {
                result[unchecked: position + block * count + index] =
                    result[unchecked: position + index] * factors[block]
            }
        }
    }

    /// Folds the vector into lower * lower half + upper * upper half, and the generators' factors the other way round.
    ///
    /// One factor is the inverse of the other, or both are zero.
    mutating func fold(lower: Scalar, upper: Scalar) {
        let count = length / 2
        let quotient = upper.squared()
        var span = items.mutableSpan
        for index in 0..<count {
            span[unchecked: index] += span[unchecked: count + index] * quotient
        }
        items.removeLast(count)
        scale *= lower
        blocks = blocks.flatMap { [$0 * upper, $0 * lower] }
    }

    /// Begins the next stage.
    ///
    /// - Returns: What each block of generators is to be multiplied by before the blocks are added; 1 for the first.
    mutating func beginStage() -> [Scalar] {
        // The last block has the inverse of the first one's factor. A challenge of zero would make both zero; nothing is
        // divided then.
        let isZero = blocks[0].isZero
        let inverse = isZero ? .one : blocks[blocks.count - 1]
        if !isZero { constant *= blocks[0] }
        let powers = Scalar.powers(of: power(length), count: blocks.count, from: inverse)
        let factors = zip(blocks, powers).map { $0 * $1 }
        start = length
        blocks = [.one]
        return factors
    }

    private func power(_ exponent: Int) -> Scalar {
        powers.isEmpty ? .one : ratio.raised(toVartime: UInt64(exponent))
    }
}
