internal import Ristretto
internal import SumTree
internal import Wire

/// The suite `sum-tree-path`: what the holder of an account checks in a browser.
enum TreePathVectors {
    static func check(_ value: JSONValue) throws(VectorFailure) -> Bool {
        let vector = try VectorCase(
            value,
            known: [
                "name", "issuerKey", "epoch", "buildDigest", "head", "account", "salt", "columns", "path", "valid",
                "reason",
            ])
        guard let build = NodeHash(bytes: try vector["buildDigest"].bytes()),
            let account = AccountID(utf8: try vector["account"].bytes())
        else { throw .member }
        let head = try head(vector, build)
        var columns: [LeafOpening.Column] = []
        for element in try vector["columns"].elements() { columns.append(try column(element)) }
        let opening = LeafOpening(salt: try vector["salt"].bytes(), columns: columns)
        let valid = try vector["valid"].flag()
        let file = try vector["path"].bytes()
        let path: Path
        do throws(WireFailure) {
            path = try Path(file: file)
        } catch {
            return try vector.refuses("malformed")
        }
        do throws(TreeRefusal) {
            let evidence = try path.verify(account: account, opening: opening, head: head)
            return valid && evidence.amounts == columns.map { $0.amount }
        } catch {
            return try vector.refuses(error.reason)
        }
    }

    private static func column(_ value: JSONValue) throws(VectorFailure) -> LeafOpening.Column {
        let column = try VectorCase(value, known: ["commitment", "amount", "blinding"])
        return LeafOpening.Column(
            commitment: try point(column["commitment"]), amount: try column["amount"].number(),
            blinding: try ScalarVectors.scalar(column["blinding"]))
    }

    /// An encoded point, not decoded.
    static func point(_ value: JSONValue) throws(VectorFailure) -> CompressedPoint {
        let bytes = try value.bytes()
        do throws(PointFailure) { return try CompressedPoint(undecoded: bytes) } catch { throw .hexadecimal }
    }

    /// A tree from the members `issuerKey`, `epoch` and `head`.
    static func head(_ vector: VectorCase, _ buildDigest: NodeHash) throws(VectorFailure) -> TreeHead {
        let issuerKey = try vector["issuerKey"].bytes()
        guard issuerKey.count == 32 else { throw .hexadecimal }
        let epoch = try vector["epoch"].number()
        let bytes = try vector["head"].bytes()
        do throws(WireFailure) {
            var wire = try WireReader(bytes, maximumByteCount: 4096)
            let head = try TreeHead(reading: &wire, issuerKey: issuerKey, epoch: epoch, buildDigest: buildDigest)
            try wire.finish()
            return head
        } catch {
            throw .member
        }
    }
}
