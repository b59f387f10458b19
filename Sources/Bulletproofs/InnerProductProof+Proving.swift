public import Ristretto
public import Transcript

extension InnerProductProof {
    /// Where the generators of an argument stand among fixed generators.
    public struct Generators {
        /// The generators with their tables.
        public let fixed: FixedGenerators
        /// The places of G, as many as the vectors have items.
        public let first: [UInt32]
        /// The places of H, as many.
        public let second: [UInt32]
        /// The factors of G.
        public let firstFactors: GeneratorFactors
        /// The factors of H.
        public let secondFactors: GeneratorFactors
        /// The place of the base of the inner product.
        public let base: UInt32
        /// The factor of that base: Q = baseFactor * base.
        public let baseFactor: Scalar

        /// Says where the generators are.
        ///
        /// - Parameters:
        ///   - fixed: The generators with their tables.
        ///   - first: The places of G, a power of two of them.
        ///   - second: The places of H, as many.
        ///   - firstFactors: The factors of G.
        ///   - secondFactors: The factors of H.
        ///   - base: The place of the base of the inner product.
        ///   - baseFactor: The factor of that base.
        public init(
            fixed: FixedGenerators, first: [UInt32], second: [UInt32], firstFactors: GeneratorFactors = .ones,
            secondFactors: GeneratorFactors = .ones, base: UInt32, baseFactor: Scalar
        ) {
            precondition(first.count == second.count && first.count > 0 && first.count & (first.count - 1) == 0)
            self.fixed = fixed
            self.first = first
            self.second = second
            self.firstFactors = firstFactors
            self.secondFactors = secondFactors
            self.base = base
            self.baseFactor = baseFactor
        }
    }

    /// Makes an argument.
    ///
    /// - Parameters:
    ///   - a: The first vector, masked: a power of two of scalars.
    ///   - b: The second vector, masked: as many.
    ///   - generators: The generators.
    ///   - transcript: The transcript; it has absorbed what fixes P, and afterwards the argument.
    ///   - workspace: Memory to compute in.
    /// - Returns: The argument.
    /// - Warning: Leaks both vectors through timing: they must not depend on a secret that is not masked.
    /// - Complexity: About 11 point operations an item where n is large.
    /// - seealso: Bünz et al., ePrint 2017/1066, section 3, protocol 2.
    public static func proveVartime(
        _ a: [Scalar], _ b: [Scalar], generators: Generators, transcript: inout Transcript,
        workspace: MultiScalarWorkspace
    ) -> InnerProductProof {
        precondition(a.count == generators.first.count && b.count == a.count)
        absorbStart(vectorLength: a.count, transcript: &transcript)
        var stage = InnerProductStage(a, b, generators: generators)
        var left: [CompressedPoint] = []
        var right: [CompressedPoint] = []
        while stage.length > 1 {
            let points = stage.round(generators, workspace: workspace)
            left.append(points.left)
            right.append(points.right)
            let challenge = absorbRound(points.left, points.right, transcript: &transcript)
            stage.fold(by: challenge)
            if stage.isDue(generators.fixed) { stage.foldGenerators(generators, workspace: workspace) }
        }
        let values = stage.values
        return InnerProductProof(left: left, right: right, a: values.a, b: values.b)
    }
}
