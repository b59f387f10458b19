import CommandLineKit
import KeyFiles
import Solvency
import StrictJSON
import SumTree
import Wire

/// The verb `receipt verify`.
enum ReceiptVerify {
    static let file = OperandSpec("F", "a receipt, or - for standard input")
    static let folder = OptionSpec.value(
        "public", "PUBLIC", "the published folder, with header.cbor in it", kind: .folder)
    static let header = OptionSpec.value("header", "HEADER", "the header, as you have it from elsewhere", kind: .file)
    static let account = OptionSpec.value("account", "ID", "your account, as you know it")
    static let digest = OptionSpec.value(
        "header-digest", "HEX", "the header's digest as others see it, 64 hexadecimal digits")

    static let command = Command(
        CommandSpec(
            "receipt", "verify", summary: "check that your balance is counted in what was published",
            discussion: [
                "Works without a network. Three things come from you and not from the receipt: your account, the issuer's "
                    + "key, and the header. To know that others see the same header, compare its digest with theirs, or "
                    + "give it with --header-digest."
            ],
            operands: [file], options: [folder, header, HeaderFile.issuer, account, digest],
            groups: [.atMostOne(folder, header)],
            examples: [
                .init(
                    "solvency receipt verify alice.receipt --public epoch42/public --issuer issuer.pub --account alice",
                    "Check a receipt against a publication.")
            ]),
        body: run)

    private static func run(_ arguments: ParsedArguments, _ console: Console) throws(CommandFailure) -> CommandReport {
        let path = try arguments.operand(0, file)
        let key = try HeaderFile.trustedKey(arguments)
        guard let id = arguments.value(account) else {
            throw CommandFailure(
                .cannotCheck(reason: nil), "without your account id a receipt says nothing about you",
                hints: ["give it with --account; type it yourself"])
        }
        guard let name = AccountID(utf8: Array(id.utf8)) else {
            throw CommandFailure(
                .cannotCheck(reason: nil), "an account id has 1 to 128 bytes without control characters")
        }
        guard let source = arguments.value(header) ?? arguments.value(folder).map({ $0 + "/header.cbor" }) else {
            throw CommandFailure(
                .cannotCheck(reason: nil), "without a header nothing can be checked",
                hints: ["give the published folder with --public, or a header with --header"])
        }
        let verified = try HeaderFile.read(source, issuer: key, isPublished: !arguments.has(header))
        try compareDigest(arguments, verified)
        let receipt = try read(path)
        let evidence: VerifiedReceipt
        do throws(Refusal) { evidence = try receipt.verify(account: name, header: verified) } catch {
            throw CommandFailure(error, message: message(error, verified), hints: Statement.help(error))
        }
        return report(evidence, id: id, comparedWith: comparison(arguments))
    }

    private static func compareDigest(
        _ arguments: ParsedArguments, _ header: VerifiedHeader
    ) throws(CommandFailure) {
        guard let text = arguments.value(digest) else { return }
        guard let bytes = Hex.bytes32(text), let expected = NodeHash(bytes: bytes) else {
            throw CommandFailure(
                .other("'--header-digest' is not 64 lower-case hexadecimal digits", hint: nil))
        }
        do throws(Refusal) { try header.compare(digest: expected) } catch {
            throw CommandFailure(error, hints: Statement.help(error))
        }
    }

    /// What the header was compared with: something that the user brought from elsewhere, or nothing.
    private static func comparison(_ arguments: ParsedArguments) -> String? {
        if arguments.has(digest) { return "header-digest" }
        return arguments.has(header) ? "header" : nil
    }

    private static func read(_ path: String) throws(CommandFailure) -> Receipt {
        let bytes: [UInt8]
        do throws(InputFailure) {
            bytes = try InputFile.read(path, limit: Receipt.fileKind.maximumByteCount)
        } catch {
            throw CommandFailure(reading: path, error)
        }
        do throws(WireFailure) { return try Receipt(file: bytes) } catch { throw CommandFailure(decoding: path, error) }
    }

