import CommandLineKit
import Ristretto
import Solvency
import StrictJSON
import SumTree
import Wire

extension FileContent {
    /// Reads one of the binary files; nil when the bytes do not start like one.
    static func published(_ bytes: [UInt8], path: String) throws(CommandFailure) -> FileContent? {
        guard let (type, _) = try? FileKind.announced(in: bytes) else { return nil }
        do throws(WireFailure) {
            switch String(decoding: type, as: UTF8.self) {
            case "solvency/epoch-header": return header(try SignedHeader(file: bytes))
            case "solvency/receipt": return receipt(try Receipt(file: bytes))
            case "solvency/tree-path": return treePath(try Path(file: bytes))
            case "solvency/epoch-index": return index(try PublicationIndex(file: bytes))
            case "solvency/tree-leaves": return leaves(try LeafChunk(file: bytes))
            case "solvency/tree-proofs": return proofs(try ProofChunk(file: bytes))
            default: return try margin(type, bytes)
            }
        } catch {
            throw CommandFailure(decoding: path, error)
        }
    }

    private static func header(_ file: SignedHeader) -> FileContent {
        let header = file.unverified
        let trees = header.trees.map { tree -> JSONOutput in
            let context = tree.head.context
            return [
                "id": .string(String(decoding: context.asset.id, as: UTF8.self)),
                "kind": .string("\(context.kind.name)"),
                "unit": .string(String(decoding: context.asset.unit, as: UTF8.self)),
                "decimals": HeaderFile.number(context.asset.decimals),
                "columns": .strings(context.columns.map { "\($0.name)" }),
                "arity": .integer(Int64(context.shape.arity)), "capacity": HeaderFile.number(context.shape.capacity),
                "context": .string(Hex.text(context.digest.bytes)),
                "rootHash": .string(Hex.text(tree.head.root.hash.bytes)),
                "rootCommitments": .strings(tree.head.root.commitments.map { Hex.text($0.bytes) }),
                "filesDigest": .string(Hex.text(tree.filesDigest.bytes)),
            ]
        }
        return FileContent(
            type: "epoch-header", version: 1,
            fields: [
                Field(name: "issuer", value: .string(HeaderFile.name(header))),
                Field(name: "issuerKey", value: .string(Hex.text(header.issuerKey))),
                Field(name: "epoch", value: HeaderFile.number(header.epoch)),
                Field(name: "valuationTime", value: .string("\(header.valuationTime)")),
                Field(name: "previousDigest", value: .optional(header.previousDigest.map { Hex.text($0.bytes) })),
                Field(name: "corrects", value: header.corrects.map(HeaderFile.number) ?? .null),
                Field(name: "headerDigest", value: .string(Hex.text(file.digest.bytes))),
                Field(name: "trees", value: .array(trees)),
            ])
    }

    /// The public half of a receipt only: amounts are its holder's.
    private static func receipt(_ file: Receipt) -> FileContent {
        let entries = file.body.entries.map { entry -> JSONOutput in
            var members: [String: JSONOutput] = [
                "context": .string(Hex.text(entry.contextDigest.bytes)), "leaf": .null,
            ]
            if let leaf = entry.leaf {
                members["leaf"] = HeaderFile.number(leaf.index)
                members["commitments"] = .strings(leaf.commitments.map { Hex.text($0.bytes) })
            }
            return .object(members)
        }
        return FileContent(
            type: "receipt", version: 1,
            fields: [
                Field(name: "account", value: .string(String(decoding: file.body.account.utf8, as: UTF8.self))),
                Field(name: "headerDigest", value: .string(Hex.text(file.body.headerDigest.bytes))),
                Field(name: "entries", value: .array(entries)),
            ])
    }

    private static func treePath(_ file: Path) -> FileContent {
        FileContent(
            type: "tree-path", version: 1,
            fields: [
                Field(name: "context", value: .string(Hex.text(file.contextDigest.bytes))),
                Field(name: "leaf", value: HeaderFile.number(file.leafIndex)),
                Field(name: "levels", value: .integer(Int64(file.levels.count))),
            ])
    }

    private static func index(_ file: PublicationIndex) -> FileContent {
        let trees = file.trees.map { tree -> JSONOutput in
            [
                "context": .string(Hex.text(tree.contextDigest.bytes)), "files": .integer(Int64(tree.files.count)),
                "filesDigest": .string(Hex.text(tree.filesDigest.bytes)),
            ]
        }
        return FileContent(type: "epoch-index", version: 1, fields: [Field(name: "trees", value: .array(trees))])
    }

    private static func leaves(_ file: LeafChunk) -> FileContent {
        FileContent(
            type: "tree-leaves", version: 1,
            fields: [
                Field(name: "context", value: .string(Hex.text(file.contextDigest.bytes))),
                Field(name: "first", value: HeaderFile.number(file.first)),
                Field(name: "leaves", value: .integer(Int64(file.hashes.count))),
            ])
    }

    private static func proofs(_ file: ProofChunk) -> FileContent {
        FileContent(
            type: "tree-proofs", version: 1,
            fields: [
                Field(name: "context", value: .string(Hex.text(file.contextDigest.bytes))),
                Field(name: "level", value: .integer(Int64(file.level))),
                Field(name: "first", value: HeaderFile.number(file.first)),
                Field(name: "proofs", value: .integer(Int64(file.proofs.count))),
            ])
    }
}
