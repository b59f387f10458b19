/// An expression as written, with the place where each part starts.
///
/// Chains of `+` and `*` are flat, so that the depth of the tree is the nesting of the text, which the parser limits.
struct Expression: Equatable, Sendable {
    /// What it is.
    indirect enum Kind: Equatable, Sendable {
        /// A number as written.
        case number(NumberLiteral)
        /// A parameter, a private value, a definition or an import, with an index for each dimension.
        case reference(name: String, indices: [IndexUse])
        /// A sum; a term counts negatively when it is subtracted.
        case sum([Term])
        /// A product; a factor is a divisor when it stands behind `/`.
        case product([Factor])
        /// The opposite.
        case negated(Expression)
        /// A function of a list of arguments.
        case call(Function, [Expression])
        /// A fold of the body over an index set.
        case fold(Fold, IndexBinder, body: Expression)
        /// The mean of the `count` greatest values of the body.
        case meanOfWorst(count: Expression, IndexBinder, body: Expression)
        /// The sum of the body where no part counts for more than its share of that sum.
        case capped(IndexBinder, share: Expression, body: Expression)
        /// A value sent through a tier table.
        case tiered(table: String, tablePlace: SourcePlace, indices: [IndexUse], value: Expression)
        /// One where the left side is at least the right one, else zero; exact.
        case holds(left: Expression, right: Expression)
        /// The number of ids in an index set.
        case count(indexSet: String)
    }

    /// A part of a sum.
    struct Term: Equatable, Sendable {
        let isSubtracted: Bool
        let expression: Expression
    }

    /// A part of a product.
    struct Factor: Equatable, Sendable {
        let isDivisor: Bool
        let expression: Expression
    }

    /// A function of a list of arguments.
    enum Function: String, Equatable, Sendable, CaseIterable {
        /// The least argument.
        case min
        /// The greatest argument.
        case max
        /// The distance from zero.
        case abs
        /// The argument, or zero where it is negative.
        case pos
        /// The argument times itself.
        case square
    }

    /// How the values of a body are joined.
    enum Fold: String, Equatable, Sendable {
        /// Added.
        case sum
        /// The least.
        case min
        /// The greatest.
        case max
    }

    let kind: Kind
    let place: SourcePlace
}

/// The use of an index variable.
struct IndexUse: Equatable, Sendable {
    let name: String
    let place: SourcePlace
}

/// A variable that runs through an index set, or through the part of it that belongs to one group.
struct IndexBinder: Equatable, Sendable {
    /// The condition that a grouping sends the variable to another variable's value.
    struct Condition: Equatable, Sendable {
        let grouping: String
        let groupingPlace: SourcePlace
        let argument: IndexUse
        let group: IndexUse
    }

    let variable: IndexUse
    let indexSet: IndexUse
    let condition: Condition?
}
