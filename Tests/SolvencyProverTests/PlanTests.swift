import StrictJSON
import SumTree
import Testing

@testable import SolvencyProver

@Suite struct PlanTests {
    static let good = """
        {"format":"solvency-epoch/1","issuer":"ExampleX","epoch":42,"valuation_time":"2026-11-20T00:00:00Z",\
        "previous":null,"arity":16,"assets":[{"id":"btc","name":"Bitcoin","decimals":8,"accounts":"accounts.csv",\
        "layout":"wide","columns":["balance"],"capacity":null,"round":null}],"show_totals":false}
        """

    @Test func everyKeyIsRead() throws {
        let plan = try EpochPlan(json: Array(Self.good.utf8))
        #expect(plan.issuer == "ExampleX" && plan.epoch == 42 && plan.arity == 16 && !plan.showsTotals)
        #expect("\(plan.valuationTime)" == "2026-11-20T00:00:00Z" && plan.previous == nil)
        #expect(
            plan.assets.count == 1 && plan.assets[0].kind == .balances && plan.assets[0].label.unit == Array("BTC".utf8)
        )
    }

    @Test(arguments: [
        ("\"format\":\"solvency-epoch/1\"", "\"format\":\"solvency-epoch/2\""), ("\"epoch\":42", "\"epoch\":-1"),
        ("\"epoch\":42", "\"epoch\":4.2"), ("\"epoch\":42", "\"epoch\":42,\"epoch\":42"), ("\"epoch\":42,", ""),
        ("00:00:00Z", "00:00:00+00:00"), ("2026-11-20", "2026-02-30"), ("\"arity\":16", "\"arity\":3"),
        ("\"arity\":16", "\"arity\":\"16\""), ("\"id\":\"btc\"", "\"id\":\"BTC\""), ("\"id\":\"btc\"", "\"id\":\"\""),
        ("\"decimals\":8", "\"decimals\":20"), ("\"layout\":\"wide\"", "\"layout\":\"tall\""),
        ("[\"balance\"]", "[]"), ("[\"balance\"]", "[\"debt\",\"balance\"]"), ("[\"balance\"]", "[\"excess\"]"),
        ("\"capacity\":null", "\"capacity\":17"), ("\"capacity\":null", "\"capacity\":0"),
        ("\"round\":null", "\"round\":\"down\""), ("\"show_totals\":false", "\"show_totals\":false,\"extra\":1"),
        ("\"show_totals\":false", "\"show_totals\":null"), ("\"issuer\":\"ExampleX\"", "\"issuer\":\"\""),
        ("\"id\":\"btc\"", "\"id\":\"..\""), ("\"id\":\"btc\"", "\"id\":\".\""),
        ("\"previous\":null", "\"previous\":null,\"corrects\":41"),
        ("\"previous\":null", "\"previous\":\"h\",\"corrects\":42"),
        ("\"previous\":null", "\"previous\":\"h\",\"corrects\":\"41\""),
        ("\"round\":null", "\"round\":null,\"unit\":\"BTC\""), ("\"layout\":\"wide\"", "\"layout\":\"binance\""),
    ])
    func everythingElseIsRefused(_ part: String, _ other: String) {
        let text = Self.good.replacing(part, with: other)
        #expect(text != Self.good)
        #expect(throws: JSONFailure.self) { try EpochPlan(json: Array(text.utf8)) }
    }

    @Test func aCorrectionNamesAnEarlierEpoch() throws {
        let text = Self.good.replacing("\"previous\":null", with: "\"previous\":\"h\",\"corrects\":41")
        #expect(try EpochPlan(json: Array(text.utf8)).corrects == 41)
        let none = Self.good.replacing("\"previous\":null", with: "\"previous\":null,\"corrects\":null")
        #expect(try EpochPlan(json: Array(none.utf8)).corrects == nil)
    }

    @Test func deepJSONIsRefused() {
        for text in ["[", "{\"a\":"] {
            #expect(throws: JSONFailure.self) {
                try EpochPlan(json: Array(String(repeating: text, count: 10_000).utf8))
            }
        }
    }

    @Test func anAssetStandsOnce() throws {
        let start = try #require(Self.good.firstRange(of: "{\"id\""))
        let end = try #require(Self.good.firstRange(of: "}]"))
        let asset = Self.good[start.lowerBound..<end.upperBound].dropLast()
        let text = Self.good.replacing("[{\"id\"", with: "[\(asset),{\"id\"")
        #expect(throws: JSONFailure.self) { try EpochPlan(json: Array(text.utf8)) }
    }
}
