import Sodium
import StrictJSON

extension VectorSuite {
    /// The suite `ed25519`: strict verification, and signing where the file has the seed.
    static let ed25519 = VectorSuite("ed25519") { reader throws(JSONFailure) in
        let publicKey = try reader.hex("publicKey")
        let message = try reader.hex("message")
        let signature = try reader.hex("signature")
        let expected = try Verdict(&reader)
        let got = verify(signature, of: message, by: publicKey)
        var comparisons = [Comparison(expected: expected.text, got: got.text)]
        if let seed = reader.optional("seed") {
            let bytes = try seed.hex(count: SigningKey.seedCount)
            comparisons += sign(message, seed: bytes, publicKey: publicKey, signature: signature)
        }
        return Comparison(comparisons)
    }

    private static func verify(_ signature: [UInt8], of message: [UInt8], by publicKey: [UInt8]) -> Verdict {
        let key: VerificationKey
        do throws(VerificationKeyFailure) { key = try VerificationKey(canonicalBytes: publicKey) } catch {
            switch error {
            case .length: return .refused(reason: "length")
            case .nonCanonical, .notInPrimeOrderGroup: return .refused(reason: "nonCanonicalPoint")
            case .sodium(let failure): return .refused(reason: failure.description)
            }
        }
        do throws(SignatureFailure) {
            try key.verifyUntagged(try Signature(canonicalBytes: signature), bytes: message)
            return .accepted
        } catch {
            switch error {
            case .length: return .refused(reason: "length")
            case .nonCanonicalScalar: return .refused(reason: "nonCanonicalScalar")
            case .mismatch: return .refused(reason: "equation")
            }
        }
    }

    /// Signs with a published seed, which is no secret.
    private static func sign(
        _ message: [UInt8], seed: [UInt8], publicKey: [UInt8], signature: [UInt8]
    ) -> [Comparison] {
        do {
            let key = try SigningKey(seed: SecretBytes(copying: seed))
            let made = key.signUntagged(message)
            return [
                Comparison(expected: publicKey, got: key.verificationKey.bytes),
                Comparison(expected: signature, got: made.bytes),
            ]
        } catch {
            return [Comparison(expected: "a signature", got: "\(error)")]
        }
    }
}
