import CommandLineKit
import Sodium
import Solvency
import SolvencyProver
import StrictJSON
import SumTree

/// The verb `prices sign`.
enum PricesSign {
    static let table = OperandSpec("P.csv", "the prices: id,price,confidence,publish_time; - is standard input")
    static let out = OptionSpec.value("out", "F", "the signed snapshot", kind: .file, isRequired: true)

    static let command = Command(
        CommandSpec(
            "prices", "sign", summary: "sign a snapshot of prices",
            discussion: [
                "A price is an exact decimal above zero, for one unit in the currency of the statement. The confidence, which "
                    + "may be empty, says how far the price may be off: a statement counts collateral at price minus "
                    + "confidence and debts at price plus confidence where its circuit says so."
            ],
            operands: [table],
            options: [MarginOptions.key, MarginOptions.valuationTime, out, MarginOptions.passphraseFile],
            examples: [
                .init(
                    "solvency prices sign prices.csv --key oracle.key --valuation-time 2026-11-20T00:00:00Z --out prices.cbor",
                    "Sign the prices of one moment.")
            ]),
        body: run)

    private static func run(_ arguments: ParsedArguments, _ console: Console) throws(CommandFailure) -> CommandReport {
        let path = try arguments.operand(0, table)
        let option = MarginOptions.valuationTime
        let time = try MarginOptions.time(try arguments.required(option), option)
        let prices: PriceTable
        do throws(TableFailure) {
            prices = try PriceTable(TableFile.source(path), valuationTime: time)
        } catch {
            throw CommandFailure(error)
        }
        let key = try MarginOptions.signingKey(try arguments.required(MarginOptions.key), arguments)
        let snapshot: PriceSnapshot
        do throws(PriceFault) {
            snapshot = try PriceSnapshot(
                signerKey: key.verificationKey.bytes, valuationTime: time, prices: prices.prices)
        } catch {
            throw CommandFailure(.internalFailure, "the prices make no snapshot: \(error)")
        }
        let signed = SignedPrices(signing: snapshot, with: key)
        let target = try arguments.required(out)
        try OutputFile.write(signed.encodedFile(), to: target, console)
        let message = "signed \(prices.prices.count) prices of \(time)"
        return CommandReport(
            .done, message, lines: target == "-" ? [] : [message, "digest: \(Hex.text(signed.digest.bytes))"],
            fields: [
                "digest": .string(Hex.text(signed.digest.bytes)), "count": .integer(Int64(prices.prices.count)),
                "signerKey": .string(key.verificationKey.hex), "valuationTime": .string("\(time)"),
            ])
    }
}
