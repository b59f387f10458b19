internal import Glibc
public import KeyFiles
internal import Ristretto
public import Sodium
public import Solvency
internal import SumTree

/// The backup of what an epoch's receipts are derived from: made, compared with what was published, and put back.
///
/// Epoch secret and build id give all blindings, salts and places again; with the ledger, the published folder and the
/// issuer's key the same build command then makes the database anew, and with it every receipt.
///
/// - seealso: `docs/formats/epoch-backup.md`.
public enum EpochBackup {
    /// Against what a backup was compared.
    public enum Evidence: Equatable, Sendable {
        /// A published leaf that only the right secret gives.
        case publishedLeaf
        /// The secret that the folder `private/` holds.
        case privateFolder
    }

    /// Why a backup does not belong to an epoch.
    public enum Mismatch: Error, Equatable, Sendable {
        /// It names another issuer, epoch or header.
        case subject
        /// Its build id is not the one that the header was signed for.
        case build
        /// Its secret is not the one of the published leaves.
        case secret
        /// Every place of every tree has a holder and there is no private folder, so nothing can be compared.
        case nothingToCompare
    }

    /// Writes a backup of a finished epoch.
    ///
    /// - Parameters:
    ///   - folder: The epoch's folder.
    ///   - path: The backup's file, which must not exist.
    ///   - protection: In the clear or under a passphrase.
    ///   - cost: What a guess of the passphrase costs.
    /// - Returns: What the backup belongs to.
    /// - Throws: ``BuildFailure``.
    public static func export(
        _ folder: EpochFolder, to path: String, protection: borrowing KeyProtection, cost: PasswordCost = .standard
    ) throws(BuildFailure) -> EpochBackupFile.Subject {
        // Before the costly work: a passphrase is stretched for the better part of a second.
        guard !AtomicFile.isTaken(path) else { throw .file(.exists(path: path)) }
        let header = try folder.header()
        let store = try EpochStore(reading: folder.databasePath)
        guard let build = try store.meta("build"), let input = try store.meta("input") else { throw .unfinished }
        let secret = try EpochSecretFile.load(folder.secretPath)
        guard secret.count + build.count + input.count == EpochBackupFile.secretCount else { throw .unfinished }
        var all = try guarding { () throws(SodiumFailure) in try SecretBytes(count: EpochBackupFile.secretCount) }
        all.withUnsafeMutableBytes { all in
            secret.withUnsafeBytes { all.copyMemory(from: $0) }
            for (offset, byte) in (build + input).enumerated() { all[secret.count + offset] = byte }
        }
        let subject = Self.subject(header)
        do throws(KeyFileFailure) {
            let file = try EpochBackupFile(all, of: subject, protection: protection, cost: cost).encoded()
            do throws(FileFailure) {
                try file.withUnsafeBytes { (raw) throws(FileFailure) in
                    try AtomicFile.write(raw, to: path, access: .ownerOnly)
                }
            } catch {
                throw KeyFileFailure.file(error)
            }
        } catch {
            throw .secret(error)
        }
        return subject
    }

    /// What a backup of an epoch says that it belongs to.
    ///
    /// - Parameter header: The epoch's header.
    /// - Returns: Issuer, number and header digest.
    public static func subject(_ header: SignedHeader) -> EpochBackupFile.Subject {
        EpochBackupFile.Subject(
            issuerKey: header.unverified.issuerKey, epoch: header.unverified.epoch, headerDigest: header.digest.bytes)
    }

