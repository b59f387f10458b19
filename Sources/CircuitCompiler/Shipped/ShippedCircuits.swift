/// The circuits that come with the program: the files of the folder `circuits`, compiled in.
public enum ShippedCircuits {
    /// The names in order.
    public static var names: [String] { texts.map(\.name) }

    /// A shipped circuit.
    ///
    /// - Parameter name: Its name.
    /// - Returns: The circuit; nil when none has the name.
    /// - Throws: ``Diagnostic``, which would be a fault of the program: a test reads every one.
    public static func source(named name: String) throws(Diagnostic) -> CircuitSource? {
        guard let text = texts.first(where: { $0.name == name })?.text else { return nil }
        return try CircuitSource.parse(Array(text.utf8), file: "circuits/\(name).circuit")
    }
}
