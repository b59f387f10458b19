import Bulletproofs
import CircuitModel
import Foundation
import Testing
import Wire

/// The statement as bytes: one encoding, and nothing decoded that the checks would refuse.
@Suite struct EncodingTests {
    /// A statement with every kind of row and integers of all sizes.
    static func statement() throws -> CompiledStatement {
        var parts = try EncodingRuleTests.parts()
        parts.rung = 12000
        let left = try EncodingRuleTests.form([(0, 3)], -7)
        parts.products = [CompiledStatement.Product(left: left, right: try EncodingRuleTests.form([(1, 1), (2, 1)]))]
        parts.booleans = [try EncodingRuleTests.form([(0, 1), (1, -1)])]
        parts.equalities = [try EncodingRuleTests.form([(0, 5), (3, 1)], 70_000)]
        let large = Int256.powerOfTwo(200)
        parts.ranges.append(
            EncodingRuleTests.range(
                try EncodingRuleTests.wide([(0, large), (1, .zero &- large)], Int256.powerOfTwo(63)), 208))
        parts.labels.append(
            RequirementLabel(row: 0, isEquality: true, circuit: 0, name: [UInt8]("nothing is lost".utf8)))
        return try CompiledStatement(checking: parts)
    }

    @Test func encodingComesBack() throws {
        let statement = try Self.statement()
        let bytes = statement.encoded()
        let decoded = try CompiledStatement(decoding: bytes)
        #expect(decoded == statement)
        #expect(decoded.encoded() == bytes)
        #expect(decoded.systemDigest == statement.systemDigest)
    }

    /// Whatever single byte is changed, the result is refused or is another statement with another digest.
    @Test func everyByteCounts() throws {
        let statement = try Self.statement()
        let bytes = statement.encoded()
        for position in bytes.indices {
            for mask: UInt8 in [1, 0x80, 0xFF] {
                var changed = bytes
                changed[position] ^= mask
                guard let decoded = try? CompiledStatement(decoding: changed) else { continue }
                #expect(decoded != statement)
                #expect(decoded.systemDigest != statement.systemDigest)
                #expect(decoded.encoded() == changed, "two encodings of one statement at byte \(position)")
            }
        }
    }

    @Test func everyShorterInputIsRefused() throws {
        let bytes = try Self.statement().encoded()
        for count in 0..<bytes.count {
            #expect(throws: StatementDecodingFailure.self) { try CompiledStatement(decoding: Array(bytes[..<count])) }
        }
        #expect(throws: StatementDecodingFailure.self) { try CompiledStatement(decoding: bytes + [0]) }
    }

    /// A file of some megabytes must not become a statement of some hundred before it is refused.
    @Test func termsAreCountedWhileTheyAreRead() throws {
        let half = CompiledStatement.mostTerms / 2
        let bytes = FileKind.statement.encode(capacity: 1 << 24) { writer in
            writer.beginMap(count: 11)
            for key in 1...6 {
                writer.key(UInt64(key))
                switch key {
                case 2: writer.unsigned(10_000)
                case 3: writer.unsigned(8)
                case 5: writer.unsigned(0)
                default:
                    writer.beginArray(count: 0)
                    writer.end()
                }
            }
            writer.key(7)
            writer.beginArray(count: 3)
            for _ in 0..<3 {
                writer.beginArray(count: 1 + 2 * half)
                writer.unsigned(0)
                for variable in 0..<half {
                    writer.unsigned(UInt64(variable))
                    writer.unsigned(1)
                }
                writer.end()
            }
            writer.end()
            for key in 8...11 {
                writer.key(UInt64(key))
                writer.beginArray(count: 0)
                writer.end()
            }
            writer.end()
        }
        do throws(StatementDecodingFailure) {
            _ = try CompiledStatement(decoding: bytes)
            Issue.record("decoded")
        } catch {
            guard case .malformed(let failure) = error else {
                Issue.record("\(error)")
                return
            }
            #expect(failure.reason == .count(UInt64(1 + 2 * half)))
        }
    }

