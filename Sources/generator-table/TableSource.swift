import CSodium
import Transcript

/// The Swift source of a table of generator chains.
struct TableSource {
    /// The parties of the table, from 0.
    let parties: Int

    /// How many generators of each side and party.
    let generators: Int

    /// The encodings: for each party first all of side G, then all of side H.
    private var encodings: [[UInt8]] {
        (0..<parties).flatMap { party in chain("G", party) + chain("H", party) }
    }

    /// The start of one chain: SHAKE256 of its name, 64 bytes a generator, each through the one-way map.
    private func chain(_ side: String, _ party: Int) -> [[UInt8]] {
        var hash = SHAKE(.shake256)
        hash.absorb(Array("GeneratorsChain\(side)".utf8))
        hash.absorb((0..<4).map { UInt8(truncatingIfNeeded: party >> (8 * $0)) })
        var stream = hash.finalize()
        return (0..<generators).map { _ in
            var encoding = [UInt8](repeating: 0, count: 32)
            crypto_core_ristretto255_from_hash(&encoding, stream.read(64))
            return encoding
        }
    }

    /// The source text, with one string literal: array literals of this size take the compiler seconds.
    var text: String {
        let hexadecimal = encodings.map { Self.hexadecimal($0) }.joined(separator: "\\\n        ")
        return """
            // Made by generator-table; not to be edited.
            enum GeneratorTableData {
                static let parties = \(parties)
                static let generators = \(generators)
                static let hexadecimal: StaticString = \"""
                    \(hexadecimal)
                    \"""
            }

            """
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
