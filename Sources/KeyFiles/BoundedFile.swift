internal import Glibc
public import Sodium

/// Reads small files whole, with a limit.
public enum BoundedFile {
    /// Reads a secret file into guarded memory.
    ///
    /// - Parameters:
    ///   - path: The file's name.
    ///   - limit: The largest length in bytes.
    /// - Returns: The contents.
    /// - Throws: ``KeyFileFailure/file(_:)``, with ``FileFailure/permissionsTooOpen(path:mode:)`` unless the permissions
    ///   are 0600 or 0400; or memory.
    public static func readSecret(_ path: String, limit: Int) throws(KeyFileFailure) -> SecretBytes {
        let file = try open(path)
        let count = try check(file, path: path, limit: limit, secret: true)
        var bytes = try allocate(count)
        let read = bytes.withUnsafeMutableBytes { file.readUp(into: $0) }
        try check(read: read, of: count, path: path)
        return bytes
    }

    /// Reads a public file.
    ///
    /// - Parameters:
    ///   - path: The file's name.
    ///   - limit: The largest length in bytes.
    /// - Returns: The contents.
    /// - Throws: ``KeyFileFailure/file(_:)``.
    public static func readPublic(_ path: String, limit: Int) throws(KeyFileFailure) -> [UInt8] {
        let file = try open(path)
        let count = try check(file, path: path, limit: limit, secret: false)
        var bytes = [UInt8](repeating: 0, count: count)
        let read = bytes.withUnsafeMutableBytes { file.readUp(into: $0) }
        try check(read: read, of: count, path: path)
        return bytes
    }

    private static func open(_ path: String) throws(KeyFileFailure) -> FileDescriptor {
        do { try checkPath(path) } catch { throw .file(error) }
        // Without blocking, so that a pipe in the file's place cannot hold the program up before it is recognised.
        guard let file = FileDescriptor(path: path, flags: O_RDONLY | O_NONBLOCK | O_NOCTTY) else {
            throw .file(.cannotRead(path: path, step: .open, errno: errno))
        }
        return file
    }

    /// Checks type, permissions and size of the file that is open, not of what has its name by then.
    private static func check(
        _ file: borrowing FileDescriptor, path: String, limit: Int, secret: Bool
    ) throws(KeyFileFailure) -> Int {
        var status = stat()
        guard fstat(file.number, &status) == 0 else {
            throw .file(.cannotRead(path: path, step: .inspect, errno: errno))
        }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .file(.notARegularFile(path: path)) }
        let mode = UInt32(status.st_mode) & 0o7777
        guard !secret || mode & ~0o600 == 0 else { throw .file(.permissionsTooOpen(path: path, mode: mode)) }
        guard status.st_size <= limit else { throw .file(.tooLarge(path: path, limit: limit)) }
        return Int(status.st_size)
    }

    private static func allocate(_ count: Int) throws(KeyFileFailure) -> SecretBytes {
        do {
            return try SecretBytes(count: count)
        } catch {
            throw .sodium(error)
        }
    }

    private static func check(read: Int?, of count: Int, path: String) throws(KeyFileFailure) {
        guard let read else { throw .file(.cannotRead(path: path, step: .read, errno: errno)) }
        // The size was asked for before; a file that is cut short meanwhile is refused.
        guard read == count else { throw .file(.cannotRead(path: path, step: .read, errno: EIO)) }
    }
}
