internal import BigNumbers

/// A committed value of the prover for each id of an index set.
struct PrivateDeclaration: Equatable, Sendable {
    /// The power of ten that one unit of the committed integer is, negated.
    enum Decimals: Equatable, Sendable {
        /// The same for all ids.
        case number(Int, SourcePlace)
        /// An integer parameter.
        case parameter(name: String, indices: [IndexUse], SourcePlace)
    }

    let name: String
    let indexSets: [IndexUse]
    let unit: UnitSyntax
    let decimals: Decimals
    /// The least committed integer.
    let lower: IntegerBound
    /// What the committed integer stays below.
    let upper: IntegerBound
    let role: SourceRole
    let place: SourcePlace
}

/// Who vouches for a private value: the role of the list in which its commitment stands.
public enum SourceRole: String, Equatable, Sendable, CaseIterable {
    /// A list of what the prover owns.
    case collateral
    /// A list of what the prover owes.
    case debt
    /// A list of positions.
    case positions
}

/// An integer as written: `0`, `-5`, `2^62` or `-2^62`.
struct IntegerBound: Equatable, Sendable {
    let text: String
    let value: BigInteger
    let place: SourcePlace
}
