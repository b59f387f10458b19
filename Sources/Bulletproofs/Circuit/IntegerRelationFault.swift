/// Why numbers and forms are not a relation that can be proven.
public enum IntegerRelationFault: Error, Equatable, Sendable {
    /// More inputs, free witnesses, rows or digits than are offered, or a negative number of them.
    case size
    /// A digit of that many bits is not offered: 1 to 16.
    case digitBits(Int)
    /// The row has a variable that does not exist, or that only a later product defines.
    case variable(IntegerRelation.Row, UInt32)
    /// The width is not a multiple of the digits' bits, or not 1 to 249.
    case width(IntegerRelation.Row, bits: Int)
    /// The rows do not fix this input by itself.
    ///
    /// It is in no row, or only in rows each of which has another such input too. Soundness wants the columns of the
    /// inputs to be linearly independent; it is enough that every input in turn is the only one in some row that has not
    /// been fixed before.
    case dependentInput(Int)
}

#if !hasFeature(Embedded)
    extension IntegerRelationFault: CustomStringConvertible {
        /// One line in words.
        public var description: String {
            switch self {
            case .size: "the relation is larger than proofs are offered for"
            case .digitBits(let bits): "digits of \(bits) bits are not offered: 1 to 16"
            case .variable(let row, let variable): "\(row) uses variable \(variable), which is not defined there"
            case .width(let row, let bits): "\(row) has a width of \(bits) bits, which is not on the grid or above 249"
            case .dependentInput(let input): "no row fixes input \(input) by itself"
            }
        }
    }

    extension IntegerRelation.Row: CustomStringConvertible {
        /// Kind and position.
        public var description: String {
            switch self {
            case .product(let index): "product \(index)"
            case .boolean(let index): "boolean \(index)"
            case .equality(let index): "equality \(index)"
            case .range(let index): "range \(index)"
            }
        }
    }
#endif
