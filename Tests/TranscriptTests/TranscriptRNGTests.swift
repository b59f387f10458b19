import Sodium
import Testing

@testable import Transcript

@Suite struct TranscriptRNGTests {
    private static let statementLabel = TranscriptLabel("V")
    private static let witnessLabel = TranscriptLabel("v")
    private static let constantEntropy = [UInt8](repeating: 0, count: 32)

    private static func transcript(_ statement: [UInt8]) -> Transcript {
        var transcript = Transcript("test")
        transcript.appendMessage(statementLabel, statement)
        return transcript
    }

    private static func stream(
        statement: [UInt8], witness: [UInt8]?, entropy: [UInt8] = constantEntropy, count: Int = 32
    ) -> [UInt8] {
        var builder = transcript(statement).buildRNG()
        if let witness { builder.rekeyWithWitness(witnessLabel, witness.span) }
        var rng = builder.finalize(entropy: entropy.span)
        return read(&rng, count)
    }

    private static func read(_ rng: inout TranscriptRNG, _ count: Int) -> [UInt8] {
        var output = [UInt8](repeating: 0, count: count)
        var span = output.mutableSpan
        rng.fill(&span)
        return output
    }

    @Test(
        "With external entropy that fails and stays constant, statements and witnesses still get streams of their own")
    func constantEntropyStillSeparates() {
        var streams: Set<[UInt8]> = []
        for statement in 0..<16 as Range<UInt8> {
            for witness in 0..<16 as Range<UInt8> {
                streams.insert(Self.stream(statement: [statement], witness: [witness]))
            }
        }
        #expect(streams.count == 256)
    }

    @Test("Equal inputs give equal streams; another byte of entropy gives another stream")
    func entropyCounts() {
        let base = Self.stream(statement: [1], witness: [2])
        #expect(Self.stream(statement: [1], witness: [2]) == base)
        for index in 0..<32 {
            var entropy = Self.constantEntropy
            entropy[index] = 1
            #expect(Self.stream(statement: [1], witness: [2], entropy: entropy) != base)
        }
    }

    @Test("A witness counts even when it is empty, and its length counts")
    func witnessFraming() {
        let streams = [nil, [], [0], [0, 0]].map { Self.stream(statement: [1], witness: $0) }
        #expect(Set(streams).count == 4)
    }

    @Test("The generator leaves its transcript alone")
    func transcriptUntouched() {
        var used = Self.transcript([1])
        var fresh = used
        var rng = used.buildRNG().finalize(entropy: Self.constantEntropy.span)
        #expect(Self.read(&rng, 64) != fresh.challengeBytes(TranscriptLabel("c"), count: 64))
        fresh = Self.transcript([1])
        #expect(
            used.challengeBytes(TranscriptLabel("c"), count: 32)
                == fresh.challengeBytes(TranscriptLabel("c"), count: 32))
    }

    @Test("Requests follow each other without repetition")
    func requests() {
        var rng = Self.transcript([1]).buildRNG().finalize(entropy: Self.constantEntropy.span)
        let outputs = (0..<100).map { _ in Self.read(&rng, 32) }
        #expect(Set(outputs).count == 100)
    }

    @Test("A generator cloned with its machine answers two challenges with different numbers, once rekeyed at each")
    func rekeyAtChallenge() {
        func afterChallenge(_ message: [UInt8]) -> [UInt8] {
            var transcript = Self.transcript([1])
            var builder = transcript.buildRNG()
            builder.rekeyWithWitness(Self.witnessLabel, [7].span)
            var rng = builder.finalize(entropy: Self.constantEntropy.span)
            transcript.appendMessage(TranscriptLabel("A"), message)
            _ = transcript.challengeBytes(TranscriptLabel("y"), count: 64)
            rng.rekey(at: transcript, entropy: Self.constantEntropy.span)
            return Self.read(&rng, 32)
        }
        #expect(afterChallenge([1]) == afterChallenge([1]))
        #expect(afterChallenge([1]) != afterChallenge([2]))
    }

    @Test("Rekeying keeps the witness in: two witnesses stay apart with constant entropy")
    func rekeyKeepsWitness() {
        func rekeyed(_ witness: [UInt8]) -> [UInt8] {
            let transcript = Self.transcript([1])
            var builder = transcript.buildRNG()
            builder.rekeyWithWitness(Self.witnessLabel, witness.span)
            var rng = builder.finalize(entropy: Self.constantEntropy.span)
            rng.rekey(at: transcript, entropy: Self.constantEntropy.span)
            return Self.read(&rng, 32)
        }
        #expect(rekeyed([1]) != rekeyed([2]))
    }

    @Test("Rekeying takes fresh entropy in, from bytes and from a source alike")
    func rekeyTakesEntropy() {
        func rekeyed(_ entropy: [UInt8]) -> [UInt8] {
            let transcript = Self.transcript([1])
            var rng = transcript.buildRNG().finalize(entropy: Self.constantEntropy.span)
            rng.rekey(at: transcript, entropy: entropy.span)
            return Self.read(&rng, 32)
        }
        let nines = [UInt8](repeating: 9, count: 32)
        #expect(rekeyed(Self.constantEntropy) != rekeyed(nines))

        let transcript = Self.transcript([1])
        var constant = ConstantRandom(byte: 9)
        var rng = transcript.buildRNG().finalize(entropy: Self.constantEntropy.span)
        rng.rekey(at: transcript, drawingFrom: &constant)
        #expect(Self.read(&rng, 32) == rekeyed(nines))
    }

    @Test("Drawing from a source is passing its 32 bytes")
    func source() throws {
        var constant = ConstantRandom(byte: 9)
        var builder = Self.transcript([1]).buildRNG()
        [UInt8]([2]).withUnsafeBytes { builder.rekeyWithWitness(Self.witnessLabel, $0) }
        var rng = builder.finalize(drawingFrom: &constant)
        let nines = [UInt8](repeating: 9, count: 32)
        #expect(Self.read(&rng, 32) == Self.stream(statement: [1], witness: [2], entropy: nines))
        var system = try SystemRandom()
        var first = Self.transcript([1]).buildRNG().finalize(drawingFrom: &system)
        var second = Self.transcript([1]).buildRNG().finalize(drawingFrom: &system)
        #expect(first.publicBytes(count: 32) != second.publicBytes(count: 32))
    }

    @Test("The worked vector of docs/spec/transcript.md")
    func workedVector() {
        var transcript = Transcript("test protocol")
        transcript.appendMessage(TranscriptLabel("some label"), Array("some data".utf8))
        var builder = transcript.buildRNG()
        builder.rekeyWithWitness(TranscriptLabel("witness"), Array("secret".utf8).span)
        var rng = builder.finalize(entropy: Self.constantEntropy.span)
        #expect(
            hex(Self.read(&rng, 32)) == "d69bbc6b041ef0608720615f99826003c07652a6eb18be4aeb3576b9e61c5087")
        #expect(
            hex(Self.read(&rng, 32)) == "a1672ebf5a57bf69994a2142a0443444af722b0ea3483c9e534acdb8cb69e7dd")
        #expect(
            hex(transcript.challengeBytes(TranscriptLabel("challenge"), count: 32))
                == "d5a21972d0d5fe320c0d263fac7fffb8145aa640af6e9bca177c03c7efcf0615")
    }

    private func hex(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef")
        return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }

    @Test("Wiping overwrites every byte")
    func wiping() {
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: 257, alignment: 1)
        defer { memory.deallocate() }
        for index in memory.indices { memory[index] = 0xa5 }
        wipe(memory)
        #expect(memory.allSatisfy { $0 == 0 })
    }
}
