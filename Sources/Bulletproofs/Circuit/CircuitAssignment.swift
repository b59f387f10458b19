#if !hasFeature(Embedded)
    internal import Ristretto
    internal import Sodium

    /// The values of all variables, forms and digits of a relation, in guarded memory, computed in constant time.
    struct CircuitAssignment: ~Copyable {
        let relation: IntegerRelation

        /// The inputs, the free witnesses and the products; then the value of each row of the relation's matrix.
        private(set) var scalars: SecretBuffer<Scalar>

        /// The digits of all ranges, least significant first, range by range.
        private(set) var digits: SecretBuffer<UInt16>

        /// Takes the values of inputs and free witnesses.
        init(_ relation: IntegerRelation, witness: CircuitWitness) throws(SodiumFailure) {
            let scalars = try SecretBuffer<Scalar>(
                count: relation.variables + relation.matrix.rows, repeating: .zero)
            let digits = try SecretBuffer<UInt16>(count: relation.digits, repeating: 0)
            self.init(relation: relation, scalars: scalars, digits: digits)
            for input in 0..<relation.inputs { self.scalars[input] = witness.values[input] }
            for index in 0..<relation.witnesses { self.scalars[relation.inputs + index] = witness.free[index] }
        }

        private init(
            relation: IntegerRelation, scalars: consuming SecretBuffer<Scalar>, digits: consuming SecretBuffer<UInt16>
        ) {
            self.relation = relation
            self.scalars = scalars
            self.digits = digits
        }

        /// The value of a variable.
        borrowing func variable(_ index: Int) -> Scalar { scalars[index] }

        /// The value of a row of the matrix.
        borrowing func row(_ index: Int) -> Scalar { scalars[relation.variables + index] }

        /// Computes products, rows and digits.
        ///
        /// - Returns: The first row that does not hold, in the order ranges, booleans, equalities; `nil` when all hold.
        mutating func evaluate() -> IntegerRelation.Row? {
            let matrix = relation.matrix
            let known = relation.inputs + relation.witnesses
            for product in relation.products.indices {
                let first = matrix.firstProduct + 2 * product
                evaluate(row: first)
                evaluate(row: first + 1)
                scalars[known + product] = row(first) * row(first + 1)
            }
            for index in 0..<matrix.firstProduct { evaluate(row: index) }
            for index in matrix.firstBoolean..<matrix.rows { evaluate(row: index) }
            splitRanges()
            return firstViolation()
        }

        private mutating func evaluate(row: Int) {
            let variables = relation.variables
            let matrix = relation.matrix
            scalars.withUnsafeMutableBufferPointer { scalars in
                scalars[variables + row] =
                    matrix.byRow.sum(ofLine: row, UnsafeBufferPointer(scalars)) + matrix.constants[row]
            }
        }

        /// Cuts the canonical bytes of each range's value into digits, whatever the value is.
        private mutating func splitRanges() {
            let bits = relation.digitBits
            var place = 0
            for (index, range) in relation.ranges.enumerated() {
                var words = IntegerWords(row(index))
                for _ in 0..<range.width / bits {
                    digits[place] = words.removeLowest(UInt64(bits))
                    place += 1
                }
                words.wipe()
            }
        }

        /// Looks for a row that does not hold; only the verdict, and then the row, become public.
        private borrowing func firstViolation() -> IntegerRelation.Row? {
            let matrix = relation.matrix
            var any: UInt64 = 0
            for index in relation.ranges.indices { any |= excess(ofRange: index) }
            for index in relation.booleans.indices { any |= booleanFault(index) }
            for index in relation.equalities.indices { any |= row(matrix.firstEquality + index).nonzeroWord }
            if Disclosure.isZero(any) { return nil }
            for index in relation.ranges.indices where !Disclosure.isZero(excess(ofRange: index)) {
                return .range(index)
            }
            for index in relation.booleans.indices where !Disclosure.isZero(booleanFault(index)) {
                return .boolean(index)
            }
            for index in relation.equalities.indices
            where !Disclosure.isZero(row(matrix.firstEquality + index).nonzeroWord) {
                return .equality(index)
            }
            return nil
        }

        /// What a range's value has above its width; not zero when the value is out of range.
        private borrowing func excess(ofRange index: Int) -> UInt64 {
            var words = IntegerWords(row(index))
            defer { words.wipe() }
            // In two steps, as one shift takes less than 64 bits.
            var left = relation.ranges[index].width
            while left > 0 {
                let step = min(left, 32)
                words.removeLowest(UInt64(step))
                left -= step
            }
            return words.any
        }

        /// Not zero when a boolean's form is neither 0 nor 1.
        private borrowing func booleanFault(_ index: Int) -> UInt64 {
            let value = row(relation.matrix.firstBoolean + index)
            return (value * (Scalar.one - value)).nonzeroWord
        }
    }

    /// The number below l that a scalar stands for, as words to cut digits from.
    private struct IntegerWords {
        private var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

        init(_ scalar: Scalar) {
            withUnsafeMutableBytes(of: &words) { scalar.encode(into: $0) }
            words = (
                UInt64(littleEndian: words.0), UInt64(littleEndian: words.1), UInt64(littleEndian: words.2),
                UInt64(littleEndian: words.3)
            )
        }

        /// Not zero when a bit is left.
        var any: UInt64 { words.0 | words.1 | words.2 | words.3 }

        /// Shifts the lowest bits out, 1 to 32 of them, and returns the lowest 16 of those.
        @discardableResult
        mutating func removeLowest(_ bits: UInt64) -> UInt16 {
            let digit = words.0 & ((1 &<< bits) &- 1)
            words.0 = words.0 &>> bits | words.1 &<< (64 &- bits)
            words.1 = words.1 &>> bits | words.2 &<< (64 &- bits)
            words.2 = words.2 &>> bits | words.3 &<< (64 &- bits)
            words.3 = words.3 &>> bits
            return UInt16(truncatingIfNeeded: digit)
        }

        mutating func wipe() {
            withUnsafeMutableBytes(of: &words) { secureWipe($0) }
        }
    }

    extension Scalar {
        /// Not zero exactly when the scalar is not.
        fileprivate var nonzeroWord: UInt64 {
            var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
            withUnsafeMutableBytes(of: &words) { encode(into: $0) }
            return words.0 | words.1 | words.2 | words.3
        }
    }
#endif
