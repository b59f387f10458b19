import Glibc

/// An error number of the system with its words.
public struct SystemError: Error, Equatable, Sendable {
    /// The number, such as `ENOENT`.
    public let number: Int32

    /// An error number that a system call left.
    public init(number: Int32) { self.number = number }

    /// The error that the last system call of this thread left.
    static var last: SystemError { SystemError(number: errno) }

    /// The system's words for it.
    public var text: String {
        guard let words = strerror(number) else { return "error \(number)" }
        return String(cString: words)
    }
}
