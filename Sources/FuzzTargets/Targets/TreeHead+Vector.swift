import StrictJSON
import SumTree
import Wire

extension TreeHead {
    /// Reads the head of a case of the tree vectors.
    init(vector reader: inout JSONObjectReader, buildDigest: NodeHash?) throws(JSONFailure) {
        let field = try reader.required("head")
        let (key, epoch) = (try reader.hex("issuerKey"), try reader.integer("epoch") as UInt64)
        guard let buildDigest else { throw field.failure(.refused("no digest of a build")) }
        do throws(WireFailure) {
            let bytes = try Self.bytes(field)
            var wire = try WireReader(bytes, maximumByteCount: 4096)
            self = try TreeHead(reading: &wire, issuerKey: key, epoch: epoch, buildDigest: buildDigest)
            try wire.finish()
        } catch {
            throw field.failure(.refused("\(error)"))
        }
    }

    private static func bytes(_ field: JSONValue) throws(WireFailure) -> [UInt8] {
        do throws(JSONFailure) { return try field.hex() } catch {
            throw WireFailure(offset: 0, field: "head", reason: .truncated)
        }
    }
}
