public import Foundation
import StrictJSON

/// The files of the repository that targets start from: vectors and frozen epochs.
public struct FuzzMaterial: Sendable {
    /// What is missing.
    public enum Failure: Error, Equatable, Sendable {
        /// A file cannot be read.
        case unreadable(String)
        /// A file has no such case.
        case noCase(String)
    }

    /// The repository's folder.
    public let root: URL

    /// Names the folder.
    ///
    /// - Parameter root: The repository's folder.
    public init(root: URL) { self.root = root }

    /// The repository from which this code was built.
    public static let ofThisPackage = FuzzMaterial(
        root: URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent())

    /// Reads a file.
    func bytes(_ path: String) throws(Failure) -> [UInt8] {
        guard let data = try? Data(contentsOf: root.appending(path: path)) else { throw .unreadable(path) }
        return [UInt8](data)
    }

    /// The paths of all files in a folder, with a suffix, in the order of their names.
    func files(in folder: String, suffix: String) throws(Failure) -> [String] {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path())
        else { throw .unreadable(folder) }
        return names.filter { $0.hasSuffix(suffix) }.sorted().map { "\(folder)/\($0)" }
    }

    /// The cases of a vector file.
    func cases<Case>(_ path: String, _ read: (inout JSONObjectReader) throws(JSONFailure) -> Case) throws -> [Case] {
        let bytes = try bytes(path)
        var document = try JSONDocument.parse(bytes, maximumBytes: bytes.count).object()
        let cases = try document.array("cases").map { value throws(JSONFailure) in
            var reader = try value.object()
            return try read(&reader)
        }
        guard !cases.isEmpty else { throw Failure.noCase(path) }
        return cases
    }
}
