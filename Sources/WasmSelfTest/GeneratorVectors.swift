internal import Pedersen
internal import Ristretto

/// The suite `generators`: those that are compiled in, and the hashes that define them.
enum GeneratorVectors {
    static func check(_ value: JSONValue) throws(VectorFailure) -> Bool {
        let vector = try VectorCase(value, known: ["name", "chain", "party", "start", "count", "encodings"])
        let name = try vector["chain"]
        let party = try vector["party"].number()
        let start = try vector["start"].number()
        let count = try vector["count"].number()
        let encodings = try vector["encodings"].bytes()
        // The chain `pedersen` stands for B and the base of blindings.
        if try name.spells("pedersen") {
            guard party == 0, start == 0, count == 2 else { throw .member }
            let bases = PedersenGenerators.standard
            return bases.value.compressed().bytes + bases.blinding.compressed().bytes == encodings
        }
        let side: GeneratorChain.Side
        if try name.spells("G") {
            side = .g
        } else if try name.spells("H") {
            side = .h
        } else {
            throw .unknownName
        }
        guard let party = UInt32(exactly: party), let start = UInt16(exactly: start), let count = UInt16(exactly: count)
        else { throw .member }
        var chain = GeneratorChain(side: side, party: party)
        chain.skip(Int(start))
        return CompressedPoint.encode(chain.next(Int(count))).flatMap { $0.bytes } == encodings
    }
}
