internal import Glibc
internal import KeyFiles
internal import Solvency
internal import SumTree

/// What an issuer's key has signed: one line for each epoch, in a file beside the key.
///
/// A folder never gets a second header of its epoch. The same epoch may be built into another folder, because signing is
/// not publishing; the record, written and synced before each signature, is what tells the issuer that there are two, of
/// which only one may ever be published. Whoever copies the key elsewhere leaves the record behind.
///
/// - seealso: `docs/spec/epoch.md`, section "The issuer's record".
public struct EpochRecord: Equatable, Sendable {
    /// The first line of the file.
    public static let format = "solvency-epochs-1"
    static let maximumByteCount = 1 << 24

    /// Where the record is.
    public let path: String

    /// Names the record of a key.
    ///
    /// - Parameter keyPath: The key's file; links are followed, so that every name of the file has one record.
    public init(besideKey keyPath: String) {
        let resolved = realpath(keyPath, nil).map { memory in
            defer { free(memory) }
            return String(cString: memory)
        }
        path = (resolved ?? keyPath) + ".epochs"
    }

    /// A header that was signed, or was about to be.
    struct Entry: Equatable {
        let issuerKey: [UInt8]
        let epoch: UInt64
        let digest: NodeHash
    }

    /// The headers of an epoch that the key has signed, or was about to.
    ///
    /// - Parameters:
    ///   - epoch: The epoch.
    ///   - issuerKey: The key, 32 bytes.
    /// - Returns: Their digests, the earliest first.
    /// - Throws: ``BuildFailure/malformed(path:)``, a file.
    func headers(epoch: UInt64, issuerKey: [UInt8]) throws(BuildFailure) -> [NodeHash] {
        guard AtomicFile.isTaken(path) else { return [] }
        let file = try RecordFile(path)
        return try file.entries().filter { $0.issuerKey == issuerKey && $0.epoch == epoch }.map(\.digest)
    }

    /// Writes down that a header will be signed; the same header is written down once.
    ///
    /// - Parameter entry: The header.
    /// - Throws: ``BuildFailure/malformed(path:)``, a file.
    func enter(_ entry: Entry) throws(BuildFailure) {
        let file = try RecordFile(path)
        guard try !file.entries().contains(entry) else { return }
        try file.append(entry)
    }
}

/// The open record, which no other process reads or writes meanwhile.
private struct RecordFile: ~Copyable {
    private let descriptor: Int32
    private let path: String

    init(_ path: String) throws(BuildFailure) {
        self.path = path
        let isNew = !AtomicFile.isTaken(path)
        descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw .file(.cannotWrite(path: path, step: .open, errno: errno)) }
        if isNew { fchmod(descriptor, 0o600) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw .file(.notARegularFile(path: path))
        }
        let mode = UInt32(status.st_mode) & 0o7777
        // What others may write says nothing about what was signed.
        guard mode & ~0o600 == 0 else { throw .file(.permissionsTooOpen(path: path, mode: mode)) }
        guard status.st_size <= EpochRecord.maximumByteCount else {
            throw .file(.tooLarge(path: path, limit: EpochRecord.maximumByteCount))
        }
        guard lockf(descriptor, F_LOCK, 0) == 0 else {
            throw .file(.cannotWrite(path: path, step: .open, errno: errno))
        }
    }

    deinit { close(descriptor) }

    borrowing func entries() throws(BuildFailure) -> [EpochRecord.Entry] {
        var lines = try contents().split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        // A last line without its end was never finished, so nothing was signed after it.
        lines.removeLast()
        guard let first = lines.first else { return [] }
        guard first.elementsEqual(EpochRecord.format.utf8) else { throw .malformed(path: path) }
        var entries: [EpochRecord.Entry] = []
        for line in lines.dropFirst() {
            guard let entry = EpochRecord.Entry(line: line) else { throw .malformed(path: path) }
            entries.append(entry)
        }
        return entries
    }

    private borrowing func contents() throws(BuildFailure) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count <= EpochRecord.maximumByteCount {
            let count = pread(descriptor, &chunk, chunk.count, off_t(bytes.count))
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .file(.cannotRead(path: path, step: .read, errno: errno)) }
            if count == 0 { return bytes }
            bytes += chunk[..<count]
        }
        throw .file(.tooLarge(path: path, limit: EpochRecord.maximumByteCount))
    }

    borrowing func append(_ entry: EpochRecord.Entry) throws(BuildFailure) {
        let whole = try contents()
        let end = whole.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        if end < whole.count { ftruncate(descriptor, off_t(end)) }
        let line = (end == 0 ? EpochRecord.format + "\n" : "") + entry.line + "\n"
        let bytes = Array(line.utf8)
        guard write(descriptor, bytes, bytes.count) == bytes.count else {
            throw .file(.cannotWrite(path: path, step: .write, errno: errno))
        }
        guard fsync(descriptor) == 0 else { throw .file(.cannotWrite(path: path, step: .sync, errno: errno)) }
        try syncFolder()
    }

    private borrowing func syncFolder() throws(BuildFailure) {
        let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard directory >= 0 else { throw .file(.cannotWrite(path: path, step: .sync, errno: errno)) }
        defer { close(directory) }
        // Some file systems cannot sync a folder and say so with EINVAL.
        guard fsync(directory) == 0 || errno == EINVAL else {
            throw .file(.cannotWrite(path: path, step: .sync, errno: errno))
        }
    }
}

extension EpochRecord.Entry {
    /// The key in hexadecimal, the epoch, the header's digest in hexadecimal.
    var line: String { "\(Self.hex(issuerKey)) \(epoch) \(Self.hex(digest.bytes))" }

    init?(line: ArraySlice<UInt8>) {
        let words = String(decoding: line, as: UTF8.self).split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 3, let key = Self.bytes(words[0]), let epoch = UInt64(words[1]),
            let digest = Self.bytes(words[2]).flatMap({ NodeHash(bytes: $0) })
        else { return nil }
        self.init(issuerKey: key, epoch: epoch, digest: digest)
        // One spelling only.
        guard Array(self.line.utf8) == Array(line) else { return nil }
    }

    private static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private static func bytes(_ text: Substring) -> [UInt8]? {
        let digits = Array(text.utf8)
        guard digits.count == 64 else { return nil }
        var bytes: [UInt8] = []
        for place in stride(from: 0, to: digits.count, by: 2) {
            guard let byte = UInt8(String(decoding: digits[place..<place + 2], as: UTF8.self), radix: 16) else {
                return nil
            }
            bytes.append(byte)
        }
        return bytes
    }
}
