import CommandLineKit
import Ristretto
import Solvency
import StrictJSON
import SumTree

/// The verb `epoch verify`.
enum EpochVerify {
    static let folder = OperandSpec("PUBLIC", "the published folder, with header.cbor in it", kind: .folder)
    static let previous = OptionSpec.value(
        "previous", "HEADER", "the header of the epoch before, to check that this one follows it", kind: .file)

    static let command = Command(
        CommandSpec(
            "epoch", "verify", summary: "check a whole publication: every hash, every sum, every range proof",
            discussion: [
                "Needs no secret and no network. The issuer's key comes from you, everything else from the folder. With "
                    + "--previous the header must also follow that one: no gap, no fork, no time that goes back, no "
                    + "second header for the same epoch."
            ],
            operands: [folder], options: [HeaderFile.issuer, previous, Threads.option],
            examples: [
                .init("solvency epoch verify epoch42/public --issuer issuer.pub", "Check everything that is public."),
                .init(
                    "solvency epoch verify epoch42/public --issuer issuer.pub --previous epoch41/public/header.cbor",
                    "Check also that the epoch follows the one before."),
            ]),
        body: run)

    private static func run(_ arguments: ParsedArguments, _ console: Console) throws(CommandFailure) -> CommandReport {
        let root = try arguments.operand(0, folder)
        let key = try HeaderFile.trustedKey(arguments)
        let header = try HeaderFile.read(root + "/header.cbor", issuer: key, isPublished: true)
        if let path = arguments.value(previous) {
            let before = try HeaderFile.read(path, issuer: key)
            do throws(Refusal) { try header.checkFollows(before) } catch { throw failure(error, before, header) }
        }
        let threads = try Threads.count(arguments)
        let files = PublishedFolder(root)
        let meter = ProgressMeter("files", total: files.expectedCount(header), console: console)
        meter.begin()
        let evidence: VerifiedPublication
        do throws(PublicationFailure) {
            try files.refuseForeign(header)
            try files.checkIndex(header)
            evidence = try Publication.verify(header, threads: threads, read: files.read) { meter.advance() }
            meter.finish()
        } catch {
            meter.finish()
            switch error {
            case .refused(let refusal): throw CommandFailure(refusal, message: message(refusal, header))
            case .unreadable(let path, let message):
                throw CommandFailure(
                    .cannotCheck(reason: nil),
                    "cannot read \(DisplayText.quoted(String(decoding: path, as: UTF8.self))): \(message)")
            }
        }
        return report(evidence, hasPrevious: arguments.has(previous))
    }

    /// A refusal of the chain, with both signed headers where they are evidence against the issuer.
    private static func failure(
        _ refusal: Refusal, _ before: VerifiedHeader, _ header: VerifiedHeader
    ) -> CommandFailure {
        let failure = CommandFailure(refusal)
        guard case .equivocation = refusal, case .object(var evidence)? = failure.fields["evidence"] else {
            return failure
        }
        evidence["headers"] = .strings([before, header].map { Hex.text($0.signed.encodedFile()) })
        return CommandFailure(
            failure.outcome, failure.message,
            hints: [
                "keep both files: together they show to anybody that the issuer signed twice",
                "their digests are \(Hex.text(before.digest.bytes)) and \(Hex.text(header.digest.bytes))",
            ], fields: ["evidence": .object(evidence)])
    }

    /// The refusal with the asset that it is about.
    private static func message(_ refusal: Refusal, _ header: VerifiedHeader) -> String {
        guard case .tree(let index, _) = refusal else { return "\(refusal)" }
        let context = header.header.trees[index].head.context
        return "\(String(decoding: context.asset.id, as: UTF8.self)) (\(context.kind.name)): \(refusal)"
    }

    private static func report(_ evidence: VerifiedPublication, hasPrevious: Bool) -> CommandReport {
        let header = evidence.header.header
        let proofs = evidence.trees.reduce(0) { $0 + $1.proofCount }
        let message =
            "epoch \(header.epoch) of \(Statement.issuer(header)), \(HeaderFile.time(header)): all \(proofs) range proofs, "
            + "sums and hashes of \(header.trees.count) \(header.trees.count == 1 ? "tree" : "trees") are right"
        var claims = [
            "the key that you trust signed this header",
            "in every tree no commitment holds a negative amount, and the totals committed to are the sums of all leaves",
        ]
        if hasPrevious { claims.append("the epoch follows the one that you gave") }
        if let corrects = header.corrects { claims.append("the issuer says that it corrects epoch \(corrects)") }
        var notShown = Statement.epochNotShown(header.trees.map(\.head.context.kind))
        if !hasPrevious { notShown.append("that this epoch follows the one before: give that header with --previous") }
        var fields = HeaderFile.fields(evidence.header)
        fields["assets"] = .array(
            evidence.trees.map { tree in
                let context = tree.head.context
                return [
                    "id": .string(String(decoding: context.asset.id, as: UTF8.self)),
                    "kind": .string("\(context.kind.name)"), "decimals": HeaderFile.number(context.asset.decimals),
                    "columns": .strings(context.columns.map { "\($0.name)" }),
                    "capacity": HeaderFile.number(context.shape.capacity),
                    "rootHash": .string(Hex.text(tree.head.root.hash.bytes)),
                    "rootCommitments": .strings(tree.head.root.commitments.map { Hex.text($0.bytes) }),
                    "rangeProofs": HeaderFile.number(tree.proofCount),
                ]
            })
        let lines = [message, "header digest: \(Hex.text(evidence.header.digest.bytes))"]
        return CommandReport(
            .verified, message, lines: lines, claims: claims, notShown: notShown, fields: fields)
    }
}
