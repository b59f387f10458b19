internal import Glibc

/// Where the bytes of a ledger come from, piece by piece.
public final class ByteSource {
    /// The name under which faults are reported.
    public let name: String
    private let descriptor: Int32
    private let isOwned: Bool
    private var memory: [UInt8]
    private var next = 0
    private var count: Int
    private var taken = 0

    /// How many bytes were taken.
    public var position: Int { taken + next }

    /// The length of a regular file in bytes, else 0.
    static func byteCount(of path: String) -> Int {
        var status = stat()
        return path != "-" && stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : 0
    }

    /// Opens a file, or standard input.
    ///
    /// - Parameters:
    ///   - path: The file's path; `-` is standard input.
    ///   - name: The name under which faults are reported.
    /// - Throws: ``LedgerFailure/unreadable(file:errno:)``.
    public init(path: String, name: String) throws(LedgerFailure) {
        self.name = name
        memory = [UInt8](repeating: 0, count: 1 << 16)
        count = 0
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
        memory = bytes
        count = bytes.count
    }

    deinit { if isOwned, descriptor >= 0 { close(descriptor) } }

    /// The next byte, or `nil` at the end.
    func nextByte() throws(LedgerFailure) -> UInt8? {
        if next == count, try !fill() { return nil }
        let byte = memory[next]
        next += 1
        return byte
    }

    private func fill() throws(LedgerFailure) -> Bool {
        guard descriptor >= 0 else { return false }
        while true {
            let got = read(descriptor, &memory, memory.count)
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw .unreadable(file: name, errno: errno) }
            taken += next
            (next, count) = (0, got)
            return got > 0
        }
    }
}
