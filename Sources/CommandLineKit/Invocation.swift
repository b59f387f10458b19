/// What a command line asks for.
enum Invocation: Equatable {
    /// The help of the verbs that begin with these words; all of them when there are none.
    case help(path: [String])
    /// The version.
    case version
    /// A verb, named by its full path, with checked arguments.
    case run(path: [String], ParsedArguments)
}
