import Foundation
import KeyFiles
import Solvency
import SumTree

/// The files of a publication on a disk.
struct PublishedFolder {
    /// The largest file that is read, in bytes.
    private static let limit = 1 << 22

    let root: String

    init(_ root: String) { self.root = root }

    func expectedCount(_ header: VerifiedHeader) -> Int {
        var count = 0
        for tree in header.header.trees { TreeFiles(tree.head.context).forEach { _ in count += 1 } }
        return count
    }

    /// The bytes of a published file; nil where there is none.
    func read(_ path: [UInt8]) throws(PublicationFailure) -> [UInt8]? {
        let name = root + "/" + String(decoding: path, as: UTF8.self)
        guard AtomicFile.isTaken(name) else { return nil }
        do throws(KeyFileFailure) { return try BoundedFile.readPublic(name, limit: Self.limit) } catch {
            throw .unreadable(path: path, message: "\(error)")
        }
    }

    /// Refuses files under `assets` that the header does not call for.
    func refuseForeign(_ header: VerifiedHeader) throws(PublicationFailure) {
        var expected: Set<[UInt8]> = []
        for tree in header.header.trees {
            let files = TreeFiles(tree.head.context)
            files.forEach { content in expected.insert(files.path(content)) }
        }
        guard let names = FileManager.default.enumerator(atPath: root + "/assets") else { return }
        for case let name as String in names {
            var isFolder: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: root + "/assets/" + name, isDirectory: &isFolder)
            let path = Array(("assets/" + name).utf8)
            if !isFolder.boolValue, !expected.contains(path) { throw .refused(.fileUnexpected(path: path)) }
        }
    }
}
