internal import Glibc
internal import KeyFiles

/// The list of exported receipts while it is written, or the finished one while it is compared.
struct ReceiptIndexFile: ~Copyable {
    private static let head = Array("account,file\n".utf8)

    private let path: String
    private let isFinished: Bool
    private let descriptor: Int32
    /// How many accounts are listed at the start.
    private(set) var lineCount = 0
    /// Where the next line goes, or is compared.
    private var offset = 0

    /// Opens the list: a finished one for comparing, an unfinished one for going on after its last whole line.
    init(_ path: String, isFinished: Bool) throws(BuildFailure) {
        self.path = path
        self.isFinished = isFinished
        descriptor = open(path, isFinished ? O_RDONLY | O_CLOEXEC : O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw isFinished
                ? .file(.cannotRead(path: path, step: .open, errno: errno))
                : .file(.cannotWrite(path: path, step: .open, errno: errno))
        }
        guard !isFinished else {
            try append(Self.head)
            return
        }
        try findEnd()
        guard ftruncate(descriptor, off_t(offset)) == 0 else {
            throw .file(.cannotWrite(path: path, step: .write, errno: errno))
        }
        if offset == 0 { try append(Self.head) }
    }

    deinit { close(descriptor) }

    /// Counts whole lines; a line that was cut off is written again.
    ///
    /// Account ids hold no line feed.
    private mutating func findEnd() throws(BuildFailure) {
        var position = 0
        var lines = 0
        while true {
            let bytes = try read(at: position, most: 1 << 16)
            if bytes.isEmpty { break }
            for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
                lines += 1
                offset = position + index + 1
            }
            position += bytes.count
        }
        lineCount = max(0, lines - 1)
    }

    private func read(at position: Int, most: Int) throws(BuildFailure) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: most)
        var count = 0
        repeat { count = pread(descriptor, &bytes, most, off_t(position)) } while count < 0 && errno == EINTR
        guard count >= 0 else { throw .file(.cannotRead(path: path, step: .read, errno: errno)) }
        return Array(bytes[..<count])
    }

    /// Writes lines to the disk; of a finished list, finds them there.
    mutating func append(_ lines: [UInt8]) throws(BuildFailure) {
        if isFinished {
            guard try read(at: offset, most: lines.count) == lines else { throw .file(.exists(path: path)) }
        } else {
            var done = 0
            while done < lines.count {
                let count = lines.withUnsafeBytes { raw in
                    pwrite(descriptor, raw.baseAddress.map { $0 + done }, lines.count - done, off_t(offset + done))
                }
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { throw .file(.cannotWrite(path: path, step: .write, errno: errno)) }
                done += count
            }
            guard fsync(descriptor) == 0 else { throw .file(.cannotWrite(path: path, step: .sync, errno: errno)) }
        }
        offset += lines.count
    }

    /// Gives the list its name; of a finished one, sees that nothing follows.
    func finish(as name: String) throws(BuildFailure) {
        if isFinished {
            guard try read(at: offset, most: 1).isEmpty else { throw .file(.exists(path: path)) }
            return
        }
        guard rename(path, name) == 0 else { throw .file(.cannotWrite(path: name, step: .name, errno: errno)) }
        let folder = name.lastIndex(of: "/").map { String(name[..<$0]) } ?? "."
        try filing { () throws(FileFailure) in try AtomicFile.settle(folder) }
    }
}
