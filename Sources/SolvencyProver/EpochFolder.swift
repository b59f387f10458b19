internal import Glibc
internal import KeyFiles
internal import Sodium
internal import SumTree

/// The folder of an epoch: `public/`, which any web server can serve, and `private/`, which never leaves the issuer.
public struct EpochFolder: Equatable, Sendable {
    /// The folder's path.
    public let path: String

    /// Names a folder.
    ///
    /// - Parameter path: The folder's path.
    public init(_ path: String) {
        self.path = path == "/" ? path : path.hasSuffix("/") ? String(path.dropLast()) : path
    }

    /// The folder that is published.
    public var publicPath: String { path + "/public" }
    /// The folder that is kept.
    public var privatePath: String { path + "/private" }
    /// The signed header.
    public var headerPath: String { publicPath + "/header.cbor" }
    /// The digests of all published files.
    public var indexPath: String { publicPath + "/index.cbor" }
    /// The database with the ledger, the leaves' places and the receipts' signatures.
    public var databasePath: String { privatePath + "/epoch.db" }
    /// The epoch's secret.
    public var secretPath: String { privatePath + "/epoch.secret" }

    /// Makes the folders that are missing.
    func create() throws(BuildFailure) {
        try Self.make(path, mode: 0o755)
        try Self.make(publicPath, mode: 0o755)
        try Self.make(privatePath, mode: 0o700)
    }

    /// Removes temporary files of a build that was killed: a publication with files that nobody signed for is refused.
    func removeLeftovers(_ plan: EpochPlan) {
        for folder in [publicPath, privatePath] { AtomicFile.removeLeftovers(in: folder) }
        for asset in plan.assets {
            let id = String(decoding: asset.label.id, as: UTF8.self)
            AtomicFile.removeLeftovers(in: "\(publicPath)/assets/\(id)/\(asset.kind.name)")
        }
    }

    /// Makes a folder, and those above it down to a folder that exists.
    static func make(_ path: String, mode: mode_t) throws(BuildFailure) {
        guard mkdir(path, mode) != 0, errno != EEXIST else { return }
        guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash != path.startIndex else {
            throw .file(.cannotWrite(path: path, step: .open, errno: errno))
        }
        try make(String(path[..<slash]), mode: 0o755)
        guard mkdir(path, mode) == 0 || errno == EEXIST else {
            throw .file(.cannotWrite(path: path, step: .open, errno: errno))
        }
    }
}

/// The epoch's secret in its file: one line, `solvency-epoch-secret-1 HEX`, mode 0600.
enum EpochSecretFile {
    private static let start = Array("solvency-epoch-secret-1 ".utf8)

    /// Reads the secret, or draws one and writes it where there is none.
    static func loadOrCreate(_ path: String) throws(BuildFailure) -> SecretBytes {
        if AtomicFile.isTaken(path) { return try load(path) }
        let secret = try guarding { () throws(SodiumFailure) in
            var random = try SystemRandom()
            return try SecretBytes(randomCount: EpochKeys.byteCount, from: &random)
        }
        try write(secret, to: path)
        return secret
    }

    /// Writes a secret where there is none.
    static func write(_ secret: borrowing SecretBytes, to path: String) throws(BuildFailure) {
        var line = try guarding { () throws(SodiumFailure) in
            try SecretBytes(count: start.count + 2 * EpochKeys.byteCount + 1)
        }
        line.withUnsafeMutableBytes { line in
            for (index, byte) in start.enumerated() { line[index] = byte }
            secret.withUnsafeBytes { secret in
                for (index, byte) in secret.enumerated() {
                    line[start.count + 2 * index] = digit(byte >> 4)
                    line[start.count + 2 * index + 1] = digit(byte & 15)
                }
            }
            line[line.count - 1] = UInt8(ascii: "\n")
        }
        try line.withUnsafeBytes { (raw) throws(BuildFailure) in
            try filing { () throws(FileFailure) in try AtomicFile.write(raw, to: path, access: .ownerOnly) }
        }
    }

    static func load(_ path: String) throws(BuildFailure) -> SecretBytes {
        let line: SecretBytes
        do throws(KeyFileFailure) {
            line = try BoundedFile.readSecret(path, limit: 256)
        } catch {
            throw .secret(error)
        }
        var secret = try guarding { () throws(SodiumFailure) in try SecretBytes(count: EpochKeys.byteCount) }
        let isWhole = line.withUnsafeBytes { line in
            guard line.count == start.count + 2 * EpochKeys.byteCount + 1, line.starts(with: start),
                line.last == UInt8(ascii: "\n")
            else { return false }
            return secret.withUnsafeMutableBytes { secret in
                var isHex = true
                for index in secret.indices {
                    let high = value(line[start.count + 2 * index])
                    let low = value(line[start.count + 2 * index + 1])
                    isHex = isHex && high < 16 && low < 16
                    secret[index] = high << 4 | low & 15
                }
                return isHex
            }
        }
        guard isWhole else { throw .malformed(path: path) }
        return secret
    }

    /// The hexadecimal digit of a value below 16, without a branch.
    private static func digit(_ value: UInt8) -> UInt8 { value + 48 + (((value &+ 118) >> 7) * 39) }

    /// The value of a lower-case hexadecimal digit, without a branch; 255 for another byte.
    private static func value(_ digit: UInt8) -> UInt8 {
        let number = Int16(digit) - 48
        let letter = Int16(digit) - 87
        let isNumber = (~(number >> 15) & ((number - 10) >> 15)) & 1
        let isLetter = (~((letter - 10) >> 15) & ((letter - 16) >> 15)) & 1
        let value = isNumber * number + isLetter * letter
        let isNone = 1 - isNumber - isLetter
        return UInt8(truncatingIfNeeded: value | (-isNone))
    }
}
