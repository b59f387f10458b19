public import Ristretto

/// A sum of coefficients times variables, and a constant, modulo l.
///
/// Terms stand in ascending order of their variables, each variable at most once and never with coefficient 0, so that
/// equal forms are equal values.
public struct LinearForm: Equatable, Sendable {
    /// A coefficient and the variable that it multiplies.
    public struct Term: Equatable, Sendable {
        /// The number of the variable; see ``IntegerRelation``.
        public let variable: UInt32
        /// The coefficient, not 0.
        public internal(set) var coefficient: Scalar
    }

    /// The terms, ascending by variable.
    public private(set) var terms: [Term] = []

    /// What is added to the terms.
    public var constant: Scalar

    /// A form without terms.
    ///
    /// - Parameter constant: The constant.
    public init(constant: Scalar = .zero) { self.constant = constant }

    /// A form of one term.
    ///
    /// - Parameters:
    ///   - variable: The number of the variable.
    ///   - coefficient: The coefficient; 0 gives no term.
    ///   - constant: The constant.
    public init(_ variable: UInt32, coefficient: Scalar = .one, constant: Scalar = .zero) {
        self.constant = constant
        add(coefficient, times: variable)
    }

    /// Adds a multiple of a variable.
    ///
    /// - Parameters:
    ///   - coefficient: The coefficient; added to the one that the variable has already.
    ///   - variable: The number of the variable.
    /// - Complexity: O(1) when variables come in ascending order, else O(terms).
    public mutating func add(_ coefficient: Scalar, times variable: UInt32) {
        guard let last = terms.last, variable <= last.variable else {
            if !coefficient.isZero { terms.append(Term(variable: variable, coefficient: coefficient)) }
            return
        }
        let place = firstPlace(notBelow: variable)
        guard terms[place].variable == variable else {
            if !coefficient.isZero { terms.insert(Term(variable: variable, coefficient: coefficient), at: place) }
            return
        }
        terms[place].coefficient += coefficient
        if terms[place].coefficient.isZero { terms.remove(at: place) }
    }

    /// Makes room for terms that are going to be added.
    ///
    /// - Parameter count: How many terms there will be.
    public mutating func reserveTerms(_ count: Int) { terms.reserveCapacity(count) }

    /// The first place whose variable is not below this one; there is one.
    private func firstPlace(notBelow variable: UInt32) -> Int {
        var (low, high) = (0, terms.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if terms[middle].variable < variable { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
