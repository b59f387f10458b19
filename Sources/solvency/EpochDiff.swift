import CommandLineKit
import KeyFiles
import Ristretto
import Solvency
import StrictJSON
import SumTree
import Wire

/// The verb `epoch diff`.
enum EpochDiff {
    static let first = OperandSpec("DIR1", "an epoch's folder or its public folder", kind: .folder)
    static let second = OperandSpec("DIR2", "another one", kind: .folder)

    static let command = Command(
        CommandSpec(
            "epoch", "diff", summary: "list what two publications disclose differently",
            discussion: [
                "Compares what anybody can read out of the headers: assets, capacities, columns, units, form of the trees. "
                    + "Then looks for leaves that both publications have, by hash and by commitment: there must be none, or "
                    + "balances of the two epochs can be linked.",
                "It is for a publisher before he uploads. Headers are checked with --issuer, else with the key that they "
                    + "name; proofs are not checked.",
            ],
            operands: [first, second], options: [HeaderFile.issuer],
            examples: [
                .init("solvency epoch diff epoch41/public epoch42/public", "See what is new in epoch 42.")
            ]),
        body: run)

    private static func run(_ arguments: ParsedArguments, _ console: Console) throws(CommandFailure) -> CommandReport {
        let roots = [publicFolder(try arguments.operand(0, first)), publicFolder(try arguments.operand(1, second))]
        var headers: [VerifiedHeader] = []
        for root in roots {
            let path = root + "/header.cbor"
            headers.append(
                arguments.has(HeaderFile.issuer)
                    ? try HeaderFile.read(path, issuer: try HeaderFile.trustedKey(arguments))
                    : try HeaderFile.readSelfSigned(path))
        }
        let folders = roots.map { PublishedFolder($0) }
        let files = zip(folders, headers).reduce(0) { $0 + LeafImages.fileCount($1.1) }
        let meter = ProgressMeter("files", total: files, console: console)
        meter.begin()
        defer { meter.finish() }
        let before = try LeafImages(folders[0], headers[0]) { meter.advance() }
        let after = try LeafImages(folders[1], headers[1]) { meter.advance() }
        let shared = before.countShared(with: after)
        return try report(
            headers[0].header, headers[1].header, shared: shared, isTrusted: arguments.has(HeaderFile.issuer))
    }

    private static func publicFolder(_ path: String) -> String {
        AtomicFile.isTaken(path + "/public/header.cbor") ? path + "/public" : path
    }

    private static func report(
        _ before: EpochHeader, _ after: EpochHeader, shared: Int, isTrusted: Bool
    ) throws(CommandFailure) -> CommandReport {
        let changes = DisclosureChange.between(before, after).map { describe($0, before, after) }
        let fields: [String: JSONOutput] = [
            "epochs": .array([HeaderFile.number(before.epoch), HeaderFile.number(after.epoch)]),
            "changes": .array(
                changes.map { change in
                    [
                        "what": .string(change.what), "tree": .optional(change.tree),
                        "before": .optional(change.before), "after": .optional(change.after),
                    ]
                }),
            "sharedLeaves": .integer(Int64(shared)),
        ]
        guard shared == 0 else {
            throw CommandFailure(
                .refused(reason: "sharedLeaves"),
                "both publications have \(shared) leaf hashes or commitments in common: their balances can be linked",
                hints: ["never publish both; build the later epoch again, in a new folder"], fields: fields)
        }
        let message =
            changes.isEmpty
            ? "epochs \(before.epoch) and \(after.epoch) disclose the same kind of things"
            : "epochs \(before.epoch) and \(after.epoch) disclose \(changes.count) things differently"
        var notShown = ["that either publication is sound: epoch verify shows that"]
        if !isTrusted { notShown.append("that the headers are the issuer's: give its key with --issuer") }
        return CommandReport(
            .done, message, lines: [message] + changes.map { "  " + $0.line },
            claims: ["the two publications have no leaf hash and no commitment of a leaf in common"],
            notShown: notShown, fields: fields)
    }

    /// A change in words and in parts.
    private struct Change {
        let what: String
        let tree: String?
        let before: String?
        let after: String?

