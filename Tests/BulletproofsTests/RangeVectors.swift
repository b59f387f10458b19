import Bulletproofs
import Foundation
import Ristretto
import Testing
import Transcript

/// A case of suite `bulletproofs-range`.
struct RangeVector: Codable, Sendable, CustomTestStringConvertible {
    var name: String
    var label: String?
    var labelHex: String?
    var bits: Int
    var commitments: [String]
    var proof: String
    var valid: Bool
    var reason: String?

    var testDescription: String { name }

    var transcript: Transcript {
        Transcript(labelBytes: labelHex.map { bytes($0) } ?? Array((label ?? "").utf8))
    }

    var encoding: EncodedRangeProof { EncodedRangeProof(undecoded: bytes(proof)) }

    func statement() throws -> RangeStatement {
        try RangeStatement(commitments: try commitments.map { try CompressedPoint(undecoded: bytes($0)) }, bits: bits)
    }
}

/// A vector file.
struct RangeVectorFile: Codable {
    var suite: String
    var source: String
    var cases: [RangeVector]

    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../vectors")
        .standardized

    /// The project's own file.
    static let own: RangeVectorFile = {
        do {
            let data = try Data(contentsOf: folder.appending(path: "bulletproofs-range.json"))
            return try JSONDecoder().decode(RangeVectorFile.self, from: data)
        } catch {
            fatalError("bulletproofs-range.json: \(error)")
        }
    }()

    /// The accepted case of that name.
    static func named(_ name: String) throws -> RangeVector {
        try #require(own.cases.first { $0.name == name })
    }
}

/// The bytes of hexadecimal digits.
func bytes(_ hexadecimal: String) -> [UInt8] {
    var result: [UInt8] = []
    var rest = Substring(hexadecimal)
    while !rest.isEmpty {
        result.append(UInt8(rest.prefix(2), radix: 16) ?? 0)
        rest = rest.dropFirst(2)
    }
    return result
}

/// The name of the reason for which an operation refuses; `nil` when it does not.
func reason(_ operation: () throws -> Void) throws -> String? {
    do {
        try operation()
        return nil
    } catch let refusal as RangeProofRefusal {
        return "\(refusal.reason)"
    }
}
