/// Which number of which parameter is read; put into words only where somebody is told.
struct ParameterPath: CustomStringConvertible {
    let name: String
    let ids: [String]
    private var tierNumber: Int?

    init(name: String, ids: [String]) { (self.name, self.ids) = (name, ids) }

    /// The rate of a tier of the table.
    ///
    /// - Parameter number: From 1.
    /// - Returns: The path to it.
    func tier(_ number: Int) -> ParameterPath {
        var path = self
        path.tierNumber = number
        return path
    }

    var description: String {
        (ids.isEmpty ? name : "\(name)[\(ids.joined(separator: ", "))]")
            + (tierNumber.map { " rate of tier \($0)" } ?? "")
    }
}
