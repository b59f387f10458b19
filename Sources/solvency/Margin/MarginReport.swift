import Bulletproofs
import CircuitCompiler
import CircuitModel
import CommandLineKit
import Solvency
import StrictJSON
import SumTree

/// Sentences and JSON that `prove` and `verify` share.
struct MarginReport {
    let challenge: Challenge
    let rung: UInt64
    let compilation: Compilation
    let sources: [VerifiedMarginSource]
    let proof: MarginProof
    let proofByteCount: Int

    var fields: [String: JSONOutput] {
        var statement: [JSONOutput] = []
        for circuit in compilation.circuits {
            statement.append([
                "circuit": .string(circuit.name), "version": .integer(Int64(circuit.reference.version)),
                "digest": .string(Hex.text(circuit.reference.digest.bytes)),
                "sentence": .string(circuit.says.joined(separator: " ")),
            ])
        }
        return [
            "statement": .array(statement),
            "statementDigest": .string(Hex.text(compilation.statement.digest.bytes)),
            "systemDigest": .string(Hex.text(compilation.statement.systemDigest.bytes)),
            "rung": .integer(Int64(rung)), "suite": .string("\(proof.suite.name)"),
            "params": .string(Hex.text(challenge.parameters.bytes)),
            "prices": .string(Hex.text(proof.prices.digest.bytes)),
            "priceTime": .string("\(proof.prices.unverified.valuationTime)"),
            "sources": .array(sources.map(source)), "verifier": Self.text(challenge.verifier),
            "holder": Self.text(challenge.holder), "holderKey": .string(Hex.text(proof.holderKey)),
            "nonce": .string(Hex.text(challenge.nonce)), "notAfter": .string("\(challenge.notAfter)"),
            "valuationTime": .string("\(challenge.valuationTime)"),
            "proofBytes": .integer(Int64(proofByteCount)), "assurance": .string(assurance),
        ]
    }

    private static func text(_ utf8: [UInt8]) -> JSONOutput { .string(String(decoding: utf8, as: UTF8.self)) }

    private static func shown(_ utf8: [UInt8]) -> String {
        DisplayText.escaped(String(decoding: utf8, as: UTF8.self))
    }

    private func source(_ source: VerifiedMarginSource) -> JSONOutput {
        [
            "type": source.isReceipt ? "receipt" : "holdings", "account": Self.text(source.account),
            "institution": .optional(source.institution.map { String(decoding: $0, as: UTF8.self) }),
            "roles": .strings(source.roles.map { "\($0.name)" }), "complete": .boolean(source.isComplete),
            "locked": .boolean(source.isLocked), "digest": .string(Hex.text(source.digest.bytes)),
            "valuationTime": .string("\(source.time)"), "label": .string(label(source)),
        ]
    }

    /// What a source is worth, in words: `positions: signed by Venue, complete for account 7731`.
    func label(_ source: VerifiedMarginSource) -> String {
        let roles = source.roles.map { "\($0.name)" }.joined(separator: " and ")
        let account = Self.shown(source.account)
        guard let institution = source.institution else { return "\(roles): self-declared, account \(account)" }
        let word = source.isReceipt ? "receipt of" : "signed by"
        let complete = source.isComplete ? "complete for account \(account)" : "account \(account)"
        let lock = source.isLocked ? ", locked for \(Self.shown(challenge.verifier))" : ""
        return "\(roles): \(word) \(Self.shown(institution)), \(complete)\(lock)"
    }

    /// All labels in one line.
    var assurance: String { sources.map(label).joined(separator: "; ") }

    /// The one sentence.
    var sentence: String {
        let level =
            compilation.statement.parts.labels.contains { $0.name.elementsEqual(Compilation.rungRow.utf8) }
            ? "collateral covers at least \(OutlookText.percent(rung)) of the requirement" : "the statement holds"
        return "\(Self.shown(challenge.holder)) shows \(Self.shown(challenge.verifier)): \(level), at "
            + "\(challenge.valuationTime)"
    }

    var claims: [String] { [sentence] + compilation.circuits.flatMap(\.says) }

    var lines: [String] {
        var lines = [sentence]
        for circuit in compilation.circuits {
            lines.append("\(circuit.name) \(circuit.reference.version): \(circuit.says.joined(separator: " "))")
        }
        lines += sources.map { "source: \(label($0))" }
        lines.append("parameters: \(Hex.text(challenge.parameters.bytes))")
        lines.append(
            "prices: \(Hex.text(proof.prices.digest.bytes)), \(proof.prices.unverified.valuationTime)")
        lines.append("valid until: \(challenge.notAfter)")
        return lines
    }

    /// The limits of the claim.
    var notShown: [String] {
        var sentences = compilation.circuits.flatMap(\.saysNot)
        if sources.contains(where: { $0.hasCollateral && !$0.isLocked }) {
            sentences.append("that the collateral is pledged to you alone: not shown to be locked for you")
        }
        for source in sources where !source.isComplete {
            sentences.append("that account \(Self.shown(source.account)) holds and owes nothing else")
        }
        if Set(sources.map(\.time)).count > 1 {
            sentences.append("that nothing moved between the sources, which are of different times")
        }
        if sources.contains(where: { !$0.hasUniverse }) {
            sentences.append("nothing hides which instruments are in the lists: their names are visible")
        }
        if sources.contains(where: { $0.institution == nil }) {
            sentences.append("that self-declared positions are true: only the holder vouches for them")
        }
        if !sources.contains(where: { !$0.isReceipt && $0.institution != nil }) {
            sentences.append("that the key that signed the proof is the holder's: no list that you trust names it")
        }
        return sentences + [
            "anything after the valuation time, or at other prices", "debts that no source lists",
            "that a pledge can be enforced", "that the signers of lists and prices are honest",
        ]
    }
}
