import Testing

@testable import Transcript

@Suite struct MerlinTests {
    @Test("The published equivalence vector of Merlin v1.0")
    func publishedVector() {
        var transcript = Transcript("test protocol")
        transcript.appendMessage(TranscriptLabel("some label"), Array("some data".utf8))
        let challenge = transcript.challengeBytes(TranscriptLabel("challenge"), count: 32)
        #expect(hex(challenge) == "d5a21972d0d5fe320c0d263fac7fffb8145aa640af6e9bca177c03c7efcf0615")
    }

    @Test("A copy is a fork: the two go on independently")
    func copyIsFork() {
        var original = Transcript("fork")
        var copy = original
        #expect(
            original.challengeBytes(TranscriptLabel("c"), count: 32)
                == copy.challengeBytes(TranscriptLabel("c"), count: 32))
        copy.appendU64(TranscriptLabel("n"), 1)
        #expect(
            original.challengeBytes(TranscriptLabel("c"), count: 32)
                != copy.challengeBytes(TranscriptLabel("c"), count: 32))
    }
}

func hex(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef")
    return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
}
