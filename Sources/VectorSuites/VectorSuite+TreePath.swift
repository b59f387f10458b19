import Ristretto
import StrictJSON
import SumTree
import Wire

extension VectorSuite {
    /// The suite `sum-tree-path`: paths of a user to a root, one fault each.
    static let treePaths = VectorSuite("sum-tree-path") { reader throws(JSONFailure) in
        let head = try treeHead(&reader, buildDigest: reader.hex("buildDigest", count: NodeHash.byteCount))
        let name = try reader.required("account")
        guard let account = AccountID(utf8: try name.hex()) else { throw name.failure(.refused("no account id")) }
        let salt = try reader.hex("salt")
        let columns = try reader.required("columns").array { (value) throws(JSONFailure) in
            try value.object { (column) throws(JSONFailure) in try openedColumn(&column) }
        }
        let path = try reader.hex("path")
        let expected = try Verdict(&reader)
        let got = verify(path, account: account, LeafOpening(salt: salt, columns: columns), head)
        return Comparison(expected: expected.text, got: got.text)
    }

    private static func verify(
        _ file: [UInt8], account: AccountID, _ opening: LeafOpening, _ head: TreeHead
    ) -> Verdict {
        let path: Path
        do throws(WireFailure) { path = try Path(file: file) } catch { return .refused(reason: "malformed") }
        do throws(TreeRefusal) {
            let evidence = try path.verify(account: account, opening: opening, head: head)
            guard evidence.amounts == opening.columns.map(\.amount) else { return .refused(reason: "other amounts") }
            return .accepted
        } catch {
            return .refused(reason: "\(error.reason)")
        }
    }

    private static func openedColumn(_ reader: inout JSONObjectReader) throws(JSONFailure) -> LeafOpening.Column {
        let commitment = try encodedPoint(reader.required("commitment"))
        let amount: UInt64 = try reader.required("amount").integerString()
        return LeafOpening.Column(
            commitment: commitment, amount: amount, blinding: try canonicalScalar(reader.required("blinding")))
    }

    /// An encoded point, not decoded.
    static func encodedPoint(_ value: JSONValue) throws(JSONFailure) -> CompressedPoint {
        let bytes = try value.hex(count: CompressedPoint.byteCount)
        do throws(PointFailure) { return try CompressedPoint(undecoded: bytes) } catch {
            throw value.failure(.refused("\(error)"))
        }
    }

    /// A scalar in its only encoding.
    static func canonicalScalar(_ value: JSONValue) throws(JSONFailure) -> Scalar {
        let bytes = try value.hex(count: Scalar.encodedByteCount)
        do throws(ScalarFailure) { return try Scalar(canonical: bytes) } catch {
            throw value.failure(.refused("\(error)"))
        }
    }

    /// A tree from the fields `issuerKey`, `epoch` and `head`.
    static func treeHead(
        _ reader: inout JSONObjectReader, buildDigest: [UInt8]
    ) throws(JSONFailure) -> TreeHead {
        let issuerKey = try reader.hex("issuerKey", count: 32)
        let epoch: UInt64 = try reader.required("epoch").integer()
        let field = try reader.required("head")
        let bytes = try field.hex()
        guard let digest = NodeHash(bytes: buildDigest) else { throw field.failure(.refused("no build digest")) }
        do throws(WireFailure) {
            var wire = try WireReader(bytes, maximumByteCount: 4096)
            let head = try TreeHead(reading: &wire, issuerKey: issuerKey, epoch: epoch, buildDigest: digest)
            try wire.finish()
            return head
        } catch {
            throw field.failure(.refused("\(error)"))
        }
    }
}
