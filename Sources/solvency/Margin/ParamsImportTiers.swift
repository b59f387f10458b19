import CommandLineKit
import SolvencyProver
import StrictJSON
import SumTree

/// The verb `params import tiers`.
enum ParamsImportTiers {
    static let circuit = "tiered_haircut_coverage"

    static let file = OperandSpec("FILE", "a tier-table CSV: token and a column for each table")
    static let table = OptionSpec.value(
        "table", "T", "which of the tables", kind: .choice(TierTables.Table.allCases.map(\.rawValue)), isRequired: true)
    static let assets = OptionSpec.value("assets", "A,B,C", "only these assets; all by default")
    static let decimals = OptionSpec.value("decimals", "N", "the decimals of quantities, 0 to 18; 8 by default")
    static let required = OptionSpec.value(
        "required", "USD", "the value that must be covered; 0, where margin circuits set it, by default")
    static let out = OptionSpec.value("out", "P", "the parameters", kind: .file, isRequired: true)

    static let command = Command(
        CommandSpec(
            "params", "import", "tiers", summary: "make parameters of a tier-table file",
            discussion: [
                "Writes the parameters of \(circuit): the tables exactly as they are, no bound for 18446744073709551615, no "
                    + "value above the last bound, none at all where a table is empty or zero. Gaps, overlaps, rising rates "
                    + "and rates above 100 are refused with asset, column and tier. Prices come from a signed snapshot."
            ],
            operands: [file], options: [table, assets, decimals, required, out],
            examples: [
                .init(
                    "solvency params import tiers assets.csv --table margin --assets btc,eth --out params.json",
                    "Import the tables of two assets.")
            ]),
        body: run)

    private static func run(_ arguments: ParsedArguments, _ console: Console) throws(CommandFailure) -> CommandReport {
        let path = try arguments.operand(0, file)
        guard let table = TierTables.Table(rawValue: try arguments.required(table)) else {
            throw CommandFailure(.missingOption(Self.table.name))
        }
        let tables: TierTables
        do throws(TableFailure) { tables = try TierTables(TableFile.source(path), table: table) } catch {
            throw CommandFailure(error)
        }
        let chosen = try choose(tables, arguments)
        let digits = arguments.value(decimals) ?? "8"
        guard let places = Int(digits), 0...18 ~= places, "\(places)" == digits else {
            throw CommandFailure(.other("'--decimals' is a whole number from 0 to 18", hint: nil))
        }
        let text = json(chosen, decimals: places, required: arguments.value(required) ?? "0")
        let bytes = Array((text.indented + "\n").utf8)
        let parameters: MarginParameters
        do throws(JSONFailure) { parameters = try MarginParameters(json: bytes) } catch {
            throw CommandFailure(.internalFailure, "the parameters cannot be read again: \(error)")
        }
        let target = try arguments.required(out)
        try OutputFile.write(bytes, to: target, console)
        let eligible = chosen.count { !$0.tiers.isEmpty }
        let message = "imported \(chosen.count) assets, \(eligible) of them eligible"
        return CommandReport(
            .done, message,
            lines: target == "-" ? [] : [message, "digest: \(Hex.text(parameters.digest.bytes))"],
            fields: [
                "digest": .string(Hex.text(parameters.digest.bytes)), "assets": .integer(Int64(chosen.count)),
                "eligible": .integer(Int64(eligible)), "table": .string(table.rawValue),
            ])
    }

    private static func choose(
        _ tables: TierTables, _ arguments: ParsedArguments
    ) throws(CommandFailure) -> [(id: String, tiers: [TierTables.Tier])] {
        guard let text = arguments.value(assets) else { return tables.assets }
        let wanted = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        for id in wanted where !tables.assets.contains(where: { $0.id == id }) {
            throw CommandFailure(.cannotCheck(reason: nil), "the file has no asset \(DisplayText.quoted(id))")
        }
        return tables.assets.filter { wanted.contains($0.id) }
    }

    private static func json(
        _ assets: [(id: String, tiers: [TierTables.Tier])], decimals: Int, required: String
    ) -> JSONOutput {
        var places: [String: JSONOutput] = [:]
        var tables: [String: JSONOutput] = [:]
        for asset in assets {
            places[asset.id] = .integer(Int64(decimals))
            tables[asset.id] = .array(
                asset.tiers.map { ["to": .optional($0.bound.map { "\($0)" }), "percent": .string("\($0.percent)")] })
        }
        let parameters: JSONOutput = [
            "version": 1, "asset": .strings(assets.map(\.id)), "decimals": .object(places), "tiers": .object(tables),
            "required": .string(required),
        ]
        return ["format": .string(MarginParameters.format), "circuits": [circuit: parameters]]
    }
}
