/// What a name of a circuit stands for: the kind, and the place in the list of its kind.
enum Symbol: Equatable, Sendable {
    case indexSet(Int)
    case parameter(Int)
    case privateValue(Int)
    case definition(Int)
    case imported(Interface)
    case requirement(Int)
}
