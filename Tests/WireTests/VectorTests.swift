import Foundation
import StrictJSON
import Testing
import Wire

/// One case of `vectors/cbor.json`.
struct CBORCase: Sendable, CustomTestStringConvertible {
    let name: String
    let encoding: [UInt8]
    let valid: Bool
    let reason: String?

    var testDescription: String { name }

    static let all: [CBORCase] = (try? load()) ?? []

    static func load() throws -> [CBORCase] {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../vectors/cbor.json")
        let bytes = [UInt8](try Data(contentsOf: file))
        return try JSONDocument.parse(bytes, maximumBytes: 1 << 20).object { (file) throws(JSONFailure) in
            let suite = try file.required("suite")
            guard try suite.string() == "cbor" else { throw suite.failure(.refused("another suite")) }
            _ = try file.string("source")
            return try file.required("cases").array { (element) throws(JSONFailure) in
                try element.object { (entry) throws(JSONFailure) in
                    CBORCase(
                        name: try entry.string("name"), encoding: try entry.hex("encoding"),
                        valid: try entry.bool("valid"), reason: try entry.optional("reason")?.string())
                }
            }
        }
    }
}

@Suite struct VectorTests {
    @Test func theFileIsThere() { #expect(CBORCase.all.count == 159) }

    @Test(arguments: CBORCase.all)
    func verdict(_ entry: CBORCase) throws {
        do throws(WireFailure) {
            let value = try WireValue(decoding: entry.encoding, maximumByteCount: 20000)
            #expect(entry.valid)
            #expect(value.encoded() == entry.encoding)
        } catch {
            #expect(!entry.valid)
            #expect("\(error.reason.name)" == entry.reason)
            #expect(error.offset <= entry.encoding.count)
        }
    }

    @Test func offsetsPointAtTheFault() {
        #expect(failure([0x83, 0x01, 0x02, 0x18, 0x01]) == WireFailure(offset: 3, field: "item", reason: .notShortest))
        #expect(failure([0xA2, 0x02, 0x00, 0x01, 0x00]) == WireFailure(offset: 3, field: "key", reason: .keyOrder))
        #expect(failure([0x00, 0x00]) == WireFailure(offset: 1, field: "input", reason: .trailingBytes))
    }

    @Test func longInputIsRefusedUnread() {
        #expect(throws: WireFailure(offset: 0, field: "input", reason: .tooLong(limit: 3))) {
            try WireValue(decoding: [0x43, 1, 2, 3], maximumByteCount: 3)
        }
    }

    private func failure(_ bytes: [UInt8]) -> WireFailure? {
        do throws(WireFailure) {
            _ = try WireValue(decoding: bytes, maximumByteCount: 100)
            return nil
        } catch {
            return error
        }
    }
}
