import Bulletproofs
import CircuitModel
import CommandLineKit
import KeyFiles
import Ristretto
import Solvency
import SolvencyProver
import StrictJSON
import SumTree
import Wire

extension FileContent {
    /// Reads one of the files of margin statements; nil when the type is none of them.
    static func margin(_ type: [UInt8], _ bytes: [UInt8]) throws(WireFailure) -> FileContent? {
        switch String(decoding: type, as: UTF8.self) {
        case "solvency/holdings": holdings(try SignedHoldings(file: bytes))
        case "solvency/prices": prices(try SignedPrices(file: bytes))
        case "solvency/challenge": challenge(try Challenge(file: bytes))
        case "solvency/margin-proof": marginProof(try MarginProof(file: bytes))
        default: nil
        }
    }

    /// Of openings only the list that they belong to: quantities are their holder's.
    static func openings(_ path: String) throws(CommandFailure) -> FileContent {
        do throws(OpeningsFailure) {
            let openings = try HoldingsOpenings.load(path)
            return FileContent(
                type: "openings", version: 1,
                fields: [
                    Field(name: "holdingsDigest", value: .string(Hex.text(openings.list.bytes))),
                    Field(name: "count", value: .integer(Int64(openings.count))),
                ])
        } catch {
            throw CommandFailure(openings: path, error)
        }
    }

    private static func text(_ utf8: [UInt8]) -> JSONOutput { .string(String(decoding: utf8, as: UTF8.self)) }

    private static func holdings(_ file: SignedHoldings) -> FileContent {
        let list = file.unverified
        let entries = list.entries.map { entry -> JSONOutput in
            [
                "kind": .string("\(entry.name.kind.name)"), "id": text(entry.name.id),
                "decimals": HeaderFile.number(entry.name.decimals),
                "commitment": .string(Hex.text(entry.commitment.bytes)),
            ]
        }
        var lock = JSONOutput.null
        if let known = list.lock { lock = ["verifier": text(known.verifier), "until": .string("\(known.until)")] }
        return FileContent(
            type: "holdings", version: 1,
            fields: [
                Field(name: "signerKey", value: .string(Hex.text(list.signerKey))),
                Field(name: "holder", value: text(list.holder)),
                Field(name: "holderKey", value: .string(Hex.text(list.holderKey))),
                Field(name: "account", value: text(list.account)),
                Field(name: "valuationTime", value: .string("\(list.valuationTime)")),
                Field(name: "complete", value: .boolean(list.isComplete)),
                Field(name: "universe", value: .optional(list.universe.map { Hex.text($0.bytes) })),
                Field(name: "lock", value: lock),
                Field(name: "digest", value: .string(Hex.text(file.digest.bytes))),
                Field(name: "entries", value: .array(entries)),
            ])
    }

    private static func prices(_ file: SignedPrices) -> FileContent {
        let snapshot = file.unverified
        let prices = snapshot.prices.map { price -> JSONOutput in
            [
                "id": text(price.id), "price": text(price.price.text), "confidence": text(price.confidence.text),
                "publishTime": .string("\(price.publishTime)"),
            ]
        }
        return FileContent(
            type: "prices", version: 1,
            fields: [
                Field(name: "signerKey", value: .string(Hex.text(snapshot.signerKey))),
                Field(name: "valuationTime", value: .string("\(snapshot.valuationTime)")),
                Field(name: "digest", value: .string(Hex.text(file.digest.bytes))),
                Field(name: "prices", value: .array(prices)),
            ])
    }

    private static func challenge(_ challenge: Challenge) -> FileContent {
        FileContent(type: "challenge", version: 1, fields: fields(challenge))
    }

    private static func fields(_ challenge: Challenge) -> [Field] {
        let circuits = challenge.circuits.map { circuit -> JSONOutput in
            [
                "circuit": text(circuit.name), "version": .integer(Int64(circuit.version)),
                "digest": .string(Hex.text(circuit.digest.bytes)),
            ]
        }
        return [
            Field(name: "verifier", value: text(challenge.verifier)),
            Field(name: "nonce", value: .string(Hex.text(challenge.nonce))),
            Field(name: "notAfter", value: .string("\(challenge.notAfter)")),
            Field(name: "holder", value: text(challenge.holder)),
            Field(name: "accounts", value: .array(challenge.accounts.map(text))),
            Field(name: "sourceCount", value: challenge.sourceCount.map(HeaderFile.number) ?? .null),
            Field(name: "circuits", value: .array(circuits)),
            Field(name: "minimumRung", value: HeaderFile.number(challenge.minimumRung)),
            Field(name: "params", value: .string(Hex.text(challenge.parameters.bytes))),
            Field(name: "priceSigner", value: .string(Hex.text(challenge.priceSigner))),
            Field(name: "valuationTime", value: .string("\(challenge.valuationTime)")),
            Field(name: "maximumAge", value: HeaderFile.number(challenge.maximumAge)),
            Field(name: "maximumSkew", value: HeaderFile.number(challenge.maximumSkew)),
            Field(name: "suites", value: .strings(challenge.suites.map { "\($0.name)" })),
            Field(name: "completeRoles", value: .strings(challenge.completeRoles.map { "\($0.name)" })),
            Field(name: "requiresLock", value: .boolean(challenge.requiresLock)),
            Field(name: "digest", value: .string(Hex.text(challenge.digest.bytes))),
        ]
    }

    private static func marginProof(_ proof: MarginProof) -> FileContent {
        let sources = proof.sources.map { source -> JSONOutput in
            switch source {
            case .holdings(let list):
                [
                    "type": "holdings", "account": text(list.unverified.account),
                    "signerKey": .string(Hex.text(list.unverified.signerKey)),
                    "digest": .string(Hex.text(list.digest.bytes)),
                    "entries": .integer(Int64(list.unverified.entries.count)),
                ]
            case .receipt(let half):
                [
                    "type": "receipt", "account": text(half.unverified.account.utf8),
                    "headerDigest": .string(Hex.text(half.unverified.headerDigest.bytes)),
                ]
            }
        }
        return FileContent(
            type: "margin-proof", version: 1,
            fields: [
                Field(name: "rung", value: HeaderFile.number(proof.rung)),
                Field(name: "suite", value: .string("\(proof.suite.name)")),
                Field(name: "sources", value: .array(sources)),
                Field(name: "prices", value: .string(Hex.text(proof.prices.digest.bytes))),
                Field(name: "holderKey", value: .string(Hex.text(proof.holderKey))),
                Field(name: "proofBytes", value: .integer(Int64(proof.proof.count))),
                Field(
                    name: "claimedChallenge",
                    value: .object(
                        Dictionary(
                            fields(proof.claimedChallenge).map { ($0.name, $0.value) },
                            uniquingKeysWith: { first, _ in first }))),
            ])
    }
}
