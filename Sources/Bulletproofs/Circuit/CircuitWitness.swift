#if !hasFeature(Embedded)
    public import Ristretto
    public import Sodium

    /// The secrets of a circuit proof: values and blindings that open the inputs' commitments, and free witnesses.
    ///
    /// - seealso: ``CircuitStatement``, whose commitments it opens in order.
    public final class CircuitWitness: Sendable {
        /// v: the values of the inputs modulo l.
        let values: SecretScalars
        /// r: the blindings of their commitments.
        let blindings: SecretScalars
        /// The free witnesses modulo l.
        let free: SecretScalars

        /// Takes values, blindings and free witnesses.
        ///
        /// - Parameters:
        ///   - values: The values of the inputs modulo l; a negative one is l minus its magnitude.
        ///   - blindings: As many blindings.
        ///   - free: The free witnesses modulo l, in the relation's order.
        /// - Throws: ``CircuitProvingFailure/blindingCount(expected:actual:)`` when the first two differ in number.
        public init(
            values: consuming SecretScalars, blindings: consuming SecretScalars, free: consuming SecretScalars
        ) throws(CircuitProvingFailure) {
            guard values.count == blindings.count else {
                throw .blindingCount(expected: values.count, actual: blindings.count)
            }
            self.values = values
            self.blindings = blindings
            self.free = free
        }
    }

    /// Why a circuit proof cannot be made.
    ///
    /// No case holds a value or a blinding.
    public enum CircuitProvingFailure: Error, Equatable, Sendable {
        /// The statement needs more slots than there are generators.
        case slots(needed: Int, offered: Int)
        /// There are as many values as `actual` and should be as many as the relation has inputs.
        case valueCount(expected: Int, actual: Int)
        /// There is another number of blindings than of values.
        case blindingCount(expected: Int, actual: Int)
        /// There is another number of free witnesses than the relation has.
        case witnessCount(expected: Int, actual: Int)
        /// Value and blinding at this position do not open the commitment.
        case openingMismatch(index: Int)
        /// The witness does not satisfy this row, the first of those that it does not satisfy.
        case row(IntegerRelation.Row)
        /// A challenge came out as zero or as the negative of a table entry; another attempt draws another one.
        case challenge(FieldName)
        /// There is no guarded memory or no randomness.
        case memory(SodiumFailure)
    }

    extension CircuitProvingFailure: CustomStringConvertible {
        /// One line in words.
        public var description: String {
            switch self {
            case .slots(let needed, let offered): "the statement needs \(needed) slots, and \(offered) are offered"
            case .valueCount(let expected, let actual): "there are \(actual) values for \(expected) inputs"
            case .blindingCount(let expected, let actual): "there are \(actual) blindings for \(expected) values"
            case .witnessCount(let expected, let actual): "there are \(actual) free witnesses instead of \(expected)"
            case .openingMismatch(let index): "value and blinding \(index) do not open the commitment"
            case .row(let row): "\(row) is not satisfied"
            case .challenge(let field): "\(field): the challenge is not usable; try again"
            case .memory(let failure): "\(failure)"
            }
        }
    }
#endif
