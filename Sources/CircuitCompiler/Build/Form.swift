public import BigNumbers

/// A linear expression of the variables of a ``StatementBuilder``, with exact coefficients.
///
/// A value: it is only meaningful for the builder that gave its variables. Sums may hold a variable several times until the
/// builder takes them, so that adding is cheap; a coefficient of 0 still says that the variable was named.
public struct Form: Sendable {
    struct Term: Sendable {
        var variable: UInt32
        var coefficient: BigRational
    }

    /// The most bits of a numerator or denominator.
    ///
    /// A coefficient of a row has at most 254 in the end; a text could ask for numbers of any size on the way there.
    static let mostBits = 4096

    var terms: [Term]
    /// What is added to the variables' multiples.
    public internal(set) var constant: BigRational
    /// Whether a number had more bits than that.
    ///
    /// Such a form is not computed with any further, and a builder that is handed one refuses it.
    private(set) var isOversized = false

    /// A number.
    ///
    /// - Parameter constant: The number.
    public init(_ constant: BigRational) {
        terms = []
        self.constant = constant
        note(constant)
    }

    /// Zero.
    public static let zero = Form(.zero)

    init(variable: UInt32, coefficient: BigRational) {
        terms = [Term(variable: variable, coefficient: coefficient)]
        constant = .zero
        note(coefficient)
    }

    private mutating func note(_ number: BigRational) {
        if number.numerator.bitWidth > Self.mostBits || number.denominator.bitWidth > Self.mostBits {
            isOversized = true
        }
    }

    /// Whether no variable is named in it.
    public var isConstant: Bool { terms.isEmpty }

    /// Adds two forms.
    ///
    /// - Parameters:
    ///   - left: A form.
    ///   - right: Another of the same builder.
    /// - Returns: left + right.
    public static func + (left: Form, right: Form) -> Form {
        var sum = left
        sum += right
        return sum
    }

    /// Adds to a form.
    ///
    /// - Parameters:
    ///   - left: What is added to.
    ///   - right: The summand, of the same builder.
    /// - Complexity: O(terms of `right`).
    public static func += (left: inout Form, right: Form) {
        left.isOversized = left.isOversized || right.isOversized
        guard !left.isOversized else { return }
        left.terms.append(contentsOf: right.terms)
        left.constant += right.constant
        left.note(left.constant)
    }

    /// Subtracts two forms.
    ///
    /// - Parameters:
    ///   - left: The minuend.
    ///   - right: The subtrahend, of the same builder.
    /// - Returns: left - right.
    public static func - (left: Form, right: Form) -> Form { left + -right }

    /// Subtracts from a form.
    ///
    /// - Parameters:
    ///   - left: What is subtracted from.
    ///   - right: The subtrahend, of the same builder.
    public static func -= (left: inout Form, right: Form) { left += -right }

    /// Negates a form.
    ///
    /// - Parameter form: The form.
    /// - Returns: -form.
    public static prefix func - (form: Form) -> Form {
        var result = form
        for index in result.terms.indices { result.terms[index].coefficient = -result.terms[index].coefficient }
        result.constant = -result.constant
        return result
    }

    /// Multiplies a form by a number.
    ///
    /// - Parameters:
    ///   - form: The form.
    ///   - factor: The number; 0 keeps the names of the variables.
    /// - Returns: form * factor.
    public static func * (form: Form, factor: BigRational) -> Form {
        var result = form
        for index in result.terms.indices {
            guard !result.isOversized else { return result }
            result.terms[index].coefficient *= factor
            result.note(result.terms[index].coefficient)
        }
        guard !result.isOversized else { return result }
        result.constant *= factor
        result.note(result.constant)
        return result
    }

    /// Adds a multiple of a form.
    ///
    /// - Parameters:
    ///   - form: The form, of the same builder.
    ///   - factor: The number.
    /// - Complexity: O(terms of `form`).
    public mutating func add(_ form: Form, times factor: BigRational) {
        self += factor == .one ? form : form * factor
    }

    /// Makes room for terms that are going to be added.
    ///
    /// - Parameter count: How many terms there will be.
    public mutating func reserveTerms(_ count: Int) { terms.reserveCapacity(count) }

    /// The same form with every variable once, ascending; coefficients of 0 stay.
    func merged() -> Form {
        let isOrdered = terms.indices.dropFirst().allSatisfy { terms[$0 - 1].variable < terms[$0].variable }
        guard !isOrdered else { return self }
        var result = Form(constant)
        result.isOversized = isOversized
        result.terms.reserveCapacity(terms.count)
        for term in terms.sorted(by: { $0.variable < $1.variable }) {
            guard !result.isOversized else { return result }
            if let last = result.terms.indices.last, result.terms[last].variable == term.variable {
                result.terms[last].coefficient += term.coefficient
                result.note(result.terms[last].coefficient)
            } else {
                result.terms.append(term)
            }
        }
        return result
    }
}
