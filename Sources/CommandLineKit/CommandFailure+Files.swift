extension CommandFailure {
    /// The failure of a verb that could not read its input.
    public init(reading path: String, _ failure: InputFailure) {
        let name = path == "-" ? "standard input" : DisplayText.quoted(path)
        self.init(.cannotCheck(reason: nil), "cannot read \(name): \(failure.message)")
    }
}
