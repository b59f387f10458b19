import Glibc
import KeyFiles
import Solvency
import SumTree
import Wire

/// A publication on disk.
struct PublishedFolder {
    /// More than the largest file that a header can announce.
    private static let limit = 1 << 22

    let root: String

    init(_ root: String) { self.root = root }

    /// How many files a header announces.
    ///
    /// Counted and not listed: whoever signs a header chooses this number, up to many more than a disk can hold.
    func expectedCount(_ header: VerifiedHeader) -> Int {
        header.header.trees.reduce(0) { count, tree in
            let (sum, overflow) = count.addingReportingOverflow(Int(clamping: TreeFiles(tree.head.context).count))
            return overflow ? Int.max : sum
        }
    }

    /// The bytes of a file, or `nil` where there is none.
    func read(_ path: [UInt8]) throws(PublicationFailure) -> [UInt8]? {
        let name = root + "/" + String(decoding: path, as: UTF8.self)
        guard AtomicFile.isTaken(name) else { return nil }
        do throws(KeyFileFailure) { return try BoundedFile.readPublic(name, limit: Self.limit) } catch {
            throw .unreadable(path: path, message: "\(error)")
        }
    }

    /// Refuses an index that does not lead to the header; a publication without one is whole, too.
    func checkIndex(_ header: VerifiedHeader) throws(PublicationFailure) {
        let name = root + "/" + PublicationIndex.fileName.description
        guard AtomicFile.isTaken(name) else { return }
        let path = Array(PublicationIndex.fileName.description.utf8)
        let bytes: [UInt8]
        do throws(KeyFileFailure) {
            bytes = try BoundedFile.readPublic(name, limit: PublicationIndex.fileKind.maximumByteCount)
        } catch {
            throw .unreadable(path: path, message: "\(error)")
        }
        guard let index = try? PublicationIndex(file: bytes) else { throw .refused(.fileMalformed(path: path)) }
        do throws(Refusal) { try index.check(against: header.header) } catch { throw .refused(error) }
    }

    /// Refuses a file or folder below `assets` that is none of the header's.
    func refuseForeign(_ header: VerifiedHeader) throws(PublicationFailure) {
        try refuseForeign(Array("assets".utf8), PublishedNames(header))
    }

    private func refuseForeign(_ folder: [UInt8], _ known: PublishedNames) throws(PublicationFailure) {
        for name in try names(in: folder) {
            let path = folder + [UInt8(ascii: "/")] + name
            var status = stat()
            let isFolder = stat(place(path), &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
            do throws(Refusal) {
                try known.refuseUnexpected(path, isFolder: isFolder)
            } catch {
                throw .refused(error)
            }
            // Only folders of the header come here, so the depth is bounded, whatever links there are.
            if isFolder { try refuseForeign(path, known) }
        }
    }

    /// The path as the system has it: names are bytes, and not all of them are UTF-8.
    private func place(_ path: [UInt8]) -> [CChar] {
        (Array(root.utf8) + [UInt8(ascii: "/")] + path + [0]).map { CChar(bitPattern: $0) }
    }

    /// The names in a folder; none where there is no folder, whose files will then be missing.
    private func names(in folder: [UInt8]) throws(PublicationFailure) -> [[UInt8]] {
        guard let stream = opendir(place(folder)) else {
            guard errno != ENOENT, errno != ENOTDIR else { return [] }
            throw .unreadable(path: folder, message: FileFailure.text(errno: errno))
        }
        defer { closedir(stream) }
        var names: [[UInt8]] = []
        while true {
            errno = 0
            guard let entry = readdir(stream) else {
                guard errno == 0 else { throw .unreadable(path: folder, message: FileFailure.text(errno: errno)) }
                return names.sorted { $0.lexicographicallyPrecedes($1) }
            }
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { raw in [UInt8](raw.prefix { $0 != 0 }) }
            if name != Array(".".utf8), name != Array("..".utf8) { names.append(name) }
        }
    }
}
