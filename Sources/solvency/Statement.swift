import CommandLineKit
import Solvency
import StrictJSON
import SumTree

/// Sentences and JSON that several verbs share: what is shown, and what is not.
enum Statement {
    /// An amount and its unit as they stand in a sentence.
    static func amount(_ amount: Amount) -> String {
        String(decoding: amount.decimal, as: UTF8.self) + " " + unit(amount.asset)
    }

    /// The unit's name as it stands in a sentence.
    static func unit(_ asset: AssetLabel) -> String { word(asset.unit) }

    /// The issuer's name as it stands in a sentence.
    static func issuer(_ header: EpochHeader) -> String { word(header.issuerName) }

    /// The issuer chose these words; in quotation marks, unless it is a single one, they cannot pass for ours.
    private static func word(_ utf8: [UInt8]) -> String {
        let text = String(decoding: utf8, as: UTF8.self)
        let isWord = text.unicodeScalars.allSatisfy { scalar in
            scalar.properties.isAlphabetic || scalar.properties.numericType == .decimal
                || "-_.&+".unicodeScalars.contains(scalar)
        }
        return isWord ? text : DisplayText.quoted(text.replacing("'", with: "\u{2019}"))
    }

    /// An amount as JSON, always in strings.
    static func amount(_ units: UInt64, _ asset: AssetLabel, role: ColumnRole) -> JSONOutput {
        .object(amountMembers(units, asset, role: role))
    }

    static func amountMembers(_ units: UInt64, _ asset: AssetLabel, role: ColumnRole) -> [String: JSONOutput] {
        [
            "asset": .string(String(decoding: asset.id, as: UTF8.self)), "role": .string("\(role.name)"),
            "amount": .string(String(decoding: Amount(units: units, asset: asset).decimal, as: UTF8.self)),
            "units": .string(String(units)), "decimals": HeaderFile.number(asset.decimals),
        ]
    }

    /// What a whole publication does not show.
    static func epochNotShown(_ kinds: [TreeKind]) -> [String] {
        var sentences = [
            "that every customer is in it: that shows only when customers check their own receipts",
            "that the issuer holds anything: a publication of liabilities says nothing about reserves",
            "that others see the same header: compare its digest with theirs",
        ]
        if kinds.contains(.marginBook) { sentences.append(marginBook) }
        return sentences
    }

    /// What a receipt does not show.
    static func receiptNotShown(_ kinds: [TreeKind], isCompared: Bool) -> [String] {
        var sentences = [
            "that the issuer holds what it owes: this is about what it says it owes",
            "that accounts of others are counted: each customer checks their own",
            "anything after the time that is stated",
        ]
        if !isCompared {
            sentences.append("that others see the same header: it was not compared; compare the digest with theirs")
        }
        if kinds.contains(.marginBook) { sentences.append(marginBook) }
        return sentences
    }

    private static let marginBook =
        "that margin figures follow from positions: they are issuer-declared; two numbers are committed for each account, "
        + "with an excess of zero or more"

    /// What somebody whose receipt is refused can do.
    static func help(_ refusal: Refusal) -> [String] {
        switch refusal {
        case .untrustedKey, .receiptSignature:
            ["make sure that the key is the issuer's: compare it with one from another source"]
        case .receiptHeader, .headerDigest:
            [
                "make sure that receipt and header are of the same epoch",
                "if the issuer signed two headers for one epoch, keep both: together they are evidence",
            ]
        case .receiptAccount: ["give the account id exactly as the issuer writes it"]
        case .tree(_, .leafIdentity):
            [
                "give the account id exactly as the issuer writes it; if it is right, the leaf is somebody else's: keep the receipt"
            ]
        default:
            [
                "fetch the receipt again; if it is refused again, keep the file: in its signed half the issuer says which "
                    + "leaf is yours",
                "ask the issuer for an explanation, and show the file to others",
            ]
        }
    }
}
