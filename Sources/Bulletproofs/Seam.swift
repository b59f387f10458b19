#if DEBUG && !hasFeature(Embedded)
    internal import Ristretto
#endif

/// A check of the verifier that a test can leave out, to show that it is this check that refuses.
package enum SkippableCheck: Hashable, Sendable {
    /// Whole words only.
    case length
    /// The exact number of words, and with it of rounds.
    case wordCount
    /// Scalars below the group order.
    case canonicalScalar
    /// No identity among the proof's points.
    case identity
    /// Points in their only encoding.
    case canonicalPoint
    /// n is absorbed before the first challenge.
    case absorbedWidth
    /// m is absorbed before the first challenge.
    case absorbedCount
    /// V is absorbed before the first challenge.
    case absorbedCommitments
    /// t_x is the value at x of the polynomial that V, T_1 and T_2 commit to.
    case polynomialEquation
    /// l(x) and r(x), as A and S commit to them, have the inner product t_x.
    case vectorEquation
    /// The two equations of a proof have different weights.
    case separateEquations
    /// Each proof of a batch has weights of its own.
    case distinctWeights
    /// Both last scalars of every proof are absorbed before weights are drawn.
    case absorbedLastScalars
    /// The sum of a chunk is the identity.
    case chunkSum
    /// The rows of a relation fix every input.
    case independentInputs
}

#if DEBUG && !hasFeature(Embedded)
    /// Where tests leave checks out: in debug builds only, and only for the task that asks.
    package enum Seam {
        /// The checks that are left out.
        @TaskLocal package static var omitted: Set<SkippableCheck> = []

        static func omits(_ check: SkippableCheck) -> Bool { omitted.contains(check) }

        /// What a decoder reads that does not look at bit 255.
        static func withoutTopBits(_ points: [CompressedPoint]) -> [CompressedPoint] {
            points.map { point in
                var bytes = point.bytes
                bytes[31] &= 0x7f
                return (try? CompressedPoint(undecoded: bytes)) ?? point
            }
        }
    }
#else
    /// Nothing can be left out.
    enum Seam {
        @inline(__always)
        static func omits(_ check: SkippableCheck) -> Bool { false }
    }
#endif