    /// Checks that a backup is the one of an epoch.
    ///
    /// - Parameters:
    ///   - file: The backup.
    ///   - folder: The epoch's folder; `private/` may be lost.
    ///   - passphrase: Asked only when the backup is under a passphrase.
    /// - Returns: What it was compared with, or why it is none.
    /// - Throws: ``BuildFailure``: a file, the passphrase.
    public static func check(
        _ file: borrowing EpochBackupFile, against folder: EpochFolder,
        passphrase: () throws(KeyFileFailure) -> Passphrase
    ) throws(BuildFailure) -> Result<Evidence, Mismatch> {
        let header = try folder.header()
        guard file.subject == subject(header) else { return .failure(.subject) }
        let parts = try Parts(file, passphrase: passphrase)
        guard TreeContext.buildDigest(buildID: parts.build) == header.unverified.buildDigest else {
            return .failure(.build)
        }
        let keys = try EpochKeys(
            secret: parts.secret, issuerKey: header.unverified.issuerKey, epoch: header.unverified.epoch,
            buildID: parts.build)
        let records = PublishedRecords(folder)
        var wasCompared = false
        for tree in header.unverified.trees {
            let context = tree.head.context
            guard let capacity = Int(exactly: context.shape.capacity), capacity <= Int(UInt32.max) else { continue }
            // The last number stands for padding wherever a place is left.
            let order = LeafOrder(keys, context: context.digest, capacity: capacity)
            guard let place = order.occupants.firstIndex(of: UInt32(capacity - 1)) else { continue }
            let secrets = try TreeKeys(keys, context: context.digest)
            if try records.leaves(context, place..<place + 1).hashes[0] == secrets.paddingHash(index: UInt64(place)) {
                return .success(.publishedLeaf)
            }
            wasCompared = true
        }
        guard AtomicFile.isTaken(folder.secretPath) else { return .failure(wasCompared ? .secret : .nothingToCompare) }
        let known = try EpochSecretFile.load(folder.secretPath)
        return known.constantTimeEquals(parts.secret) ? .success(.privateFolder) : .failure(.secret)
    }

    /// Puts a lost `private/` back, so that the build command with the same ledger and key fills it again.
    ///
    /// - Parameters:
    ///   - file: The backup, which was checked.
    ///   - folder: The epoch's folder, with `public/` in it and neither secret nor database.
    ///   - passphrase: Asked only when the backup is under a passphrase.
    /// - Throws: ``BuildFailure/file(_:)`` with ``FileFailure/exists(path:)`` where something is there already.
    public static func restore(
        _ file: borrowing EpochBackupFile, into folder: EpochFolder,
        passphrase: () throws(KeyFileFailure) -> Passphrase
    ) throws(BuildFailure) {
        for path in [folder.databasePath, folder.secretPath] where AtomicFile.isTaken(path) {
            throw .file(.exists(path: path))
        }
        let header = try folder.header()
        guard file.subject == subject(header) else { throw .foreignSecret }
        let parts = try Parts(file, passphrase: passphrase)
        guard TreeContext.buildDigest(buildID: parts.build) == header.unverified.buildDigest else {
            throw .foreignSecret
        }
        try folder.create()
        try EpochSecretFile.write(parts.secret, to: folder.secretPath)
        let store = try EpochStore(creating: folder.databasePath)
        try store.setMeta([("input", parts.input), ("build", parts.build), ("header", header.encodedFile())])
    }

    /// A backup taken apart.
    private struct Parts: ~Copyable {
        let secret: SecretBytes
        let build: [UInt8]
        let input: [UInt8]

        init(
            _ file: borrowing EpochBackupFile, passphrase: () throws(KeyFileFailure) -> Passphrase
        ) throws(BuildFailure) {
            let all: SecretBytes
            do throws(KeyFileFailure) { all = try file.open(passphrase: passphrase) } catch { throw .secret(error) }
            let size = EpochKeys.byteCount
            let secret = try all.withUnsafeBytes { (raw) throws(BuildFailure) in
                try guarding { () throws(SodiumFailure) in
                    try SecretBytes(copying: UnsafeRawBufferPointer(rebasing: raw[..<size]))
                }
            }
            self.init(
                secret, build: all.withUnsafeBytes { Array($0[size..<2 * size]) },
                input: all.withUnsafeBytes { Array($0[(2 * size)...]) })
        }

        private init(_ secret: consuming SecretBytes, build: [UInt8], input: [UInt8]) {
            self.secret = secret
            self.build = build
            self.input = input
        }
    }
}