    /// A 64-bit integer has one form, and so has a larger one.
    @Test(
        arguments: [
            [0x49, 0, 0, 0, 0, 0, 0, 0, 0, 5], [0x49, 0, 0x7F, 0, 0, 0, 0, 0, 0, 0],
            [0x4A, 0, 0, 0x80, 0, 0, 0, 0, 0, 0, 0],
            [0x49, 2, 0x80, 0, 0, 0, 0, 0, 0, 0], [0x49, 1, 0x80, 0, 0, 0, 0, 0, 0, 0],
            [0x1B, 0x80, 0, 0, 0, 0, 0, 0, 0],
        ] as [[UInt8]])
    func otherFormsOfAnIntegerAreRefused(_ integer: [UInt8]) throws {
        let good = try Self.statement().encoded()
        // 2^63, the constant of the last range.
        let constant: [UInt8] = [0x49, 0, 0x80, 0, 0, 0, 0, 0, 0, 0]
        let place = try #require(
            good.indices.first {
                $0 + constant.count <= good.count && Array(good[$0..<$0 + constant.count]) == constant
            })
        let changed = good[..<place] + integer + good[(place + constant.count)...]
        #expect(throws: StatementDecodingFailure.self) { try CompiledStatement(decoding: Array(changed)) }
    }

    /// A decoded statement is checked as a compiled one is.
    @Test func anUnsoundStatementIsRefusedByItsDecoder() throws {
        let good = try CompiledStatement(checking: try EncodingRuleTests.parts()).encoded()
        // The last definition, range 2 (code 8), becomes range 0 (code 0), which does not bound the witness.
        let definitions: [UInt8] = [0x0A, 0x83, 0x00, 0x04, 0x08]
        let place = try #require(good.indices.first { Array(good[$0...].prefix(5)) == definitions })
        var changed = good
        changed[place + 4] = 0
        #expect(throws: StatementDecodingFailure.unsound(.unbounded(2))) { try CompiledStatement(decoding: changed) }
    }

    /// The digest names the circuits in order and the rung, the system digest every coefficient.
    @Test func digestsNameWhatTheySay() throws {
        let first = CircuitReference(name: [97], version: 1, digest: CircuitDigest(tag: "circuit", fields: [[1]]))
        let second = CircuitReference(name: [98], version: 1, digest: CircuitDigest(tag: "circuit", fields: [[2]]))
        func statement(_ circuits: [CircuitReference], _ rung: UInt32, _ width: Int = 16) throws -> CompiledStatement {
            var parts = try EncodingRuleTests.parts()
            parts.circuits = circuits
            parts.rung = rung
            parts.ranges[2] = EncodingRuleTests.range(parts.ranges[2].form, width)
            return try CompiledStatement(checking: parts)
        }
        let base = try statement([first, second], 12000)
        #expect(try statement([second, first], 12000).digest != base.digest)
        #expect(try statement([first, second], 11000).digest != base.digest)
        #expect(try statement([first, second], 12000, 24).digest == base.digest)
        #expect(try statement([first, second], 12000, 24).systemDigest != base.systemDigest)
    }

    static let frozen = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "vectors/frozen/statement-v1/all-rows.statement")

    /// A statement of format 1 is read for ever, and has the digests that it had.
    @Test func theFrozenStatementIsRead() throws {
        let bytes = [UInt8](try Data(contentsOf: Self.frozen))
        let statement = try CompiledStatement(decoding: bytes)
        #expect(statement == (try Self.statement()))
        #expect(statement.encoded() == bytes)
        let digests = [
            "9f217df2d106ac56e2408e356365213dcec1eca9bcd158e09ca2374365e7c1a3",
            "ff7a645cdbc14955f6b9371cd71cbdf9452cb474673ee247374a5df8a25b95fa",
        ]
        #expect([statement.digest.bytes, statement.systemDigest.bytes].map(Self.hexadecimal) == digests)
    }

    static func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
}
