/// Options of which at most one may be given.
public struct OptionGroup: Hashable, Sendable {
    /// The options that exclude each other.
    public let options: [OptionSpec]
    /// Whether one of them must be given.
    public let isRequired: Bool

    /// A group of which at most one option may be given.
    public static func atMostOne(_ options: OptionSpec...) -> OptionGroup {
        OptionGroup(options: options, isRequired: false)
    }

    /// A group of which exactly one option must be given.
    public static func exactlyOne(_ options: OptionSpec...) -> OptionGroup {
        OptionGroup(options: options, isRequired: true)
    }
}
