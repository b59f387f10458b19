internal import Glibc

/// Where the bytes of a ledger come from, piece by piece.
public final class ByteSource {
    /// The name under which faults are reported.
    public let name: String
    private let descriptor: Int32
    private let isOwned: Bool
    private var memory: [UInt8]
    private var rest: ArraySlice<UInt8> = []

    /// Opens a file, or standard input.
    ///
    /// - Parameters:
    ///   - path: The file's path; `-` is standard input.
    ///   - name: The name under which faults are reported.
    /// - Throws: ``LedgerFailure/unreadable(file:errno:)``.
    public init(path: String, name: String) throws(LedgerFailure) {
        self.name = name
        memory = [UInt8](repeating: 0, count: 1 << 16)
        isOwned = path != "-"
        descriptor = isOwned ? open(path, O_RDONLY | O_CLOEXEC) : 0
        guard descriptor >= 0 else { throw .unreadable(file: name, errno: errno) }
    }

    /// Takes bytes that are in memory already.
    ///
    /// - Parameters:
    ///   - bytes: The bytes.
    ///   - name: The name under which faults are reported.
    public init(bytes: [UInt8], name: String) {
        self.name = name
        descriptor = -1
        isOwned = false
        memory = []
        rest = bytes[...]
    }

    deinit { if isOwned, descriptor >= 0 { close(descriptor) } }

    /// The next byte, or `nil` at the end.
    func next() throws(LedgerFailure) -> UInt8? {
        if let byte = rest.popFirst() { return byte }
        guard descriptor >= 0 else { return nil }
        while true {
            let count = read(descriptor, &memory, memory.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .unreadable(file: name, errno: errno) }
            rest = memory[..<count]
            return rest.popFirst()
        }
    }
}
