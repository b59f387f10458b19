import Sodium
import SolvencyProver
import StrictJSON

/// Parameter files: what is accepted is written in another spelling and has the same digest.
struct ParameterFileTarget: FuzzTarget {
    static let name = "parameter-file"
    static let summary = "params.json"
    static let maximumByteCount = 8192
    static let words = [
        "\"format\":\"solvency-params/1\"", "\"circuits\":{", "\"version\":1", "\"scenario_margin\":{", "[", "]", "{",
        "}",
        "\"1.5\"", "null", "\"caf\u{E9}\"", "\"cafe\u{301}\"",
    ]

    init(_ material: FuzzMaterial) {}

    func seeds() -> [[UInt8]] {
        [
            """
            { "format": "solvency-params/1", "circuits": {"headroom_floor": {"version": 1, "floor": "12000"},
              "other": {"version": 2, "asset": ["btc", "eth"], "n": {"btc": -3}, "t": [{"to": null}, true]}}}
            """
        ].map { Array($0.utf8) }
    }

    func check(_ input: [UInt8]) throws(FuzzFinding) -> FuzzVerdict {
        guard let file = try? MarginParameters(json: input),
            let value = try? JSONDocument.parse(input, maximumBytes: Self.maximumByteCount)
        else { return .refused }
        let again: MarginParameters
        do throws(JSONFailure) { again = try MarginParameters(json: Array(JSONTarget.text(value).utf8)) } catch {
            throw .ownEncodingRefused(object: "parameter file", reason: "\(error)")
        }
        guard again.digest == file.digest, again.circuits.map(\.name) == file.circuits.map(\.name) else {
            throw .disagreement(object: "parameter file")
        }
        return .accepted
    }
}

/// Openings of holdings: one encoding for each file.
struct OpeningsTarget: FuzzTarget {
    static let name = "openings"
    static let summary = "openings of holdings, a secret file"
    static let maximumByteCount = 2048
    static let words = ["solvency-openings-1\n"]

    init(_ material: FuzzMaterial) throws { try Sodium.start() }

    func seeds() -> [[UInt8]] {
        [1, 3].map { count in
            let entry = [UInt8](repeating: 0xFF, count: 8) + [1] + [UInt8](repeating: 0, count: 31)
            let list = [UInt8](repeating: 5, count: 32)
            return HoldingsOpenings.format + list + [UInt8(count), 0, 0, 0]
                + Array(repeatElement(entry, count: count).joined())
        }
    }

    func check(_ input: [UInt8]) throws(FuzzFinding) -> FuzzVerdict {
        // Memory that cannot be locked is nobody's fault here, and so is a refusal.
        guard let contents = try? SecretBytes(copying: input),
            let openings = try? HoldingsOpenings(contents: contents), let encoding = try? openings.encoded()
        else { return .refused }
        try Self.require("openings", input, is: encoding.withUnsafeBytes { Array($0) })
        return .accepted
    }
}
