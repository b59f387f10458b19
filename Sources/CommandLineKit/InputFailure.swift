/// Why a file could not be read.
public enum InputFailure: Error, Equatable, Sendable {
    /// The system refused.
    case system(SystemError)
    /// The path is a folder.
    case isFolder
    /// The path is a pipe or a device, where only a file belongs.
    case isNoRegularFile
    /// The file is longer than anything that could be meant.
    case tooLong(limit: Int)

    /// The failure in words that follow the name of the file.
    public var message: String {
        switch self {
        case .system(let error): error.text
        case .isFolder: "is a folder"
        case .isNoRegularFile: "is not a regular file"
        case .tooLong(let limit): "is longer than \(limit) bytes"
        }
    }
}
