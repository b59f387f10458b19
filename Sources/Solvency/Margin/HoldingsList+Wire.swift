internal import CircuitModel
internal import Ristretto
internal import SumTree
internal import Wire

extension HoldingsList {
    /// The bytes that are signed.
    ///
    /// - Returns: One CBOR item.
    public func encoded() -> [UInt8] {
        var writer = WireWriter(capacity: 256 + 64 * entries.count)
        writer.beginMap(count: 8 + (universe == nil ? 0 : 1) + (lock == nil ? 0 : 1))
        writer.key(1)
        writer.bytes(signerKey)
        writer.key(2)
        writer.text(holder)
        writer.key(3)
        writer.bytes(holderKey)
        writer.key(4)
        writer.text(account)
        writer.key(5)
        writer.unsigned(valuationTime.seconds)
        writer.key(6)
        writer.bool(isComplete)
        if let universe {
            writer.key(7)
            writer.bytes(universe.bytes)
        }
        if let lock {
            writer.key(8)
            writer.beginArray(count: 2)
            writer.text(lock.verifier)
            writer.unsigned(lock.until.seconds)
            writer.end()
        }
        writer.key(9)
        writer.beginArray(count: entries.count)
        for entry in entries { entry.name.write(to: &writer) }
        writer.end()
        writer.key(10)
        let commitments = entries.map { $0.commitment }
        commitments.withUnsafeBytes { writer.bytes($0) }
        writer.end()
        return writer.finish()
    }

    /// Decodes the bytes that are signed.
    init(body: [UInt8]) throws(WireFailure) {
        var reader = try WireReader(body, maximumByteCount: SignedHoldings.fileKind.maximumByteCount)
        try reader.beginMap("holdings")
        try reader.key(1, "holdings.signer")
        let signerKey = try reader.bytes("holdings.signer", count: 32)
        try reader.key(2, "holdings.holder")
        let holder = try reader.name("holdings.holder")
        try reader.key(3, "holdings.holderKey")
        let holderKey = try reader.bytes("holdings.holderKey", count: 32)
        try reader.key(4, "holdings.account")
        let account = try reader.name("holdings.account")
        try reader.key(5, "holdings.time")
        let valuationTime = try reader.timestamp("holdings.time")
        try reader.key(6, "holdings.complete")
        let isComplete = try reader.bool("holdings.complete")
        let universe = try reader.optionalKey(7, "holdings.universe") ? try reader.nodeHash("holdings.universe") : nil
        let lock = try reader.optionalKey(8, "holdings.lock") ? try Lock(reading: &reader) : nil
        try reader.key(9, "holdings.entries")
        let place = reader.failure("holdings.entries", .unknownValue)
        let count = try reader.beginArray("holdings.entries", count: 1...Self.mostEntries)
        var names: [EntryName] = []
        for _ in 0..<count { names.append(try EntryName(reading: &reader)) }
        try reader.end("holdings.entries")
        try reader.key(10, "holdings.commitments")
        let commitments = try reader.points("holdings.commitments", count: count)
        try reader.end("holdings")
        try reader.finish()
        var entries: [Entry] = []
        for index in names.indices { entries.append(Entry(name: names[index], commitment: commitments[index])) }
        do throws(HoldingsFault) {
            try self.init(
                signerKey: signerKey, holder: holder, holderKey: holderKey, account: account,
                valuationTime: valuationTime, isComplete: isComplete, universe: universe, lock: lock, entries: entries)
        } catch {
            throw place
        }
    }
}

extension HoldingsList.Lock {
    fileprivate init(reading reader: inout WireReader) throws(WireFailure) {
        try reader.beginArray("holdings.lock", count: 2)
        let verifier = try reader.name("holdings.lock.verifier")
        let until = try reader.timestamp("holdings.lock.until")
        try reader.end("holdings.lock")
        self.init(verifier: verifier, until: until)
    }
}

extension EntryName {
    /// Writes kind, id and decimals.
    func write(to writer: inout WireWriter) {
        writer.beginArray(count: 3)
        writer.unsigned(UInt64(kind.rawValue))
        writer.text(id)
        writer.unsigned(decimals)
        writer.end()
    }

    /// Reads kind, id and decimals.
    init(reading reader: inout WireReader) throws(WireFailure) {
        try reader.beginArray("entry", count: 3)
        let kindPlace = reader.failure("entry.kind", .unknownValue)
        let number = try reader.unsigned("entry.kind", in: 0...255)
        guard let kind = EntryKind(rawValue: UInt8(number)) else { throw kindPlace }
        let place = reader.failure("entry.id", .unknownValue)
        let id = try reader.text("entry.id", count: 1...Self.mostIDBytes)
        let decimals = try reader.unsigned("entry.decimals", in: 0...Self.mostDecimals)
        try reader.end("entry")
        guard let name = EntryName(kind: kind, id: id, decimals: decimals) else { throw place }
        self = name
    }
}
