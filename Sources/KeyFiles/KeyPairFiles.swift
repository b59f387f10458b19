internal import Glibc
public import Sodium

/// The two files of a key pair: `N.key` with the secret, `N.pub` with the public half.
public struct KeyPairFiles: Equatable, Sendable {
    /// The secret key's file.
    public let secretPath: String
    /// The public key's file: the secret one's name with `.pub` in place of `.key`, or behind it.
    public let publicPath: String

    /// Names the two files.
    ///
    /// - Parameter secretPath: The secret key's file, usually `N.key`.
    public init(secretPath: String) {
        self.secretPath = secretPath
        let stem = secretPath.hasSuffix(".key") ? String(secretPath.dropLast(4)) : secretPath
        publicPath = stem + ".pub"
    }

    /// Makes a fresh key pair and writes both files.
    ///
    /// - Parameters:
    ///   - protection: How the secret half is stored.
    ///   - cost: What a guess of the passphrase costs.
    /// - Returns: The public half.
    /// - Throws: ``KeyFileFailure/file(_:)``, with ``FileFailure/exists(path:)`` when either name is taken; memory. After
    ///   a failure neither file is there.
    public func create(
        protection: borrowing KeyProtection, cost: PasswordCost = .standard
    ) throws(KeyFileFailure) -> VerificationKey {
        // Before the costly work: a passphrase is stretched for the better part of a second.
        for path in [secretPath, publicPath] where AtomicFile.isTaken(path) { throw .file(.exists(path: path)) }
        let key = try Self.generate()
        let contents = try SecretKeyFile(key, protection: protection, cost: cost).encoded()
        do throws(FileFailure) {
            try contents.withUnsafeBytes { (raw) throws(FileFailure) in
                try AtomicFile.write(raw, to: secretPath, access: .ownerOnly)
            }
        } catch {
            throw .file(error)
        }
        do throws(FileFailure) {
            try AtomicFile.write(PublicKeyFile.encode(key.verificationKey), to: publicPath, access: .everyone)
        } catch {
            // Ours, and nobody has its public half.
            unlink(secretPath)
            throw .file(error)
        }
        return key.verificationKey
    }

    private static func generate() throws(KeyFileFailure) -> SigningKey {
        do {
            return try SigningKey.generate()
        } catch {
            switch error {
            case .seedLength: throw .malformed(field: .seed)
            case .sodium(let failure): throw .sodium(failure)
            }
        }
    }
}
