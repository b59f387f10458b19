import Foundation
import StrictJSON
import Testing

@testable import Sodium

/// One case of `vectors/ed25519-*.json`.
struct Ed25519Case: Sendable, CustomTestStringConvertible {
    let name: String
    let seed: [UInt8]?
    let publicKey: [UInt8]
    let message: [UInt8]
    let signature: [UInt8]
    let valid: Bool
    let reason: String?

    var testDescription: String { name }

    static func load(_ file: String) throws -> [Ed25519Case] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../vectors")
        let bytes = [UInt8](try Data(contentsOf: folder.appending(path: file)))
        return try JSONDocument.parse(bytes, maximumBytes: 1 << 20).object { (file) throws(JSONFailure) in
            let suite = try file.required("suite")
            guard try suite.string() == "ed25519" else { throw suite.failure(.refused("another suite")) }
            _ = try file.string("source")
            return try file.required("cases").array { (element) throws(JSONFailure) in
                try element.object { (entry) throws(JSONFailure) in
                    Ed25519Case(
                        name: try entry.string("name"), seed: try entry.optional("seed")?.hex(count: 32),
                        publicKey: try entry.hex("publicKey"), message: try entry.hex("message"),
                        signature: try entry.hex("signature"), valid: try entry.bool("valid"),
                        reason: try entry.optional("reason")?.string())
                }
            }
        }
    }

    /// Decodes and checks like a verifier; the name of the refusal as `docs/cli.md` has it, nil when accepted.
    func refusal() -> String? {
        do {
            let key = try VerificationKey(canonicalBytes: publicKey)
            try key.verifyUntagged(try Signature(canonicalBytes: signature), bytes: message)
            return nil
        } catch VerificationKeyFailure.length, SignatureFailure.length {
            return "length"
        } catch VerificationKeyFailure.nonCanonical, VerificationKeyFailure.notInPrimeOrderGroup {
            return "nonCanonicalPoint"
        } catch SignatureFailure.nonCanonicalScalar {
            return "nonCanonicalScalar"
        } catch SignatureFailure.mismatch {
            return "equation"
        } catch {
            return "\(error)"
        }
    }
}

@Suite struct Ed25519VectorTests {
    @Test func rfc8032() throws {
        let cases = try Ed25519Case.load("ed25519-rfc8032.json")
        #expect(cases.count == 5)
        for entry in cases {
            let seed = try SecretBytes(copying: try #require(entry.seed))
            let key = try SigningKey(seed: seed)
            let publicKey = key.verificationKey
            let signature = key.signUntagged(entry.message)
            #expect(publicKey.bytes == entry.publicKey, "\(entry.name)")
            #expect(signature.bytes == entry.signature, "\(entry.name)")
            #expect(entry.valid && entry.refusal() == nil, "\(entry.name)")
        }
    }

    @Test func oneFaultEach() throws {
        let cases = try Ed25519Case.load("ed25519-strict.json")
        #expect(cases.count == 37)
        for entry in cases { #expect(!entry.valid && entry.refusal() == entry.reason, "\(entry.name)") }
    }

    /// A corrected libsodium refuses these keys by itself, so our own check is asked directly too.
    @Test func torsionPartsAreFoundWithoutTheLibrary() throws {
        let mixed = try Ed25519Case.load("ed25519-strict.json").filter { $0.name.hasPrefix("key with a part") }
        #expect(mixed.count == 7)
        for entry in mixed { #expect(!VerificationKey.isTorsionFree(entry.publicKey), "\(entry.name)") }
        let good = try #require(try Ed25519Case.load("ed25519-rfc8032.json").first)
        #expect(VerificationKey.isTorsionFree(good.publicKey))
    }

    #if DEBUG
        /// Under a libsodium that is not corrected our own check alone stands between such a key and a signature that
        /// holds for it.
        @Test func withoutTheLibrarysCheckOurOwnRefuses() throws {
            let mixed = try Ed25519Case.load("ed25519-strict.json").filter { $0.name.hasPrefix("key with a part") }
            #expect(mixed.count == 7)
            for entry in mixed {
                let refusal = KeySeam.$omitted.withValue([.libraryCheck]) { entry.refusal() }
                #expect(refusal == entry.reason && !entry.valid, "\(entry.name)")
                let mutant = KeySeam.$omitted.withValue([.libraryCheck, .torsion]) { entry.refusal() }
                #expect(mutant == nil, "\(entry.name): the equation holds")
            }
        }
    #endif

    /// The files give one reason to both; a second encoding is told apart from a point outside of the group.
    @Test func aSecondEncodingIsNamed() throws {
        var reasons: [String: VerificationKeyFailure] = [:]
        for entry in try Ed25519Case.load("ed25519-strict.json") {
            do throws(VerificationKeyFailure) {
                _ = try VerificationKey(canonicalBytes: entry.publicKey)
            } catch {
                reasons[entry.name] = error
            }
        }
        for name in ["y = p", "y = 1 with the sign bit, x = 0", "y = p - 1 with the sign bit, x = 0"] {
            #expect(reasons[name] == .nonCanonical, "\(name)")
        }
        for name in ["key of order 2 (torsion point 1)", "y = 2 is off the curve"] {
            #expect(reasons[name] == .notInPrimeOrderGroup, "\(name)")
        }
    }

    @Test func everyFlippedBitIsRefused() throws {
        let entry = try #require(try Ed25519Case.load("ed25519-rfc8032.json").first)
        let key = try VerificationKey(canonicalBytes: entry.publicKey)
        for bit in 0..<512 {
            var bytes = entry.signature
            bytes[bit / 8] ^= 1 << (bit % 8)
            #expect(throws: SignatureFailure.self) {
                try key.verifyUntagged(try Signature(canonicalBytes: bytes), bytes: entry.message)
            }
        }
    }
}
