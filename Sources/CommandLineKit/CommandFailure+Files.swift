extension CommandFailure {
    /// The failure of a verb that could not read its input.
    public init(reading path: String, _ failure: InputFailure) {
        let name = path == "-" ? "standard input" : DisplayText.quoted(path)
        let hints: [String] =
            if case .notPrivate = failure { ["chmod 600 makes it private"] } else { [] }
        self.init(.cannotCheck(reason: nil), "cannot read \(name): \(failure.message)", hints: hints)
    }

    /// The failure of a verb that could not write its result.
    public init(writing path: String, _ failure: OutputFailure) {
        self.init(.cannotWrite, "cannot write \(DisplayText.quoted(path)): \(failure.message)")
    }
}
