internal import Bulletproofs
internal import Glibc
internal import KeyFiles
internal import Ristretto
internal import Solvency
internal import SumTree
internal import Synchronization

/// Reads single leaves and range proofs out of published files, whose records have a fixed size and place.
///
/// A file is opened once, its length and everything before its first record are compared with what they must be, and
/// then only the wanted bytes are read. Any thread may ask.
///
/// - seealso: `docs/spec/epoch.md`, section "Records".
final class PublishedRecords: Sendable {
    /// Most files that are kept open.
    private static let most = 256

    private let root: String
    private let open = Mutex<[String: RecordFile]>([:])

    init(_ folder: EpochFolder) { root = folder.publicPath }

    /// Hashes and commitments of leaves that stand in one file.
    func leaves(
        _ context: TreeContext, _ places: Range<Int>
    ) throws(BuildFailure) -> (hashes: [NodeHash], commitments: [CompressedPoint]) {
        let columns = context.columns.count
        let chunk = places.lowerBound / LeafChunk.size
        let start = chunk * LeafChunk.size
        let count = min(LeafChunk.size, Int(context.shape.capacity) - start)
        let file = try file(context, .leaves(UInt64(chunk))) {
            LeafChunk(
                contextDigest: context.digest, first: UInt64(start),
                hashes: [NodeHash](repeating: context.digest, count: count),
                commitments: [CompressedPoint](repeating: .identity, count: count * columns)
            ).encodedFile()
        }
        // The commitments end the file; a key and a length stand between them and the hashes.
        let points = file.byteCount - 32 * count * columns
        let hashes = points - (1 + Self.headCount(32 * count * columns)) - 32 * count
        try file.check(prefix: hashes)
        let first = places.lowerBound - start
        return (
            try file.read(hashes + 32 * first, 32 * places.count).asList(of: NodeHash.self),
            try file.read(points + 32 * first * columns, 32 * places.count * columns).asList(of: CompressedPoint.self)
        )
    }

    /// The range proofs of a node, one for each column.
    func proofs(_ context: TreeContext, level: Int, node: Int) throws(BuildFailure) -> [EncodedRangeProof] {
        let columns = context.columns.count
        let chunk = node / ProofChunk.size
        let start = chunk * ProofChunk.size
        let count = min(ProofChunk.size, Int(context.shape.nodeCount(level: level)) - start) * columns
        let size = context.proofByteCount
        let file = try file(context, .proofs(level: level, UInt64(chunk))) {
            let blank = EncodedRangeProof(undecoded: [UInt8](repeating: 0, count: size))
            return ProofChunk(
                contextDigest: context.digest, level: level, first: UInt64(start),
                proofs: [EncodedRangeProof](repeating: blank, count: count)
            ).encodedFile()
        }
        let head = Self.headCount(size)
        let records = file.byteCount - count * (head + size)
        try file.check(prefix: records + head)
        let first = records + (node - start) * columns * (head + size)
        let bytes = try file.read(first, columns * (head + size))
        return (0..<columns).map { column in
            EncodedRangeProof(undecoded: Array(bytes[column * (head + size) + head..<(column + 1) * (head + size)]))
        }
    }

    /// The length of what CBOR puts in front of a byte string.
    private static func headCount(_ count: Int) -> Int { count < 24 ? 1 : count < 256 ? 2 : count < 65536 ? 3 : 5 }

    private func file(
        _ context: TreeContext, _ content: TreeFiles.Content, blank: () -> [UInt8]
    ) throws(BuildFailure) -> RecordFile {
        let path = root + "/" + String(decoding: TreeFiles(context).path(content), as: UTF8.self)
        if let known = open.withLock({ $0[path] }) { return known }
        let file = try RecordFile(path, form: blank())
        open.withLock { open in
            if open.count >= Self.most { open.removeAll() }
            open[path] = file
        }
        return file
    }
}

/// A published file that is read in parts.
private final class RecordFile: Sendable {
    let path: String
    let byteCount: Int
    private let descriptor: Int32
    /// The beginning that the file must have.
    private let beginning: [UInt8]
    private let isChecked = Atomic<Bool>(false)

    /// Opens a file that has the length and the beginning of a form whose records are blank.
    init(_ path: String, form: [UInt8]) throws(BuildFailure) {
        self.path = path
        byteCount = form.count
        beginning = Array(form.prefix(256))
        descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .file(.cannotRead(path: path, step: .open, errno: errno)) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size == form.count else {
            throw .malformed(path: path)
        }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Compares what stands before the first record.
    func check(prefix count: Int) throws(BuildFailure) {
        guard !isChecked.load(ordering: .relaxed) else { return }
        guard count <= beginning.count, try read(0, count) == Array(beginning[..<count]) else {
            throw .malformed(path: path)
        }
        isChecked.store(true, ordering: .relaxed)
    }

    /// Some bytes of the file.
    func read(_ offset: Int, _ count: Int) throws(BuildFailure) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var done = 0
        while done < count {
            let got = bytes.withUnsafeMutableBytes { raw in
                pread(descriptor, raw.baseAddress.map { $0 + done }, count - done, off_t(offset + done))
            }
            if got < 0, errno == EINTR { continue }
            guard got > 0 else { throw .file(.cannotRead(path: path, step: .read, errno: got < 0 ? errno : EIO)) }
            done += got
        }
        return bytes
    }
}
