import CommandLineKit
import KeyFiles
import Sodium
import SolvencyProver
import StrictJSON
import VectorSuites

/// What `inspect` shows of a file: its type and its public fields.
struct FileContent {
    /// One line of the description.
    struct Field {
        let name: String
        let value: JSONOutput

        /// The value for a human.
        var text: String {
            if case .string(let text) = value { text } else { value.compact }
        }
    }

    let type: String
    let version: Int64
    let fields: [Field]

    /// Reads a file of any of the known types.
    static func read(_ path: String) throws(CommandFailure) -> FileContent {
        // A secret key never enters ordinary memory as a whole: it is recognised by its first bytes.
        if try starts(path, with: secretStart) { return try secretKey(path) }
        if try starts(path, with: HoldingsOpenings.format) { return try openings(path) }
        var bytes = try contents(path)
        for (start, what) in [(secretStart, "a secret key is"), (HoldingsOpenings.format, "openings are")]
        where bytes.starts(with: start) {
            secureWipe(&bytes)
            throw CommandFailure(
                .cannotCheck(reason: nil), "\(what) not read from a pipe", hints: ["give the file's name"])
        }
        return try decode(bytes, path: path)
    }

    private static let secretStart = Array(SecretKeyFile.format.utf8)

    private static func starts(_ path: String, with start: [UInt8]) throws(CommandFailure) -> Bool {
        do throws(InputFailure) {
            return try InputFile.beginning(of: path, count: start.count) == start
        } catch {
            throw CommandFailure(reading: path, error)
        }
    }

    private static func contents(_ path: String) throws(CommandFailure) -> [UInt8] {
        do throws(InputFailure) {
            return try InputFile.read(path, limit: VectorFile.maximumBytes)
        } catch {
            throw CommandFailure(reading: path, error)
        }
    }

    private static func decode(_ bytes: [UInt8], path: String) throws(CommandFailure) -> FileContent {
        if bytes.starts(with: Array(PublicKeyFile.format.utf8)) { return try publicKey(bytes) }
        if bytes.first == UInt8(ascii: "{") { return try vectors(bytes, path: path) }
        if let content = try published(bytes, path: path) { return content }
        let name = path == "-" ? "standard input" : DisplayText.quoted(path)
        let what = bytes.isEmpty ? "is empty" : "is of no type that this program knows"
        throw CommandFailure(.cannotCheck(reason: "malformed"), "\(name) \(what)")
    }

    private static func publicKey(_ bytes: [UInt8]) throws(CommandFailure) -> FileContent {
        do throws(KeyFileFailure) {
            let key = try PublicKeyFile.decode(bytes)
            return FileContent(
                type: "public-key", version: 1, fields: [Field(name: "publicKey", value: .string(key.hex))])
        } catch {
            throw CommandFailure(error)
        }
    }

    private static func secretKey(_ path: String) throws(CommandFailure) -> FileContent {
        do throws(KeyFileFailure) {
            let contents = try BoundedFile.readSecret(path, limit: SecretKeyFile.maximumCount)
            let file = try SecretKeyFile(contents: contents)
            var fields = [
                Field(name: "publicKey", value: .string(file.verificationKey.hex)),
                Field(name: "protection", value: file.cost == nil ? "none" : "passphrase"),
            ]
            if let cost = file.cost {
                fields.append(Field(name: "passes", value: .integer(Int64(cost.passes))))
                fields.append(Field(name: "memoryKiB", value: .integer(Int64(cost.memoryKiB))))
            }
            return FileContent(type: "secret-key", version: 1, fields: fields)
        } catch {
            throw CommandFailure(error)
        }
    }

    private static func vectors(_ bytes: [UInt8], path: String) throws(CommandFailure) -> FileContent {
        do throws(JSONFailure) {
            let file = try VectorFile.read(bytes)
            return FileContent(
                type: "vectors", version: 1,
                fields: [
                    Field(name: "suite", value: .string(file.suite.name)),
                    Field(name: "source", value: .string(file.source)),
                    Field(name: "cases", value: .integer(Int64(file.caseCount))),
                ])
        } catch {
            var issues = InputIssues()
            issues.add(error, in: bytes, of: path)
            throw issues.failure()
        }
    }
}
