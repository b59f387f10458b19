/// Why a password box could not be made or opened.
public enum PasswordBoxFailure: Error, Equatable, Sendable {
    /// The number of passes is outside of ``PasswordCost/allowedPasses``.
    case passes(UInt32)
    /// The memory is outside of ``PasswordCost/allowedMemoryKiB``.
    case memory(kibibytes: UInt32)
    /// The salt does not have 16 bytes.
    case saltLength(Int)
    /// The nonce does not have 24 bytes.
    case nonceLength(Int)
    /// The ciphertext is shorter than its authenticator.
    case sealedLength(Int)
    /// The passphrase is empty.
    case emptyPassphrase
    /// The passphrase is wrong, or the box was altered; nobody can tell which.
    case wrongPassphraseOrAltered
    /// The machine could not give Argon2id its memory.
    case notEnoughMemory(kibibytes: UInt32)
    /// Guarded memory or randomness could not be had.
    case sodium(SodiumFailure)
}

extension PasswordBoxFailure: CustomStringConvertible {
    /// The reason in words.
    public var description: String {
        switch self {
        case .passes(let passes): "\(passes) passes are outside of \(PasswordCost.allowedPasses)"
        case .memory(let size): "\(size) KiB are outside of \(PasswordCost.allowedMemoryKiB)"
        case .saltLength(let count): "a salt has 16 bytes, not \(count)"
        case .nonceLength(let count): "a nonce has 24 bytes, not \(count)"
        case .sealedLength(let count): "\(count) bytes are too few for a sealed secret"
        case .emptyPassphrase: "the passphrase is empty"
        case .wrongPassphraseOrAltered: "the passphrase is wrong, or the file was altered"
        case .notEnoughMemory(let size): "there is not enough memory to try the passphrase (\(size) KiB)"
        case .sodium(let failure): "\(failure)"
        }
    }
}
