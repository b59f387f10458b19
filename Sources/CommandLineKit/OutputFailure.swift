/// Why a file could not be written; nothing of it is left behind.
public enum OutputFailure: Error, Equatable, Sendable {
    /// The system refused.
    case system(SystemError)
    /// There is a file already, and this kind of file is never overwritten.
    case exists

    /// The failure in words that follow the name of the file.
    public var message: String {
        switch self {
        case .system(let error): error.text
        case .exists: "exists already and is not overwritten"
        }
    }
}
