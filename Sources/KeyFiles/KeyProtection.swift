/// How the secret half of a key pair is stored.
public enum KeyProtection: ~Copyable, Sendable {
    /// In the clear: whoever reads the file has the key.
    case plain
    /// Under a passphrase.
    case passphrase(Passphrase)
}
