import CommandLineKit
import KeyFiles
import Sodium

extension CommandFailure {
    /// The failure of a verb that could not read, write or open a key.
    init(_ failure: KeyFileFailure) {
        let hints = failure.hint.map { [$0] } ?? []
        self.init(Self.outcome(failure), failure.description, hints: hints)
    }

    private static func outcome(_ failure: KeyFileFailure) -> Outcome {
        switch failure {
        case .file(let file): file.isWriteFailure ? .cannotWrite : .cannotCheck(reason: nil)
        case .malformed, .publicKeyMismatch: .cannotCheck(reason: "malformed")
        case .publicKey(.length): .cannotCheck(reason: "length")
        case .publicKey: .cannotCheck(reason: "nonCanonicalPoint")
        case .passphrase(.noTerminal): .usage
        case .passphrase, .box: .cannotCheck(reason: nil)
        case .sodium: .internalFailure
        }
    }
}
