internal import Ristretto

/// The prover's side of an inner-product argument between two foldings of the generators.
///
/// Folding the generators in every round costs one multiplication of a single point for each of them. It is cheaper to
/// leave them alone for some rounds, with factors that take the challenges in (``InnerProductSide``), and then to fold
/// several rounds at once: the first rounds run over tables of the fixed generators, and each folding joins some blocks.
struct InnerProductStage {
    /// The first vector, over G.
    private var first: InnerProductSide
    /// The second vector, over H.
    private var second: InnerProductSide
    /// The factors of one sum, kept for their memory.
    private var factors: [Scalar]
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
    var length: Int { first.length }

    /// What is left of both vectors after the last round.
    var values: (a: Scalar, b: Scalar) { (first.value, second.value) }

    init(_ a: [Scalar], _ b: [Scalar], generators: InnerProductProof.Generators) {
        first = InnerProductSide(a, factors: generators.firstFactors)
        second = InnerProductSide(b, factors: generators.secondFactors)
        factors = [Scalar](repeating: .zero, count: a.count + 1)
    }

    /// Whether the generators are to be folded now, by measurement; `docs/protocol.md` counts the operations.
    ///
    /// The first folding joins four blocks where it is cheap, which is where a table has rows a few bits apart, and eight
    /// elsewhere.
    func isDue(_ fixed: FixedGenerators) -> Bool {
        let blocks = first.start / length
        if lists != nil { return blocks == 4 && length >= Self.leastFoldedAgain }
        let step = fixed.bitsBetweenRows ?? .max
        return blocks == (step <= Self.shortStep ? 4 : 8) && length >= Self.leastFolded
    }

    /// From which length on folding the fixed generators pays.
    private static let leastFolded = 16
    /// From which length on folding again pays.
    private static let leastFoldedAgain = 16
    /// Up to how many bits from row to row folding four blocks pays.
    private static let shortStep = 24
}

extension InnerProductStage {
    /// Computes L and R of the next round, encoded.
    mutating func round(
        _ generators: InnerProductProof.Generators, workspace: MultiScalarWorkspace
    ) -> (left: CompressedPoint, right: CompressedPoint) {
        let left = sum(.lower, generators, workspace: workspace)
        let right = sum(.upper, generators, workspace: workspace)
        // Computed halved, as doubling and encoding several points at once costs less than encoding them one by one.
        let points = CompressedPoint.encodeDoubles(
            of: [left, right], workspace: workspace, on: generators.fixed.implementation)
        return (points[0], points[1])
    }

    /// Half of: one half of a times the other half of G, the other half of b times the one half of H, and the inner
    /// product of both.
    ///
    /// L takes the lower half of a and the upper half of b, R the other way round.
    private mutating func sum(
        _ half: InnerProductSide.Half, _ generators: InnerProductProof.Generators, workspace: MultiScalarWorkspace
    ) -> RistrettoPoint {
        let other: InnerProductSide.Half = half == .lower ? .upper : .lower
        let count = first.start
        let (firstRanges, secondRanges) = (ranges(other), ranges(half))
        let inner = InnerProductSide.innerProduct(first, half, second, other)
        first.fillFactors(&factors, from: 0, of: other)
        second.fillFactors(&factors, from: count / 2, of: half)
        factors[count] = inner * generators.baseFactor * .half
        let scalars = factors.span.extracting(first: count + 1)
        guard let lists else {
            var indices: [UInt32] = []
            indices.reserveCapacity(count + 1)
            for part in firstRanges { indices += generators.first[part] }
            for part in secondRanges { indices += generators.second[part] }
            indices.append(generators.base)
            return generators.fixed.vartime(scalars, indices: indices, workspace: workspace)
        }
        lists.gathered.removeAll()
        for part in firstRanges { lists.gathered.append(copying: lists.first, range: part) }
        for part in secondRanges { lists.gathered.append(copying: lists.second, range: part) }
        lists.gathered.append(copying: lists.base)
        return MultiScalar.vartime(
            scalars, lists.gathered, workspace: workspace, on: generators.fixed.implementation)
    }

    /// One half of each block.
    private func ranges(_ half: InnerProductSide.Half) -> [Range<Int>] {
        let offset = half == .lower ? 0 : length / 2
        return stride(from: offset, to: first.start, by: length).map { $0..<$0 + length / 2 }
    }

    /// Folds the vectors, and takes the challenge into the factors of the generators.
    mutating func fold(by challenge: Scalar) {
        let inverse = challenge.invertedOrZero()
        first.fold(lower: challenge, upper: inverse)
        second.fold(lower: inverse, upper: challenge)
    }

    /// Folds the generators over the blocks of the stage, and begins the next stage.
    mutating func foldGenerators(
        _ generators: InnerProductProof.Generators, workspace: MultiScalarWorkspace
    ) {
        let (firstFactors, secondFactors) = (first.beginStage(), second.beginStage())
        let fixed = generators.fixed
        if let lists {
            lists.first.foldVartime(by: firstFactors, workspace: workspace, on: fixed.implementation)
            lists.second.foldVartime(by: secondFactors, workspace: workspace, on: fixed.implementation)
        } else {
            lists = Lists(
                first: fixed.foldedVartime(generators.first, by: firstFactors, workspace: workspace),
                second: fixed.foldedVartime(generators.second, by: secondFactors, workspace: workspace),
                base: fixed.affinePoints([generators.base]))
        }
    }
}
