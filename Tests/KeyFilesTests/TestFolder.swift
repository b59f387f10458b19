import Foundation
import KeyFiles
import Sodium
import Testing

/// A folder for one test, removed when the test ends.
final class TestFolder {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "solvency-keyfiles-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func file(_ name: String) -> String { "\(path)/\(name)" }

    /// The names in the folder, hidden ones too.
    var names: [String] { (try? FileManager.default.contentsOfDirectory(atPath: path).sorted()) ?? [] }

    func put(_ name: String, _ bytes: [UInt8], mode: Int) throws -> String {
        let path = file(name)
        try Data(bytes).write(to: URL(filePath: path))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        return path
    }

    func bytes(_ name: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(filePath: file(name)))) }

    func mode(_ name: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: file(name))[.posixPermissions] as? Int
    }
}

func passphrase(_ text: String) throws -> Passphrase { try Passphrase(try SecretBytes(copying: Array(text.utf8))) }

/// The failure that an action gives, nil when it succeeds.
func failure(_ action: () throws -> Void) -> KeyFileFailure? {
    do {
        try action()
        return nil
    } catch {
        return error as? KeyFileFailure
    }
}

/// Refuses to give a passphrase: for files that must not ask for one.
func noPassphrase() throws(KeyFileFailure) -> Passphrase { throw .passphrase(.cancelled) }
