#if !hasFeature(Embedded)
    public import Ristretto
    public import Sodium

    /// The values and blindings that open some commitments, in guarded memory.
    ///
    /// - seealso: ``RangeStatement``, whose commitments it opens in order.
    public final class RangeWitness: Sendable {
        /// v: the values.
        let values: SecretBuffer<UInt64>
        /// r: the blindings.
        let blindings: SecretScalars

        /// How many values there are.
        public var count: Int { values.count }

        /// Takes values and blindings.
        ///
        /// - Parameters:
        ///   - values: The values, each in the range that is to be shown.
        ///   - blindings: As many blindings.
        /// - Throws: ``RangeProvingFailure/blindingCount(expected:actual:)`` when their numbers differ.
        public init(
            values: consuming SecretBuffer<UInt64>, blindings: consuming SecretScalars
        ) throws(RangeProvingFailure) {
            guard values.count == blindings.count else {
                throw .blindingCount(expected: values.count, actual: blindings.count)
            }
            self.values = values
            self.blindings = blindings
        }
    }

    /// Why a range proof cannot be made.
    ///
    /// No case holds a value or a blinding.
    public enum RangeProvingFailure: Error, Equatable, Sendable {
        /// The number or width of the values is not offered, or wider than the generators at hand.
        case parameters(RangeParameterFault)
        /// There are as many values as `actual` and should be as many as there are commitments.
        case valueCount(expected: Int, actual: Int)
        /// There is another number of blindings than of values.
        case blindingCount(expected: Int, actual: Int)
        /// The value at this position does not fit the width that is to be shown.
        case valueOutOfRange(index: Int)
        /// Value and blinding at this position do not open the commitment.
        case openingMismatch(index: Int)
        /// There is no guarded memory or no randomness.
        case memory(SodiumFailure)
    }

    extension RangeProvingFailure: CustomStringConvertible {
        /// One line in words.
        public var description: String {
            switch self {
            case .parameters(let fault): "\(RangeProofRefusal.parameters(fault))"
            case .valueCount(let expected, let actual): "there are \(actual) values for \(expected) commitments"
            case .blindingCount(let expected, let actual): "there are \(actual) blindings for \(expected) values"
            case .valueOutOfRange(let index): "value \(index) is out of range"
            case .openingMismatch(let index): "value and blinding \(index) do not open the commitment"
            case .memory(let failure): "\(failure)"
            }
        }
    }
#endif
