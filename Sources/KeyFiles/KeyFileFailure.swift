public import Sodium

/// A part of a key file, named as in `docs/formats/key.md`.
public enum KeyFileField: String, Equatable, Sendable {
    /// The first word of the first line.
    case format
    /// The second word of the first line of a secret key file.
    case protection
    /// The public key.
    case publicKey = "public-key"
    /// Argon2id's passes.
    case passes
    /// Argon2id's memory.
    case memory = "memory-kib"
    /// Argon2id's salt.
    case salt
    /// The cipher's nonce.
    case nonce
    /// The encrypted seed.
    case sealedSeed = "sealed-seed"
    /// The seed in the clear.
    case seed
    /// The issuer's key.
    case issuer
    /// An epoch's number.
    case epoch
    /// A header's digest.
    case header
    /// The encrypted secrets of an epoch.
    case sealedSecret = "sealed-secret"
    /// The secrets of an epoch in the clear.
    case secret
    /// The end of the file.
    case end
}

/// Why there is no key from a file, or no file from a key.
public enum KeyFileFailure: Error, Equatable, Sendable {
    /// A file could not be read or written.
    case file(FileFailure)
    /// A field is missing, misspelt, not in its one notation, or outside of its bounds.
    case malformed(field: KeyFileField)
    /// The public key is no good point.
    case publicKey(VerificationKeyFailure)
    /// The secret key does not belong to the public key beside it.
    case publicKeyMismatch
    /// There is no usable passphrase.
    case passphrase(PassphraseFailure)
    /// The passphrase does not open the file, or it could not be tried.
    case box(PasswordBoxFailure)
    /// Memory or randomness could not be had.
    case sodium(SodiumFailure)

    /// Whether the command line answers with exit code 73, "cannot write".
    public var isWriteFailure: Bool {
        if case .file(let failure) = self { return failure.isWriteFailure }
        return false
    }

    /// What the user can do about it.
    public var hint: String? {
        switch self {
        case .file(let failure): failure.hint
        case .malformed: "the format is described in docs/formats/key.md"
        case .passphrase(.noTerminal): "use --passphrase-file F, or --no-passphrase when making a key"
        default: nil
        }
    }
}

extension KeyFileFailure: CustomStringConvertible {
    /// The reason in words.
    public var description: String {
        switch self {
        case .file(let failure): "\(failure)"
        case .malformed(let field): "not a key file: \(field.rawValue)"
        case .publicKey(let failure): "\(failure)"
        case .publicKeyMismatch: "the secret key does not belong to the public key beside it"
        case .passphrase(let failure): "\(failure)"
        case .box(let failure): "\(failure)"
        case .sodium(let failure): "\(failure)"
        }
    }
}
