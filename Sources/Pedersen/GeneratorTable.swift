internal import Ristretto
internal import Transcript

/// The first generators of the first chains, hashed when the package was built.
///
/// `GeneratorTableData`, which holds them, is written by `generator-table` through the package's build plugin.
internal struct GeneratorTable: Sendable {
    /// SHA3-256 of the table's bytes, kept apart from the generated file: a table that a build made differently, or
    /// that was changed in the program's file, is not used.
    static let digest: [UInt8] = Hexadecimal.bytes(
        "d9d179b66e408ae2c0dcda5447f445c390e9a6bd163c85bbbb4b9dfd019e87af")

    /// How many parties have generators here.
    let parties: Int

    /// How many generators each side of a party has here.
    let generators: Int

    /// The encodings: for each party first all of side G, then all of side H.
    let encodings: [CompressedPoint]

    /// The table that is compiled in.
    ///
    /// A digest that differs means a broken program, which must not go on: with other generators a proof proves nothing.
    static let compiledIn: GeneratorTable = {
        let bytes = Hexadecimal.bytes(GeneratorTableData.hexadecimal)
        guard
            let table = GeneratorTable(
                bytes: bytes, parties: GeneratorTableData.parties, generators: GeneratorTableData.generators,
                digest: digest)
        else { fatalError("the generator table that is compiled in does not have its digest") }
        return table
    }()

    /// Reads a table; `nil` when its size or its digest is wrong.
    init?(bytes: [UInt8], parties: Int, generators: Int, digest: [UInt8]) {
        guard bytes.count == 2 * parties * generators * CompressedPoint.byteCount else { return nil }
        var hash = SHA3(.sha3_256)
        hash.absorb(bytes)
        guard hash.finalize() == digest else { return nil }
        self.parties = parties
        self.generators = generators
        encodings = bytes.withUnsafeBytes { raw in
            [CompressedPoint](raw.bindMemory(to: CompressedPoint.self))
        }
    }

    /// The first encodings of a chain; `nil` where the table has fewer.
    func encodings(_ side: GeneratorChain.Side, party: Int, count: Int) -> ArraySlice<CompressedPoint>? {
        guard party < parties, count <= generators else { return nil }
        let start = (2 * party + (side == .g ? 0 : 1)) * generators
        return encodings[start..<start + count]
    }
}