    private static func message(_ refusal: Refusal, _ header: VerifiedHeader) -> String {
        let index: Int
        switch refusal {
        case .tree(let tree, _), .receiptParts(let tree), .receiptOpening(let tree), .receiptLeaf(let tree):
            index = tree
        default: return "your balance is NOT shown to be counted: \(refusal)"
        }
        let trees = header.header.trees
        let asset = index < trees.count ? Statement.unit(trees[index].head.context.asset) : "?"
        return "your \(asset) balance is NOT shown to be counted: \(refusal)"
    }

    private static func report(_ evidence: VerifiedReceipt, id: String, comparedWith: String?) -> CommandReport {
        let header = evidence.header.header
        let place = "in what \(Statement.issuer(header)) published as epoch \(header.epoch)"
        var claims: [String] = []
        var balances: [JSONOutput] = []
        for (index, tree) in header.trees.enumerated() {
            let context = tree.head.context
            guard let path = evidence.paths[index] else {
                claims.append(
                    "You have no \(Statement.unit(context.asset)) (\(context.kind.name)) \(place): "
                        + "the issuer signed that there is no leaf.")
                balances += context.columns.map { balance(0, context, $0, ledger: nil, hasLeaf: false) }
                continue
            }
            for (column, role) in context.columns.enumerated() {
                let amount = Amount(units: path.amounts[column], asset: context.asset)
                let rounded = evidence.ledgerAmounts[index]?[column]
                claims.append(sentence(amount, role, context.kind, place, HeaderFile.time(header), rounded: rounded))
                balances.append(balance(path.amounts[column], context, role, ledger: rounded, hasLeaf: true))
            }
        }
        let notShown = Statement.receiptNotShown(
            header.trees.map(\.head.context.kind), isCompared: comparedWith != nil)
        var fields = HeaderFile.fields(evidence.header)
        fields["account"] = .string(id)
        fields["balances"] = .array(balances)
        fields["headerComparedWith"] = .optional(comparedWith)
        let comparison =
            comparedWith.map { "it was compared with your \($0)" } ?? "it was not compared with what others see"
        let lines = [
            "receipt of \(id): verified", "header digest: \(Hex.text(evidence.header.digest.bytes)) (\(comparison))",
        ]
        return CommandReport(
            .verified, claims.first ?? "verified", lines: lines, claims: claims, notShown: notShown, fields: fields)
    }

    private static func sentence(
        _ value: Amount, _ role: ColumnRole, _ kind: TreeKind, _ place: String, _ time: String, rounded: [UInt8]?
    ) -> String {
        let amount = Statement.amount(value)
        let ledger = rounded.map { " (the ledger says \(String(decoding: $0, as: UTF8.self)), rounded up)" } ?? ""
        switch role {
        case .balance where kind == .pledges: return "Your pledge of \(amount)\(ledger) of \(time) is stated \(place)."
        case .balance: return "Your \(amount)\(ledger) of \(time) are counted \(place)."
        case .debt:
            return
                "Your debt of \(amount)\(ledger) of \(time) is stated \(place); it is never set off against balances."
        case .margin:
            return "Your margin figure of \(amount)\(ledger) of \(time), issuer-declared, is committed \(place)."
        case .excess:
            return "Your excess of \(amount)\(ledger) over that margin figure at \(time) is committed \(place)."
        }
    }

    private static func balance(
        _ units: UInt64, _ context: TreeContext, _ role: ColumnRole, ledger: [UInt8]?, hasLeaf: Bool
    ) -> JSONOutput {
        var members = Statement.amountMembers(units, context.asset, role: role)
        members["kind"] = .string("\(context.kind.name)")
        members["leaf"] = .boolean(hasLeaf)
        if let ledger { members["ledgerAmount"] = .string(String(decoding: ledger, as: UTF8.self)) }
        return .object(members)
    }
}
