import Glibc
import Synchronization

/// One of the standard output streams, written without buffering and with its first failure remembered.
///
/// The failure is kept instead of thrown so that a verb can print as it goes; ``Application`` looks at it at the end
/// and does not report success for a result that nobody received.
public final class OutputStream: Sendable {
    /// The file descriptor that is written to.
    let descriptor: Int32
    private let firstFailure = Mutex<Int32?>(nil)

    init(descriptor: Int32) { self.descriptor = descriptor }

    /// Whether the stream goes to a terminal.
    public var isTerminal: Bool { isatty(descriptor) == 1 }

    /// The error number of the first write that failed, if one did.
    var failure: Int32? { firstFailure.withLock { $0 } }

    /// Writes all of the bytes, or remembers why that was not possible; nothing is written after a failure.
    func write(_ bytes: UnsafeRawBufferPointer) {
        firstFailure.withLock { failure in
            guard failure == nil else { return }
            var rest = bytes[...]
            while !rest.isEmpty {
                let written = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                if written >= 0 {
                    rest = rest.dropFirst(written)
                } else if errno != EINTR {
                    failure = errno
                    return
                }
            }
        }
    }

    func write(_ text: String) {
        Array(text.utf8).withUnsafeBytes { write($0) }
    }
}
