internal import Foundation
internal import SumTree

/// The rules for account ids in a ledger, which are stricter than those of a verifier, who compares bytes.
enum AccountForm {
    /// Checks an id.
    static func account(_ utf8: ArraySlice<UInt8>) throws(LedgerFault) -> AccountID {
        guard let account = AccountID(utf8: Array(utf8)) else { throw .accountForm }
        if utf8.allSatisfy({ $0 < 0x80 }) {
            guard utf8.first != UInt8(ascii: " "), utf8.last != UInt8(ascii: " ") else { throw .accountNotTrimmed }
            return account
        }
        let text = String(decoding: utf8, as: UTF8.self)
        // Compared as bytes: `String`'s own equality takes both forms for the same.
        guard Array(text.precomposedStringWithCanonicalMapping.utf8) == account.utf8 else {
            throw .accountNotNormalised
        }
        let isSpace = { (scalar: Unicode.Scalar?) in scalar.map { $0.properties.isWhitespace } ?? false }
        guard !isSpace(text.unicodeScalars.first), !isSpace(text.unicodeScalars.last) else { throw .accountNotTrimmed }
        return account
    }

    /// What two ids share when people would take them for one: case, runs of white space, compatibility forms and invisible characters aside.
    static func folded(_ account: AccountID) -> [UInt8] {
        guard account.utf8.allSatisfy({ $0 < 0x80 }) else {
            let text = String(decoding: account.utf8, as: UTF8.self).lowercased()
                .precomposedStringWithCompatibilityMapping
            // What no screen shows does not tell two ids apart either.
            let visible = text.unicodeScalars.filter { !$0.properties.isDefaultIgnorableCodePoint }
            let words = visible.split { $0.properties.isWhitespace }
            return Array(words.map { String(String.UnicodeScalarView($0)) }.joined(separator: " ").utf8)
        }
        var folded: [UInt8] = []
        folded.reserveCapacity(account.utf8.count)
        for byte in account.utf8 {
            if byte == UInt8(ascii: " "), folded.last == byte { continue }
            folded.append(UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte ? byte | 0x20 : byte)
        }
        return folded
    }
}
