public import Bulletproofs

/// Why numbers and forms are not a statement whose proofs mean what its rows say over the integers.
public enum StatementFault: Error, Equatable, Sendable {
    /// A count is beyond what statements may have.
    case size
    /// The input's descriptor is not allowed: empty or long id, decimals, bounds out of order.
    case input(Int)
    /// Two inputs are the same kind, id and netting set.
    case duplicateInput(Int, Int)
    /// A circuit's name, version or the rung is not allowed.
    case circuit(Int)
    /// The rung is below 100 %.
    case rung(UInt32)
    /// A label names a row or a circuit that does not exist, or is too long.
    case label(Int)
    /// The row has a variable that does not exist, or that is not defined there.
    case variable(IntegerRelation.Row, UInt32)
    /// The width is not a multiple of the digits' bits, or not 1 to 249, or digits of that size are not offered.
    case width(IntegerRelation.Row, bits: Int)
    /// No row is named that bounds the variable, or the named row does not exist, has the variable with another
    /// coefficient than 1 or -1, or has another variable that is not bounded before.
    case unbounded(UInt32)
    /// The input's row does not prove its lower bound, or does not reach to its upper one.
    case inputRange(Int)
    /// The row could hold modulo l without holding over the integers.
    case wraps(IntegerRelation.Row)
    /// The relation that the statement stands for is refused.
    case relation(IntegerRelationFault)
}

#if !hasFeature(Embedded)
    extension StatementFault: CustomStringConvertible {
        /// One line in words.
        public var description: String {
            switch self {
            case .size: "the statement is larger than is offered"
            case .input(let index): "the description of input \(index) is not allowed"
            case .duplicateInput(let first, let second): "inputs \(first) and \(second) are the same"
            case .circuit(let index): "the name or version of circuit \(index) is not allowed"
            case .rung(let rung): "a rung of \(rung) basis points is not allowed"
            case .label(let index): "label \(index) names nothing"
            case .variable(let row, let variable): "\(row) uses variable \(variable), which is not defined there"
            case .width(let row, let bits): "\(row) has a width of \(bits) bits, which is not allowed"
            case .unbounded(let variable): "no row bounds variable \(variable)"
            case .inputRange(let index): "the range of input \(index) does not match its bounds"
            case .wraps(let row): "\(row) could hold modulo l without holding over the integers"
            case .relation(let fault): "\(fault)"
            }
        }
    }
#endif
