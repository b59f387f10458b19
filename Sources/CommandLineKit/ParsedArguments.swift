/// The options and operands of one verb after the parser has checked them against its table.
public struct ParsedArguments: Equatable, Sendable {
    /// The values of each option in the order given; empty for a flag that is present.
    var options: [String: [String]] = [:]
    /// The operands in order; their number fits the verb's table.
    public internal(set) var operands: [String] = []

    /// Whether the option was given.
    public func has(_ option: OptionSpec) -> Bool { options[option.name] != nil }

    /// The value of an option that is given at most once.
    public func value(_ option: OptionSpec) -> String? { options[option.name]?.first }

    /// The values of a repeatable option in the order given.
    public func values(_ option: OptionSpec) -> [String] { options[option.name] ?? [] }

    /// The value of an option that the verb cannot do without.
    ///
    /// - Throws: `CommandFailure` made of `UsageError.missingOption`.
    public func required(_ option: OptionSpec) throws(CommandFailure) -> String {
        guard let value = value(option) else { throw CommandFailure(.missingOption(option.name)) }
        return value
    }

    /// The operand at a position.
    ///
    /// - Throws: `CommandFailure` made of `UsageError.missingOperand`.
    public func operand(_ index: Int, _ operand: OperandSpec) throws(CommandFailure) -> String {
        guard operands.indices.contains(index) else { throw CommandFailure(.missingOperand(operand.placeholder)) }
        return operands[index]
    }
}
