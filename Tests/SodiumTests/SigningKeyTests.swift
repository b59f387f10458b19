import Sodium
import Testing

@Suite struct SigningKeyTests {
    private let receipt = SignatureDomain("solvency/receipt/v1")
    private let prices = SignatureDomain("solvency/prices/v1")

    @Test func signatureHoldsForItsUseOnly() throws {
        let key = try SigningKey.generate()
        let publicKey = try VerificationKey(canonicalBytes: key.verificationKey.bytes)
        let signature = key.sign([1, 2, 3], domain: receipt)
        let again = key.sign([1, 2, 3], domain: receipt)
        #expect(signature == again)
        let evidence = try publicKey.verify(signature, message: [1, 2, 3], domain: receipt)
        #expect(evidence.key == publicKey && evidence.domain == receipt)
        #expect(throws: SignatureFailure.mismatch) {
            try publicKey.verify(signature, message: [1, 2, 3], domain: prices)
        }
        #expect(throws: SignatureFailure.mismatch) {
            try publicKey.verify(signature, message: [1, 2], domain: receipt)
        }
    }

    @Test func aTagCannotRunIntoTheMessage() throws {
        let short = SignatureDomain("solvency/a")
        let long = SignatureDomain("solvency/a/v1")
        #expect(short.signedBytes(Array("/v1".utf8)) != long.signedBytes([]))
        #expect(short.signedBytes([5]).starts(with: Array("solvency/a".utf8) + [0]))
    }

    @Test func freshKeysDiffer() throws {
        let first = try SigningKey.generate()
        let second = try SigningKey.generate()
        let keys = [first.verificationKey, second.verificationKey]
        #expect(keys[0] != keys[1])
        #expect(keys[0].hex.count == 64)
    }

    @Test func constantEntropyGivesNoKey() {
        var stuck = ConstantRandom()
        #expect(throws: SigningKeyFailure.sodium(.stuckRandomSource)) {
            _ = try SigningKey.generate(from: &stuck).verificationKey
        }
    }

    @Test(arguments: [0, 31, 33, 64])
    func seedHasOneLength(count: Int) throws {
        let seed = try SecretBytes(count: count)
        #expect(throws: SigningKeyFailure.seedLength(count)) { _ = try SigningKey(seed: seed).verificationKey }
    }
}
