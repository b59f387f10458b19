import SolvencyProver
import StrictJSON
import SumTree

/// Plans of epochs: what is accepted is written again and read back as the same plan.
struct EpochPlanTarget: FuzzTarget {
    static let name = "epoch-plan"
    static let summary = "epoch.json"
    static let maximumByteCount = 8192
    static let words = [
        "\"format\":\"solvency-epoch/1\"", "\"issuer\":", "\"epoch\":", "\"valuation_time\":\"2026-11-20T00:00:00Z\"",
        "\"previous\":null", "\"corrects\":", "\"arity\":", "\"assets\":[", "\"id\":\"btc\"", "\"name\":",
        "\"decimals\":",
        "\"accounts\":", "\"layout\":", "\"wide\"", "\"long\"", "\"binance\"", "\"columns\":[", "\"balance\"",
        "\"debt\"",
        "\"margin\"", "\"excess\"", "\"capacity\":", "\"round\":\"up\"", "\"show_totals\":", "null", "true", "{", "},{",
        "}",
    ]

    init(_ material: FuzzMaterial) {}

    func seeds() -> [[UInt8]] {
        let assets = [
            ("btc", "wide", "[\"balance\"]", "null", "null"),
            ("eth", "binance", "[\"balance\",\"debt\"]", "16", "null"),
            ("usd", "long", "[\"debt\"]", "null", "\"up\""), ("fut", "wide", "[\"margin\",\"excess\"]", "null", "null"),
        ].map { id, layout, columns, capacity, round in
            """
            {"id":"\(id)","name":"\(id)","decimals":8,"accounts":"a.csv","layout":"\(layout)","columns":\(columns),\
            "capacity":\(capacity),"round":\(round)}
            """
        }
        return [assets[..<1], assets[...]].map { assets in
            Array(
                """
                {"format":"solvency-epoch/1","issuer":"ExampleX","epoch":42,"valuation_time":"2026-11-20T00:00:00Z",\
                "previous":"old/header.cbor","corrects":41,"arity":16,"assets":[\(assets.joined(separator: ","))],\
                "show_totals":false}
                """.utf8)
        }
    }

    func check(_ input: [UInt8]) throws(FuzzFinding) -> FuzzVerdict {
        guard let plan = try? EpochPlan(json: input) else { return .refused }
        let text = Self.text(plan)
        let again: EpochPlan
        do throws(JSONFailure) { again = try EpochPlan(json: text) } catch {
            throw .ownEncodingRefused(object: "plan", reason: "\(error)")
        }
        guard again == plan, Self.text(again) == text else { throw .disagreement(object: "plan") }
        guard plan.sources.flatMap(\.assets).sorted() == Array(plan.assets.indices) else {
            throw .disagreement(object: "ledger files of a plan")
        }
        return .accepted
    }

    private static func text(_ plan: EpochPlan) -> [UInt8] {
        func quoted(_ text: String?) -> String { JSONOutput.optional(text).compact }
        let assets = plan.assets.map { asset in
            let columns = asset.ledger.columns.map { "\"\($0.name)\"" }.joined(separator: ",")
            return """
                {"id":\(quoted(asset.ledger.id)),"name":\(quoted(asset.name)),"decimals":\(asset.label.decimals),\
                "accounts":\(quoted(asset.accounts)),"layout":"\(asset.layout.rawValue)","columns":[\(columns)],\
                "capacity":\(asset.capacity.map { "\($0)" } ?? "null"),\
                "round":\(asset.ledger.roundsUp ? "\"up\"" : "null")}
                """
        }
        return Array(
            """
            {"format":"\(EpochPlan.format)","issuer":\(quoted(plan.issuer)),"epoch":\(plan.epoch),\
            "valuation_time":"\(plan.valuationTime)","previous":\(quoted(plan.previous)),\
            "corrects":\(plan.corrects.map { "\($0)" } ?? "null"),"arity":\(plan.arity),\
            "assets":[\(assets.joined(separator: ","))],"show_totals":\(plan.showsTotals)}
            """.utf8)
    }
}
