import CommandLineKit
import KeyFiles
import Sodium
import Solvency
import StrictJSON
import SumTree
import Wire

/// Reads headers and the keys that vouch for them.
enum HeaderFile {
    static let issuer = OptionSpec.value(
        "issuer", "N.pub", "the issuer's public key, from a source that you trust", kind: .file)

    /// The key that the verifier brings; without one nothing can be checked.
    static func trustedKey(_ arguments: ParsedArguments) throws(CommandFailure) -> VerificationKey {
        guard let path = arguments.value(issuer) else {
            throw CommandFailure(
                .cannotCheck(reason: nil), "without the issuer's public key nothing can be checked",
                hints: ["give it with --issuer; take it from a source that you trust, not from the publication"])
        }
        do throws(KeyFileFailure) { return try PublicKeyFile.load(path) } catch { throw CommandFailure(error) }
    }

    static func read(_ path: String, isPublished: Bool = false) throws(CommandFailure) -> SignedHeader {
        let bytes: [UInt8]
        do throws(InputFailure) {
            // A folder comes from others, and a pipe in the header's place would hold the program up for ever.
            bytes = try InputFile.read(
                path, limit: SignedHeader.fileKind.maximumByteCount, onlyRegular: isPublished)
        } catch {
            throw CommandFailure(reading: path, error)
        }
        do throws(WireFailure) { return try SignedHeader(file: bytes) } catch {
            throw CommandFailure(decoding: path, error)
        }
    }

    static func read(
        _ path: String, issuer: VerificationKey, isPublished: Bool = false
    ) throws(CommandFailure) -> VerifiedHeader {
        let header = try read(path, isPublished: isPublished)
        do throws(Refusal) { return try header.verify(issuer: issuer) } catch {
            throw CommandFailure(error, hints: ["compare the issuer's key with one from another source"])
        }
    }

    /// Reads a header and checks its signature with the key that it names, which shows that it is whole and nothing more.
    static func readSelfSigned(_ path: String) throws(CommandFailure) -> VerifiedHeader {
        let header = try read(path)
        guard let key = try? VerificationKey(canonicalBytes: header.unverified.issuerKey) else {
            throw CommandFailure(Refusal.untrustedKey)
        }
        do throws(Refusal) { return try header.verify(issuer: key) } catch { throw CommandFailure(error) }
    }

    /// Issuer and time as a sentence says them.
    static func name(_ header: EpochHeader) -> String { String(decoding: header.issuerName, as: UTF8.self) }

    /// `2026-11-20 00:00 UTC`.
    static func time(_ header: EpochHeader) -> String {
        let text = Array("\(header.valuationTime)".utf8)
        let seconds = text[17..<19].elementsEqual("00".utf8) ? "" : ":" + String(decoding: text[17..<19], as: UTF8.self)
        return String(decoding: text[..<10], as: UTF8.self) + " " + String(decoding: text[11..<16], as: UTF8.self)
            + seconds
            + " UTC"
    }

    /// What every verb that verified a header adds to the envelope.
    static func fields(_ header: VerifiedHeader) -> [String: JSONOutput] {
        [
            "issuerKey": .string(header.issuer.hex), "epoch": number(header.header.epoch),
            "issuer": .string(name(header.header)), "valuationTime": .string("\(header.header.valuationTime)"),
            "headerDigest": .string(Hex.text(header.digest.bytes)),
            "previousDigest": .optional(header.header.previousDigest.map { Hex.text($0.bytes) }),
            "corrects": header.header.corrects.map(number) ?? .null,
        ]
    }

    /// A number as JSON; above 2^63 - 1, which no real epoch has, as a string.
    static func number(_ value: UInt64) -> JSONOutput {
        Int64(exactly: value).map { .integer($0) } ?? .string(String(value))
    }
}
