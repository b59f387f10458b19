public import KeyFiles
public import Ristretto
public import Sodium
public import SumTree

/// What opens the commitments of a holdings list: for its holder only.
///
/// - seealso: `docs/spec/margin.md`, section "Openings".
public struct HoldingsOpenings: ~Copyable, Sendable {
    /// How the file starts.
    public static let format: [UInt8] = Array("solvency-openings-1\n".utf8)
    /// The largest file in bytes.
    public static let maximumByteCount = format.count + 36 + 40 * 4096

    /// The digest of the list.
    public let list: NodeHash
    /// How many entries the list has.
    public let count: Int
    /// The quantities, with the sign of a position.
    private var quantities: SecretBuffer<Int64>
    /// The blindings in the same order.
    public let blindings: SecretScalars

    /// Puts openings together.
    init(
        list: NodeHash, quantities: [Int64], blindings: consuming SecretScalars
    ) throws(SodiumFailure) {
        precondition(quantities.count == blindings.count, "one blinding for each quantity")
        self.list = list
        count = quantities.count
        self.quantities = try SecretBuffer(count: quantities.count, repeating: 0, alignment: 8)
        self.blindings = blindings
        for index in quantities.indices { self.quantities[index] = quantities[index] }
    }

    private init(list: NodeHash, quantities: consuming SecretBuffer<Int64>, blindings: consuming SecretScalars) {
        self.list = list
        count = quantities.count
        self.quantities = quantities
        self.blindings = blindings
    }

    /// The quantity at a position of the list; an ordinary copy.
    ///
    /// - Parameter index: The entry, below ``count``.
    /// - Returns: The quantity in 10^-decimals parts.
    public func quantity(_ index: Int) -> Int64 { quantities[index] }

    /// The quantities as scalars.
    ///
    /// - Returns: The scalars in guarded memory.
    /// - Throws: `SodiumFailure` when there is no guarded memory.
    public func values() throws(SodiumFailure) -> SecretScalars {
        var values = try SecretScalars(zeros: count)
        for index in 0..<count { values[index] = Scalar(signed: quantities[index]) }
        return values
    }

    /// Writes the file's contents: format, digest, number of entries (LE32), and for each entry the quantity
    /// (LE64, two's complement) and the blinding.
    ///
    /// - Returns: The bytes, in guarded memory.
    /// - Throws: `SodiumFailure` when there is no guarded memory.
    public func encoded() throws(SodiumFailure) -> SecretBytes {
        var bytes = try SecretBytes(count: Self.format.count + 36 + 40 * count)
        let start = Self.format + list.bytes
        bytes.withUnsafeMutableBytes { raw in
            for (index, byte) in start.enumerated() { raw[index] = byte }
            raw.storeBytes(of: UInt32(count).littleEndian, toByteOffset: start.count, as: UInt32.self)
            for index in 0..<count {
                let offset = start.count + 4 + 40 * index
                raw.storeBytes(of: quantities[index].littleEndian, toByteOffset: offset, as: Int64.self)
                blindings[index].encode(
                    into: UnsafeMutableRawBufferPointer(rebasing: raw[(offset + 8)..<(offset + 40)]))
            }
        }
        return bytes
    }

    /// Reads a file.
    ///
    /// - Parameter path: The file's name; it must be readable by its owner only.
    /// - Returns: The openings.
    /// - Throws: ``OpeningsFailure``.
    public static func load(_ path: String) throws(OpeningsFailure) -> HoldingsOpenings {
        let contents: SecretBytes
        do throws(KeyFileFailure) {
            contents = try BoundedFile.readSecret(path, limit: maximumByteCount)
        } catch {
            throw .file(error)
        }
        return try HoldingsOpenings(contents: contents)
    }

    /// Decodes a file's contents.
    ///
    /// - Parameter contents: The file's bytes.
    /// - Throws: ``OpeningsFailure/malformed`` or ``OpeningsFailure/memory(_:)``.
    public init(contents: borrowing SecretBytes) throws(OpeningsFailure) {
        let head = Self.format.count + 36
        let start = contents.withUnsafeBytes { Array($0.prefix(head)) }
        guard start.count == head, start.starts(with: Self.format),
            let list = NodeHash(bytes: Array(start[Self.format.count..<Self.format.count + 32]))
        else { throw .malformed }
        let count = start.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
        guard 1...4096 ~= count, contents.count == head + 40 * count else { throw .malformed }
        let quantities = try translating(OpeningsFailure.memory) { () throws(SodiumFailure) in
            try Self.quantities(contents, from: head, count: count)
        }
        let encoded = try translating(OpeningsFailure.memory) { () throws(SodiumFailure) in
            try Self.blindings(contents, from: head, count: count)
        }
        let blindings = try translating(Self.failure) { () throws(SecretScalarFailure) in
            try SecretScalars(canonical: encoded, field: "openings.blinding")
        }
        self.init(list: list, quantities: quantities, blindings: blindings)
    }

    private static func failure(_ failure: SecretScalarFailure) -> OpeningsFailure {
        switch failure {
        case .scalar: .malformed
        case .memory(let failure): .memory(failure)
        }
    }

    private static func quantities(
        _ contents: borrowing SecretBytes, from head: Int, count: Int
    ) throws(SodiumFailure) -> SecretBuffer<Int64> {
        var quantities = try SecretBuffer<Int64>(count: count, repeating: 0, alignment: 8)
        contents.withUnsafeBytes { raw in
            for index in 0..<count {
                let bits = raw.loadUnaligned(fromByteOffset: head + 40 * index, as: Int64.self)
                quantities[index] = Int64(littleEndian: bits)
            }
        }
        return quantities
    }

    /// The encodings of the blindings side by side.
    private static func blindings(
        _ contents: borrowing SecretBytes, from head: Int, count: Int
    ) throws(SodiumFailure) -> SecretBytes {
        var encoded = try SecretBytes(count: 32 * count)
        contents.withUnsafeBytes { raw in
            encoded.withUnsafeMutableBytes { target in
                for index in 0..<count {
                    for byte in 0..<32 { target[32 * index + byte] = raw[head + 40 * index + 8 + byte] }
                }
            }
        }
        return encoded
    }
}

/// Why there are no openings.
public enum OpeningsFailure: Error, Equatable, Sendable {
    /// The file could not be read.
    case file(KeyFileFailure)
    /// The file is no file of openings.
    case malformed
    /// Memory could not be had.
    case memory(SodiumFailure)
}
