import Glibc

/// Reads files whose contents nobody vouches for.
public enum InputFile {
    /// The whole of a file, or of standard input when the path is `-`.
    ///
    /// - Parameters:
    ///   - path: the path, or `-`.
    ///   - limit: the greatest length in bytes; a longer file is refused without reading all of it.
    /// - Returns: the contents.
    /// - Throws: `InputFailure` for everything but `notPrivate`.
    public static func read(_ path: String, limit: Int) throws(InputFailure) -> [UInt8] {
        if path == "-" { return try read(descriptor: 0, limit: limit) }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system(.last) }
        defer { close(descriptor) }
        return try read(descriptor: descriptor, limit: limit)
    }

    /// The whole of a secret file, into memory that the caller wipes.
    ///
    /// - Parameters:
    ///   - path: the path; standard input has no mode that could be checked and is refused by its name `-`.
    ///   - buffer: where the contents go; a file longer than the buffer is refused.
    /// - Returns: the number of bytes read.
    /// - Throws: `InputFailure`; `notPrivate` unless the file's mode is 0600 or stricter.
    public static func readSecret(
        _ path: String, into buffer: UnsafeMutableRawBufferPointer
    ) throws(InputFailure) -> Int {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system(.last) }
        defer { close(descriptor) }
        let status = try status(of: descriptor)
        let mode = UInt32(status.st_mode) & 0o777
        guard mode & 0o177 == 0 else { throw .notPrivate(mode: mode) }
        var count = 0
        while true {
            var excess: UInt8 = 0
            let isFull = count == buffer.count
            let received =
                isFull
                ? Glibc.read(descriptor, &excess, 1)
                : Glibc.read(descriptor, buffer.baseAddress.map { $0 + count }, buffer.count - count)
            if received == 0 { return count }
            if received < 0 {
                if errno == EINTR { continue }
                throw .system(.last)
            }
            if isFull { throw .tooLong(limit: buffer.count) }
            count += received
        }
    }

    private static func read(descriptor: Int32, limit: Int) throws(InputFailure) -> [UInt8] {
        let status = try status(of: descriptor)
        guard Int(status.st_size) <= limit else { throw .tooLong(limit: limit) }
        var contents: [UInt8] = []
        contents.reserveCapacity(Int(status.st_size))
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let received = Glibc.read(descriptor, &chunk, chunk.count)
            if received == 0 { return contents }
            if received < 0 {
                if errno == EINTR { continue }
                throw .system(.last)
            }
            // The size may have grown, and a pipe has none.
            guard contents.count + received <= limit else { throw .tooLong(limit: limit) }
            contents += chunk[..<received]
        }
    }

    private static func status(of descriptor: Int32) throws(InputFailure) -> stat {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .system(.last) }
        guard status.st_mode & S_IFMT != S_IFDIR else { throw .isFolder }
        return status
    }
}
