internal import Bulletproofs

/// A sum of integers times variables, and a constant, over the integers.
///
/// Terms stand in ascending order of their variables, each variable at most once and never with coefficient 0.
public struct IntegerForm: Equatable, Hashable, Sendable {
    /// A coefficient and the variable that it multiplies.
    public struct Term: Equatable, Hashable, Sendable, BitwiseCopyable {
        /// The number of the variable, as in `IntegerRelation`.
        public let variable: UInt32
        /// The coefficient, not 0.
        public let coefficient: Int256

        /// States a term.
        ///
        /// - Parameters:
        ///   - variable: The number of the variable.
        ///   - coefficient: The coefficient, not 0.
        public init(variable: UInt32, coefficient: Int256) {
            self.variable = variable
            self.coefficient = coefficient
        }
    }

    /// The terms, ascending by variable.
    public let terms: [Term]
    /// What is added to the terms.
    public let constant: Int256

    /// Takes terms that ascend strictly by variable and have no coefficient 0.
    ///
    /// - Parameters:
    ///   - terms: The terms; `nil` results from terms out of order or a coefficient 0.
    ///   - constant: What is added to them.
    public init?(terms: [Term], constant: Int256) {
        for index in terms.indices {
            guard !terms[index].coefficient.isZero else { return nil }
            guard index == 0 || terms[index - 1].variable < terms[index].variable else { return nil }
        }
        self.terms = terms
        self.constant = constant
    }

    /// The coefficient of a variable, 0 where it does not occur.
    ///
    /// - Parameter variable: The number of the variable.
    /// - Returns: Its coefficient.
    /// - Complexity: O(terms).
    public func coefficient(of variable: UInt32) -> Int256 {
        for term in terms where term.variable == variable { return term.coefficient }
        return .zero
    }

    /// The same form modulo l.
    var linearForm: LinearForm {
        var form = LinearForm(constant: constant.scalarVartime())
        form.reserveTerms(terms.count)
        for term in terms { form.add(term.coefficient.scalarVartime(), times: term.variable) }
        return form
    }
}
