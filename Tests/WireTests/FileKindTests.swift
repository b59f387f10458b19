import Testing
import Wire

@Suite struct FileKindTests {
    let kind = FileKind(type: "solvency/sample", version: 2, maximumByteCount: 64)

    func read(_ bytes: [UInt8]) throws(WireFailure) -> UInt64 {
        try kind.decode(bytes) { (reader) throws(WireFailure) in try reader.unsigned("content") }
    }

    func file(type: String = "solvency/sample", version: UInt64 = 2, content: UInt64 = 7) -> [UInt8] {
        WireValue.array([.text(Array(type.utf8)), .unsigned(version), .unsigned(content)]).encoded()
    }

    @Test func startsWithTypeAndVersion() throws {
        let bytes = kind.encode { $0.unsigned(7) }
        #expect(bytes == file())
        #expect(try read(bytes) == 7)
        let announced = try FileKind.announced(in: bytes)
        #expect(announced.type == Array("solvency/sample".utf8) && announced.version == 2)
    }

    @Test func anotherTypeOrVersionIsRefused() {
        #expect(throws: WireFailure(offset: 1, field: "file.type", reason: .fileType)) {
            try read(file(type: "solvency/header"))
        }
        #expect(throws: WireFailure(offset: 17, field: "file.version", reason: .fileVersion(3))) {
            try read(file(version: 3))
        }
        #expect(throws: WireFailure(offset: 0, field: "input", reason: .tooLong(limit: 64))) {
            try read([UInt8](repeating: 0, count: 65))
        }
        #expect(throws: WireFailure(offset: 19, field: "input", reason: .trailingBytes)) { try read(file() + [0]) }
    }

    /// Random bytes, and random changes of a good file: an answer every time, never a trap.
    @Test func noise() {
        var random = SystemRandomNumberGenerator()
        let good = file()
        for round in 0..<20000 {
            var bytes = round % 2 == 0 ? good : (0..<Int.random(in: 0...40)).map { _ in UInt8.random(in: 0...255) }
            for _ in 0..<Int.random(in: 1...3) where !bytes.isEmpty {
                bytes[Int.random(in: 0..<bytes.count)] = UInt8.random(in: 0...255, using: &random)
            }
            if let content = try? read(bytes) { #expect(file(content: content) == bytes) }
            if let value = try? WireValue(decoding: bytes, maximumByteCount: 64) { #expect(value.encoded() == bytes) }
        }
    }
}

/// The writer makes nothing that the reader would refuse: a mistake in the program stops it.
@Suite struct WriterMisuseTests {
    @Test func keysAscend() async {
        await #expect(processExitsWith: .failure) {
            var writer = WireWriter()
            writer.beginMap(count: 2)
            writer.key(2)
            writer.null()
            writer.key(1)
        }
    }

    @Test func countsHold() async {
        await #expect(processExitsWith: .failure) {
            var writer = WireWriter()
            writer.beginArray(count: 2)
            writer.null()
            writer.end()
        }
        await #expect(processExitsWith: .failure) {
            var writer = WireWriter()
            writer.beginArray(count: 0)
            writer.null()
        }
    }
}