        var line: String {
            let place = tree.map { "\($0): " } ?? ""
            switch (before, after) {
            case (let before?, let after?): return "\(place)\(what): \(before), then \(after)"
            case (let before?, nil): return "\(place)\(what): \(before)"
            case (nil, let after?): return "\(place)\(what): \(after)"
            case (nil, nil): return place + what
            }
        }
    }

    private static func describe(
        _ change: DisclosureChange, _ before: EpochHeader, _ after: EpochHeader
    ) -> Change {
        func between(_ what: String, _ first: Int, _ second: Int, _ text: (TreeContext) -> String) -> Change {
            let (one, other) = (before.trees[first].head.context, after.trees[second].head.context)
            return Change(what: what, tree: name(one), before: text(one), after: text(other))
        }
        switch change {
        case .issuerName:
            return Change(what: "issuer", tree: nil, before: HeaderFile.name(before), after: HeaderFile.name(after))
        case .issuerKey:
            return Change(
                what: "issuer key", tree: nil, before: Hex.text(before.issuerKey), after: Hex.text(after.issuerKey))
        case .added(let tree):
            let context = after.trees[tree].head.context
            return Change(what: "new", tree: name(context), before: nil, after: holders(context))
        case .removed(let tree):
            let context = before.trees[tree].head.context
            return Change(what: "gone", tree: name(context), before: holders(context), after: nil)
        case .order: return Change(what: "the order of the trees", tree: nil, before: nil, after: nil)
        case .capacity(let first, let second): return between("capacity", first, second, holders)
        case .arity(let first, let second): return between("arity", first, second) { "\($0.shape.arity)" }
        case .columns(let first, let second):
            return between("columns", first, second) { $0.columns.map { "\($0.name)" }.joined(separator: "+") }
        case .unit(let first, let second):
            return between("unit", first, second) {
                "\(String(decoding: $0.asset.unit, as: UTF8.self)) with \($0.asset.decimals) decimals"
            }
        case .bits(let first, let second): return between("range proofs", first, second) { "\($0.bits) bits" }
        }
    }

    private static func name(_ context: TreeContext) -> String {
        "\(String(decoding: context.asset.id, as: UTF8.self)) (\(context.kind.name))"
    }

    /// What a capacity says about the number of holders.
    private static func holders(_ context: TreeContext) -> String { "\(context.shape.capacity) places" }
}

/// The hashes and commitments of all leaves of a publication, shortened to half: enough to find equal ones.
private struct LeafImages {
    private var images: [UInt128] = []

    static func fileCount(_ header: VerifiedHeader) -> Int {
        header.header.trees.reduce(0) { $0 + Int(clamping: TreeFiles($1.head.context).leafChunkCount) }
    }

    init(_ folder: PublishedFolder, _ header: VerifiedHeader, progress: () -> Void) throws(CommandFailure) {
        for tree in header.header.trees {
            let files = TreeFiles(tree.head.context)
            for chunk in 0..<files.leafChunkCount {
                let path = files.path(.leaves(chunk))
                let name = DisplayText.quoted(folder.root + "/" + String(decoding: path, as: UTF8.self))
                let file: [UInt8]?
                do throws(PublicationFailure) { file = try folder.read(path) } catch {
                    throw CommandFailure(.cannotCheck(reason: nil), "cannot read \(name)")
                }
                guard let file else { throw CommandFailure(.cannotCheck(reason: nil), "\(name) is missing") }
                do throws(WireFailure) {
                    let leaves = try LeafChunk(file: file)
                    for hash in leaves.hashes { images.append(Self.image(hash.bytes)) }
                    for commitment in leaves.commitments { images.append(Self.image(commitment.bytes)) }
                } catch {
                    throw CommandFailure(decoding: folder.root + "/" + String(decoding: path, as: UTF8.self), error)
                }
                progress()
            }
        }
        images.sort()
    }

    private static func image(_ bytes: [UInt8]) -> UInt128 {
        bytes.withUnsafeBytes { $0.loadUnaligned(as: UInt128.self) }
    }

    /// How many images both have.
    func countShared(with other: LeafImages) -> Int {
        var (left, right, count) = (0, 0, 0)
        while left < images.count, right < other.images.count {
            if images[left] == other.images[right] {
                count += 1
                left += 1
                right += 1
            } else if images[left] < other.images[right] {
                left += 1
            } else {
                right += 1
            }
        }
        return count
    }
}
