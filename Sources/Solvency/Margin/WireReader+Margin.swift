internal import Ristretto
internal import SumTree
internal import Wire

extension WireReader {
    /// Reads a name for people: 1 to 128 bytes of UTF-8 without control characters.
    mutating func name(_ field: StaticString) throws(WireFailure) -> [UInt8] {
        let place = failure(field, .unknownValue)
        let text = try text(field, count: 1...AccountID.mostBytes)
        guard AccountID(utf8: text) != nil else { throw place }
        return text
    }

    /// Reads a time.
    mutating func timestamp(_ field: StaticString) throws(WireFailure) -> Timestamp {
        let place = failure(field, .outOfRange)
        guard let time = Timestamp(seconds: try unsigned(field)) else { throw place }
        return time
    }

    /// Reads so many encoded points that stand end to end; what they encode is looked at later.
    mutating func points(_ field: StaticString, count: Int) throws(WireFailure) -> [CompressedPoint] {
        let place = failure(field, .unknownValue)
        let bytes = try bytes(field, count: CompressedPoint.byteCount * count)
        var points: [CompressedPoint] = []
        points.reserveCapacity(count)
        for start in stride(from: 0, to: bytes.count, by: CompressedPoint.byteCount) {
            do throws(PointFailure) {
                let span = bytes.span.extracting(start..<start + CompressedPoint.byteCount)
                points.append(try CompressedPoint(undecoded: span))
            } catch {
                throw place
            }
        }
        return points
    }
}
