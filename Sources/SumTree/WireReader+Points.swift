internal import Bulletproofs
internal import Ristretto
internal import Wire

extension WireReader {
    /// Reads 32 bytes as a digest.
    mutating func digest(_ field: StaticString) throws(WireFailure) -> NodeHash {
        let bytes = try bytes(field, count: NodeHash.byteCount)
        return bytes.withUnsafeBytes { NodeHash(reading: $0, at: 0) }
    }

    /// Reads digests that stand end to end in one byte string.
    mutating func digests(_ field: StaticString, count: ClosedRange<Int>) throws(WireFailure) -> [NodeHash] {
        [NodeHash](endToEnd: try words(field, of: NodeHash.byteCount, count: count))
    }

    /// Reads encoded points that stand end to end in one byte string; what they encode is looked at later.
    mutating func points(_ field: StaticString, count: ClosedRange<Int>) throws(WireFailure) -> [CompressedPoint] {
        let start = failure(field, .count(0))
        let bytes = try words(field, of: CompressedPoint.byteCount, count: count)
        var points: [CompressedPoint] = []
        points.reserveCapacity(bytes.count / CompressedPoint.byteCount)
        for offset in stride(from: 0, to: bytes.count, by: CompressedPoint.byteCount) {
            do throws(PointFailure) {
                let span = bytes.span.extracting(offset..<offset + CompressedPoint.byteCount)
                points.append(try CompressedPoint(undecoded: span))
            } catch {
                // Only the length can be wrong, and it is not.
                throw start
            }
        }
        return points
    }

    /// Reads a byte string that is a whole number of words.
    private mutating func words(
        _ field: StaticString, of byteCount: Int, count: ClosedRange<Int>
    ) throws(WireFailure) -> [UInt8] {
        let place = failure(field, .truncated)
        let bytes = try bytes(field, count: byteCount * count.lowerBound...byteCount * count.upperBound)
        guard bytes.count.isMultiple(of: byteCount) else {
            throw WireFailure(offset: place.offset, field: field, reason: .count(UInt64(bytes.count)))
        }
        return bytes
    }

    /// Reads one of a few constant texts.
    mutating func choice<Choice>(
        _ field: StaticString, _ choices: [Choice], name: (Choice) -> StaticString
    ) throws(WireFailure) -> Choice {
        let place = failure(field, .unknownValue)
        let text = try text(field, count: 1...64)
        for choice in choices where name(choice).withUTF8Buffer({ $0.elementsEqual(text) }) { return choice }
        throw place
    }
}

extension WireWriter {
    /// Writes a digest.
    mutating func digest(_ digest: NodeHash) { withUnsafeBytes(of: digest) { bytes($0) } }

    /// Writes digests end to end in one byte string.
    mutating func digests(_ digests: [NodeHash]) { digests.withUnsafeBytes { bytes($0) } }

    /// Writes points end to end in one byte string.
    mutating func points(_ points: [CompressedPoint]) { points.withUnsafeBytes { bytes($0) } }
}
