import Testing

@testable import Transcript

@Suite struct MerlinTests {
    private let label = TranscriptLabel("label")
    private let other = TranscriptLabel("other")

    private func challenge(_ build: (inout Transcript) -> Void) -> [UInt8] {
        var transcript = Transcript("test")
        build(&transcript)
        return transcript.challengeBytes(label, count: 32)
    }

    @Test("Messages, labels, order, boundaries and lengths all change the challenge")
    func everythingCounts() {
        let base = challenge { $0.appendMessage(label, [1, 2]) }
        let variants: [[UInt8]] = [
            challenge { _ in },
            challenge { $0.appendMessage(label, [1, 3]) },
            challenge { $0.appendMessage(label, [1, 2, 0]) },
            challenge { $0.appendMessage(other, [1, 2]) },
            challenge {
                $0.appendMessage(label, [1])
                $0.appendMessage(label, [2])
            },
            challenge {
                $0.appendMessage(label, [1, 2])
                $0.appendMessage(label, [])
            },
            challenge {
                $0.appendMessage(label, [1, 2])
                _ = $0.challengeBytes(label, count: 0)
            },
        ]
        #expect(challenge { $0.appendMessage(label, [1, 2]) } == base)
        #expect(Set(variants + [base]).count == variants.count + 1)
    }

    @Test("A challenge is no prefix of a longer one")
    func lengthIsAbsorbed() {
        var short = Transcript("test")
        var long = Transcript("test")
        #expect(short.challengeBytes(label, count: 32) != Array(long.challengeBytes(label, count: 64).prefix(32)))
    }

    @Test("A label made at run time gives the transcript of the same constant")
    func labelBytes() {
        var constant = Transcript("solvency")
        var bytes = Transcript(labelBytes: Array("solvency".utf8))
        #expect(constant.challengeBytes(label, count: 64) == bytes.challengeBytes(label, count: 64))
    }

    @Test("A number is its eight bytes, least significant first")
    func number() {
        #expect(
            challenge { $0.appendU64(label, 0x0102_0304_0506_0708) }
                == challenge { $0.appendMessage(label, [8, 7, 6, 5, 4, 3, 2, 1]) })
    }

    @Test("The 64 bytes for a scalar are the 64-byte challenge")
    func challenge64() {
        var first = Transcript("test")
        var second = first
        let bytes = first.challenge64(label)
        #expect(bytes.indices.map { bytes[$0] } == second.challengeBytes(label, count: 64))
    }

    @Test("A copy is a fork: the two go on independently")
    func copyIsFork() {
        var original = Transcript("fork")
        var copy = original
        #expect(original.challengeBytes(label, count: 32) == copy.challengeBytes(label, count: 32))
        copy.appendU64(label, 1)
        #expect(original.challengeBytes(label, count: 32) != copy.challengeBytes(label, count: 32))
    }

    @Test("An operation of one kind cannot continue another: the program stops")
    func continuedByAnother() async {
        await #expect(processExitsWith: .failure) {
            var strobe = Strobe128(protocolLabel: "test")
            strobe.ad([1].span, more: false)
            strobe.key([2].span, more: true)
        }
    }

    @Test("External entropy of another length than 32 bytes stops the program", arguments: [0, 31, 33])
    func entropyLength(count: Int) async {
        await #expect(processExitsWith: .failure) { [count] in
            let entropy = [UInt8](repeating: 0, count: count)
            _ = Transcript("test").buildRNG().finalize(entropy: entropy.span)
        }
    }
}
