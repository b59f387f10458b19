import CommandLineKit
import Foundation
import KeyFiles
import Sodium
import Solvency
import SumTree

/// Options that several verbs of margin statements share, and how their values are read.
enum MarginOptions {
    static let key = OptionSpec.value("key", "K.key", "the signer's secret key", kind: .file, isRequired: true)
    static let passphraseFile = OptionSpec.value(
        "passphrase-file", "F", "read the key's passphrase from a file with mode 0600", kind: .file)
    static let valuationTime = OptionSpec.value(
        "valuation-time", "T", "the time that amounts or prices are stated for, as 2026-11-20T00:00:00Z",
        isRequired: true)

    static func time(_ text: String, _ option: OptionSpec) throws(CommandFailure) -> Timestamp {
        guard let time = Timestamp(rfc3339: Array(text.utf8)) else {
            throw CommandFailure(
                .other(
                    "'--\(option.name)' is no time: \(DisplayText.quoted(text))",
                    hint: "write it as 2026-11-20T00:00:00Z"))
        }
        return time
    }

    /// The time that an option gives, or the system's.
    static func now(_ arguments: ParsedArguments, _ option: OptionSpec) throws(CommandFailure) -> Timestamp {
        if let text = arguments.value(option) { return try time(text, option) }
        let seconds = Date().timeIntervalSince1970
        guard seconds >= 0, let now = Timestamp(seconds: UInt64(seconds)) else {
            throw CommandFailure(.internalFailure, "the system's clock is not set")
        }
        return now
    }

    /// A name for people: 1 to 128 bytes without control characters.
    static func name(_ text: String, _ option: OptionSpec) throws(CommandFailure) -> [UInt8] {
        guard AccountID(utf8: Array(text.utf8)) != nil else {
            throw CommandFailure(
                .other("'--\(option.name)' has 1 to 128 bytes without control characters", hint: nil))
        }
        return Array(text.utf8)
    }

    /// A duration in seconds: `900`, `900s`, `15m`, `4h` or `1d`.
    static func duration(_ text: String, _ option: OptionSpec) throws(CommandFailure) -> UInt64 {
        let units: [Character: UInt64] = ["s": 1, "m": 60, "h": 3600, "d": 86400]
        let factor = text.last.flatMap { units[$0] }
        let digits = factor == nil ? text : String(text.dropLast())
        guard !digits.isEmpty, digits.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }),
            let number = UInt64(digits), number <= Challenge.longestDuration,
            number * (factor ?? 1) <= Challenge.longestDuration
        else {
            throw CommandFailure(
                .other(
                    "'--\(option.name)' is no duration: \(DisplayText.quoted(text))",
                    hint: "write it as 900, 900s, 15m, 4h or 1d; at most ten years"))
        }
        return number * (factor ?? 1)
    }

    static func publicKey(_ path: String) throws(CommandFailure) -> VerificationKey {
        do throws(KeyFileFailure) { return try PublicKeyFile.load(path) } catch { throw CommandFailure(error) }
    }

    static func signingKey(_ path: String, _ arguments: ParsedArguments) throws(CommandFailure) -> SigningKey {
        do throws(KeyFileFailure) {
            return try SecretKeyFile.load(path) { () throws(KeyFileFailure) in
                if let file = arguments.value(passphraseFile) { return try Passphrase.load(file) }
                return try TerminalPrompt.ask("Passphrase of the key: ")
            }
        } catch {
            throw CommandFailure(error)
        }
    }
}
