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
    /// No exponent of l meets what C_1 or A_O hold over H.
    case exponentRule
    /// The lookup challenge comes after the digits and multiplicities.
    case lookupOrder
    /// A table entry has a reciprocal.
    case tableCollision
    /// No challenge is zero.
    case zeroChallenge
    /// The suite of a circuit proof is absorbed.
    case absorbedSuite
    /// The bits of a digit are absorbed.
    case absorbedDigitBits
    /// a_L of a digit is alpha plus the digit.
    case digitShift
    /// a_O of a digit is 1.
    case digitOutput
    /// The reciprocals of the digits add up to those of the table, each as often as it is looked up.
    case multiplicitySum
    /// a_L + a_R of a bit is 1.
    case bitSum
    /// a_O of a bit is 0.
    case bitOutput
    /// Digits or bits make up the form of their range.
    case recomposition
    /// a_L of a product is its left form.
    case productLeft
    /// a_R of a product is its right form.
    case productRight
    /// a_L of a boolean is its form.
    case booleanLeft
    /// a_R of a boolean is 1 minus its form.
    case booleanRight
    /// a_O of a boolean is 0.
    case booleanOutput
    /// An equality's form is 0.
    case equality
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
