internal import BigNumbers

/// A number of the text: as written and as it is.
struct NumberLiteral: Equatable, Sendable {
    let text: String
    let value: BigRational
}
