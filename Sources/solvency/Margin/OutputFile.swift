import CommandLineKit
import Foundation
import KeyFiles

/// Writes results of margin verbs.
enum OutputFile {
    /// Writes a public file; `-` is standard output, and a file of the same name is replaced.
    static func write(_ bytes: [UInt8], to path: String, _ console: Console) throws(CommandFailure) {
        guard path != "-" else {
            try console.writeBinary(bytes)
            return
        }
        do throws(FileFailure) {
            try AtomicFile.write(bytes, to: path, access: .everyone, existing: .replace)
        } catch {
            throw CommandFailure(KeyFileFailure.file(error))
        }
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
