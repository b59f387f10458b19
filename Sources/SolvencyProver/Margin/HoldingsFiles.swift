internal import Glibc
public import KeyFiles
internal import Sodium
internal import Solvency

/// The two files of an attested list: `holdings.cbor` for anyone, `openings.secret` for the holder.
public struct HoldingsFiles: Sendable {
    /// The signed list.
    public let listPath: String
    /// What opens it; permissions 0600.
    public let openingsPath: String

    /// Names the two files.
    ///
    /// - Parameter folder: Where they are.
    public init(folder: String) {
        listPath = folder + "/holdings.cbor"
        openingsPath = folder + "/openings.secret"
    }

    /// Writes both files; after a failure neither is there.
    ///
    /// - Parameter attestation: The list and its openings.
    /// - Throws: ``KeyFileFailure``, with `FileFailure.exists(path:)` when either name is taken, or memory.
    public func write(_ attestation: borrowing HoldingsAttestation) throws(KeyFileFailure) {
        for path in [openingsPath, listPath] where AtomicFile.isTaken(path) { throw .file(.exists(path: path)) }
        let list = attestation.holdings.encodedFile()
        let contents = try encoded(attestation)
        try translating(KeyFileFailure.file) { () throws(FileFailure) in
            try contents.withUnsafeBytes { (raw) throws(FileFailure) in
                try AtomicFile.write(raw, to: openingsPath, access: .ownerOnly)
            }
        }
        do throws(FileFailure) {
            try AtomicFile.write(list, to: listPath, access: .everyone)
        } catch {
            // Ours, and of no use without the list.
            unlink(openingsPath)
            throw .file(error)
        }
    }

    private func encoded(_ attestation: borrowing HoldingsAttestation) throws(KeyFileFailure) -> SecretBytes {
        do throws(SodiumFailure) { return try attestation.openings.encoded() } catch { throw .sodium(error) }
    }
}
