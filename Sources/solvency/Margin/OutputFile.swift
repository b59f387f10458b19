import CommandLineKit
import Foundation
import KeyFiles
import SolvencyProver

/// Writes results of margin verbs.
enum OutputFile {
    /// Writes a public file; `-` is standard output, and a file of the same name is replaced unless it is a secret one.
    static func write(_ bytes: [UInt8], to path: String, _ console: Console) throws(CommandFailure) {
        guard path != "-" else {
            try console.writeBinary(bytes)
            return
        }
        do throws(FileFailure) {
            guard !isSecret(path) else { throw .exists(path: path) }
            try AtomicFile.write(bytes, to: path, access: .everyone, existing: .replace)
        } catch {
            throw CommandFailure(KeyFileFailure.file(error))
        }
    }

    /// Whether a file starts as one of our secret files does: a slip of the keyboard must not cost a key.
    private static func isSecret(_ path: String) -> Bool {
        guard let file = InputStream(fileAtPath: path), (try? isRegular(path)) == true else { return false }
        file.open()
        defer { file.close() }
        // Not a byte more than the longest of these words: what follows is secret.
        var head = [UInt8](repeating: 0, count: 23)
        let count = file.read(&head, maxLength: head.count)
        guard count > 0 else { return false }
        let starts = [
            HoldingsOpenings.format, Array(SecretKeyFile.format.utf8), Array(EpochBackupFile.format.utf8),
            Array("solvency-epoch-secret-1".utf8),
        ]
        return starts.contains { head[..<count].starts(with: $0) }
    }

    private static func isRegular(_ path: String) throws -> Bool {
        try FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType == .typeRegular
    }

    /// Makes a folder that only its owner can look into, unless it is there.
    static func makeFolder(_ path: String) throws(CommandFailure) {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw CommandFailure(
                KeyFileFailure.file(.cannotWrite(path: path, step: .open, errno: EACCES)))
        }
    }
}
