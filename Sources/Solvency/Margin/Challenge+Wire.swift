internal import Bulletproofs
internal import CircuitModel
internal import SumTree
public import Wire

extension Challenge {
    /// Decodes a challenge file.
    ///
    /// - Parameter file: The file's bytes.
    /// - Throws: `WireFailure`.
    public init(file: [UInt8]) throws(WireFailure) {
        self = try Self.fileKind.decode(file) { (reader) throws(WireFailure) in try Challenge(reading: &reader) }
    }

    /// Decodes the content of a challenge file, as a proof carries it.
    ///
    /// - Parameter content: One CBOR item.
    /// - Throws: `WireFailure`.
    public init(content: [UInt8]) throws(WireFailure) {
        var reader = try WireReader(content, maximumByteCount: Self.fileKind.maximumByteCount)
        self = try Challenge(reading: &reader)
        try reader.finish()
    }

    /// Encodes the challenge file.
    ///
    /// - Returns: The file's bytes.
    public func encodedFile() -> [UInt8] { Self.fileKind.encode(capacity: 1024) { write(to: &$0) } }

    /// Encodes the content of the challenge file.
    ///
    /// - Returns: One CBOR item.
    public func encodedContent() -> [UInt8] {
        var writer = WireWriter(capacity: 1024)
        write(to: &writer)
        return writer.finish()
    }

    private func write(to writer: inout WireWriter) {
        writer.beginMap(count: sourceCount == nil ? 15 : 16)
        writer.key(1)
        writer.text(verifier)
        writer.key(2)
        writer.bytes(nonce)
        writer.key(3)
        writer.unsigned(notAfter.seconds)
        writer.key(4)
        writer.text(holder)
        writer.key(5)
        writer.beginArray(count: accounts.count)
        for account in accounts { writer.text(account) }
        writer.end()
        if let sourceCount {
            writer.key(6)
            writer.unsigned(sourceCount)
        }
        writer.key(7)
        writer.beginArray(count: circuits.count)
        for circuit in circuits {
            writer.beginArray(count: 3)
            writer.text(circuit.name)
            writer.unsigned(UInt64(circuit.version))
            writer.bytes(circuit.digest.bytes)
            writer.end()
        }
        writer.end()
        writer.key(8)
        writer.unsigned(minimumRung)
        writer.key(9)
        writer.bytes(parameters.bytes)
        writer.key(10)
        writer.bytes(priceSigner)
        writer.key(11)
        writer.unsigned(valuationTime.seconds)
        writer.key(12)
        writer.unsigned(maximumAge)
        writer.key(13)
        writer.unsigned(maximumSkew)
        writer.key(14)
        writer.beginArray(count: suites.count)
        for suite in suites { writer.unsigned(UInt64(suite.rawValue)) }
        writer.end()
        writer.key(15)
        writer.beginArray(count: completeRoles.count)
        for role in completeRoles { writer.unsigned(role.rawValue) }
        writer.end()
        writer.key(16)
        writer.bool(requiresLock)
        writer.end()
    }

    private init(reading reader: inout WireReader) throws(WireFailure) {
        let place = reader.failure("challenge", .unknownValue)
        try reader.beginMap("challenge")
        try reader.key(1, "challenge.verifier")
        let verifier = try reader.name("challenge.verifier")
        try reader.key(2, "challenge.nonce")
        let nonce = try reader.bytes("challenge.nonce", count: Self.nonceByteCount)
        try reader.key(3, "challenge.notAfter")
        let notAfter = try reader.timestamp("challenge.notAfter")
        try reader.key(4, "challenge.holder")
        let holder = try reader.name("challenge.holder")
        try reader.key(5, "challenge.accounts")
        let accounts = try reader.list("challenge.accounts", count: 1...Self.mostAccounts) {
            (reader) throws(WireFailure) in
            try reader.name("challenge.account")
        }
        let sourceCount =
            try reader.optionalKey(6, "challenge.sources") ? try reader.unsigned("challenge.sources", in: 1...256) : nil
        try reader.key(7, "challenge.circuits")
        let circuits = try reader.list("challenge.circuits", count: 1...Self.mostCircuits) {
            (reader) throws(WireFailure) in try CircuitReference(reading: &reader)
        }
        try reader.key(8, "challenge.rung")
        let rung = try reader.unsigned("challenge.rung")
        try reader.key(9, "challenge.parameters")
        let parameters = try reader.nodeHash("challenge.parameters")
        try reader.key(10, "challenge.priceSigner")
        let priceSigner = try reader.bytes("challenge.priceSigner", count: 32)
        try reader.key(11, "challenge.valuationTime")
        let valuationTime = try reader.timestamp("challenge.valuationTime")
        try reader.key(12, "challenge.maximumAge")
        let maximumAge = try reader.unsigned("challenge.maximumAge", in: 0...Self.longestDuration)
        try reader.key(13, "challenge.maximumSkew")
        let maximumSkew = try reader.unsigned("challenge.maximumSkew", in: 0...Self.longestDuration)
        try reader.key(14, "challenge.suites")
        let suites = try reader.list("challenge.suites", count: 1...CircuitSuite.allCases.count) {
            (reader) throws(WireFailure) in try reader.suite("challenge.suite")
        }
        try reader.key(15, "challenge.completeRoles")
        let roles = try reader.list("challenge.completeRoles", count: 0...SignerRole.allCases.count) {
            (reader) throws(WireFailure) in
            let place = reader.failure("challenge.role", .unknownValue)
            guard let role = SignerRole(rawValue: try reader.unsigned("challenge.role")) else { throw place }
            return role
        }
        try reader.key(16, "challenge.requiresLock")
        let requiresLock = try reader.bool("challenge.requiresLock")
        try reader.end("challenge")
        do throws(ChallengeFault) {
            try self.init(
                verifier: verifier, nonce: nonce, notAfter: notAfter, holder: holder, accounts: accounts,
                sourceCount: sourceCount, circuits: circuits, minimumRung: rung, parameters: parameters,
                priceSigner: priceSigner, valuationTime: valuationTime, maximumAge: maximumAge,
                maximumSkew: maximumSkew, suites: suites, completeRoles: roles, requiresLock: requiresLock)
        } catch {
            throw place
        }
    }
}

extension CircuitReference {
    fileprivate init(reading reader: inout WireReader) throws(WireFailure) {
        try reader.beginArray("circuit", count: 3)
        let name = try reader.text("circuit.name", count: 1...Self.longestName)
        let version = try reader.unsigned("circuit.version", in: 1...UInt64(UInt32.max))
        let place = reader.failure("circuit.digest", .unknownValue)
        guard let digest = CircuitDigest(bytes: try reader.bytes("circuit.digest", count: 32)) else { throw place }
        try reader.end("circuit")
        self.init(name: name, version: UInt32(version), digest: digest)
    }
}

extension WireReader {
    /// Reads an array of items of one form.
    mutating func list<Item>(
        _ field: StaticString, count allowed: ClosedRange<Int>,
        _ item: (inout WireReader) throws(WireFailure) -> Item
    ) throws(WireFailure) -> [Item] {
        let count = try beginArray(field, count: allowed)
        var items: [Item] = []
        for _ in 0..<count { items.append(try item(&self)) }
        try end(field)
        return items
    }

    /// Reads the number of a suite.
    mutating func suite(_ field: StaticString) throws(WireFailure) -> CircuitSuite {
        let place = failure(field, .unknownValue)
        let number = try unsigned(field, in: 0...255)
        guard let suite = CircuitSuite(rawValue: UInt8(number)) else { throw place }
        return suite
    }
}
