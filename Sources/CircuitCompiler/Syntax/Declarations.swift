/// A sentence about what a verified proof means or does not mean.
struct SentenceDeclaration: Equatable, Sendable {
    let text: String
    let place: SourcePlace
}

/// The name of a set of ids that the parameters list.
struct IndexDeclaration: Equatable, Sendable {
    let name: String
    let place: SourcePlace
}

/// A value that the circuit takes from the other circuits of its statement, or gives to them.
enum Interface: String, Equatable, Sendable, CaseIterable {
    /// What the collateral is worth, at least.
    case collateral
    /// What margin is required, at most.
    case requirement
}

/// The import of a value.
struct ImportDeclaration: Equatable, Sendable {
    let interface: Interface
    let place: SourcePlace
}

/// A definition, perhaps one for each value of its variables.
struct LetDeclaration: Equatable, Sendable {
    let name: String
    let binders: [IndexBinder]
    let body: Expression
    let place: SourcePlace
}

/// What a proof shows: a comparison, perhaps one for each value of its variables.
struct RequireDeclaration: Equatable, Sendable {
    /// How the sides compare.
    enum Relation: String, Equatable, Sendable {
        /// The left side is at least the right one.
        case atLeast = ">="
        /// The left side is at most the right one.
        case atMost = "<="
        /// The sides are equal.
        case equal = "="
    }

    let name: String
    let binders: [IndexBinder]
    let sentence: SentenceDeclaration
    let left: Expression
    let relation: Relation
    let right: Expression
    let place: SourcePlace
}

/// A value that the circuit gives to its statement.
struct ExportDeclaration: Equatable, Sendable {
    let interface: Interface
    let value: Expression
    let place: SourcePlace
}
