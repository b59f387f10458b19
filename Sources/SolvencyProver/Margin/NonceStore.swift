internal import Glibc
public import KeyFiles

/// A file of used nonces, one line of hexadecimal digits for each; two programs that use it at once wait for each other.
public struct NonceStore: ~Copyable {
    /// The largest file in bytes, a million nonces.
    public static let maximumByteCount = 65 << 20

    private let path: String
    private let descriptor: Int32
    private var known: Set<String> = []

    /// Opens the file, or makes it, and keeps others out until this value goes away.
    ///
    /// - Parameter path: The file's name.
    /// - Throws: `FileFailure`; what is no regular file, too large a file, and one with another line than 64 lower-case
    ///   hexadecimal digits, are refused as unreadable.
    public init(path: String) throws(FileFailure) {
        self.path = path
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_APPEND | O_NONBLOCK, 0o644)
        guard descriptor >= 0 else { throw .cannotWrite(path: path, step: .open, errno: errno) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            status.st_size <= Self.maximumByteCount
        else { throw .cannotRead(path: path, step: .open, errno: EINVAL) }
        guard flock(descriptor, LOCK_EX) == 0 else { throw .cannotRead(path: path, step: .open, errno: errno) }
        known = try Self.read(descriptor, path)
    }

    deinit { close(descriptor) }

    private static func read(_ descriptor: Int32, _ path: String) throws(FileFailure) -> Set<String> {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count == 0 { break }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw .cannotRead(path: path, step: .read, errno: errno) }
            bytes += chunk[..<count]
        }
        var known: Set<String> = []
        guard bytes.isEmpty || bytes.last == UInt8(ascii: "\n") else {
            throw .cannotRead(path: path, step: .read, errno: EINVAL)
        }
        for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast() {
            let isHex = line.allSatisfy {
                UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 || UInt8(ascii: "a")...UInt8(ascii: "f") ~= $0
            }
            guard line.count == 64, isHex else { throw .cannotRead(path: path, step: .read, errno: EINVAL) }
            known.insert(String(decoding: line, as: UTF8.self))
        }
        return known
    }

    /// Whether a nonce was used.
    ///
    /// - Parameter nonce: 64 lower-case hexadecimal digits.
    /// - Returns: Whether the file has it.
    public func contains(_ nonce: String) -> Bool { known.contains(nonce) }

    /// Notes that a nonce is used, on the disk.
    ///
    /// - Parameter nonce: 64 lower-case hexadecimal digits.
    /// - Throws: `FileFailure`.
    public mutating func append(_ nonce: String) throws(FileFailure) {
        let line = Array((nonce + "\n").utf8)
        var rest = line[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw .cannotWrite(path: path, step: .write, errno: errno) }
            rest = rest.dropFirst(count)
        }
        guard fsync(descriptor) == 0 else { throw .cannotWrite(path: path, step: .sync, errno: errno) }
        known.insert(nonce)
    }
}
