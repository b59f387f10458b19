import Glibc

/// Reads files whose contents nobody vouches for.
public enum InputFile {
    /// The whole of a file, or of standard input when the path is `-`.
    ///
    /// - Parameters:
    ///   - path: the path, or `-`.
    ///   - limit: the greatest length in bytes; a longer file is refused without reading all of it.
    ///   - onlyRegular: refuse a pipe or device under the path, which could keep the reader waiting for ever.
    /// - Returns: the contents.
    /// - Throws: `InputFailure`.
    public static func read(_ path: String, limit: Int, onlyRegular: Bool = false) throws(InputFailure) -> [UInt8] {
        if path == "-" { return try read(descriptor: 0, limit: limit) }
        // Without blocking, a pipe opens at once and can be refused.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | (onlyRegular ? O_NONBLOCK : 0))
        guard descriptor >= 0 else { throw .system(.last) }
        defer { close(descriptor) }
        let mode = try status(of: descriptor).st_mode
        guard !onlyRegular || mode & S_IFMT == S_IFREG else { throw .isNoRegularFile }
        return try read(descriptor: descriptor, limit: limit)
    }

    /// The first bytes of a regular file, without reading the rest of it.
    ///
    /// - Parameters:
    ///   - path: the path.
    ///   - count: how many bytes are wanted.
    /// - Returns: the bytes, fewer when the file is shorter; none for a pipe, which could not be read again, and for `-`.
    /// - Throws: `InputFailure` for everything but `tooLong`.
    public static func beginning(of path: String, count: Int) throws(InputFailure) -> [UInt8] {
        if path == "-" { return [] }
        // Asked by name and not by opening: whoever writes into a pipe would take our closing it for the end.
        var named = stat()
        guard stat(path, &named) == 0 else { throw .system(.last) }
        guard named.st_mode & S_IFMT == S_IFREG else { return [] }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw .system(.last) }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: count)
        let received = Glibc.read(descriptor, &bytes, count)
        guard received >= 0 else { throw .system(.last) }
        return Array(bytes[..<received])
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
