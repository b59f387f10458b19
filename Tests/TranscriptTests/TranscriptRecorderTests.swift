#if DEBUG
    import Testing

    @testable import Transcript

    /// A toy proof with three messages and two challenges shows what the recorder is for.
    @Suite struct TranscriptRecorderTests {
        private static let first = TranscriptLabel("first")
        private static let second = TranscriptLabel("second")
        private static let third = TranscriptLabel("third")
        private static let challenge = TranscriptLabel("challenge")

        /// `forgotten` makes a faulty protocol that does not absorb that message.
        private static func log(
            messages: [[UInt8]] = [[1], [], [3, 3]], spoiled: Int? = nil, forgotten: Int? = nil
        ) -> TranscriptLog {
            let recorder = TranscriptRecorder(spoiledMessage: spoiled)
            var transcript = Transcript("toy")
            transcript.record(with: recorder)
            if forgotten != 0 { transcript.appendMessage(first, messages[0]) }
            if forgotten != 1 { transcript.appendMessage(second, messages[1]) }
            _ = transcript.challengeBytes(challenge, count: 32)
            if forgotten != 2 { transcript.appendMessage(third, messages[2]) }
            _ = transcript.challengeBytes(challenge, count: 32)
            return recorder.log
        }

        @Test("The log lists messages and challenges in order")
        func lists() {
            let log = Self.log()
            #expect(log.messageCount == 3)
            #expect(log.challengeCount == 2)
            #expect(log.messages("third") == [[3, 3]])
            #expect(log.entries[2].challengeBytes?.count == 32)
        }

        @Test("Recording changes nothing")
        func transparent() {
            var transcript = Transcript("toy")
            transcript.appendMessage(Self.first, [1])
            transcript.appendMessage(Self.second, [])
            #expect(Self.log().entries[2].challengeBytes == transcript.challengeBytes(Self.challenge, count: 32))
        }

        @Test("Every spoiled message changes all later challenges, and none before it", arguments: 0..<3)
        func spoiled(message: Int) {
            let honest = Self.log()
            let spoiled = Self.log(spoiled: message)
            #expect(honest != spoiled)
            #expect(honest.staleChallenges(comparedTo: spoiled).isEmpty)
            #expect((honest.entries[2] == spoiled.entries[2]) == (message == 2))
        }

        @Test("A message that is not absorbed shows: the log with another value is the same")
        func forgotten() {
            let log = Self.log(forgotten: 0)
            #expect(log == Self.log(messages: [[9], [], [3, 3]], forgotten: 0))
            #expect(Self.log() != Self.log(messages: [[9], [], [3, 3]]))
        }

        @Test("A challenge that ignores what changed is stale")
        func stale() {
            var log = Self.log()
            let honest = log
            log.entries[0] = .message(label: [], bytes: [])
            #expect(honest.staleChallenges(comparedTo: log).count == 2)
        }

        @Test("Copies write into the same log")
        func copies() {
            let recorder = TranscriptRecorder()
            var transcript = Transcript("toy")
            transcript.record(with: recorder)
            var copy = transcript
            copy.appendU64(Self.first, 1)
            transcript.appendU64(Self.first, 2)
            #expect(recorder.log.messages("first") == [[1, 0, 0, 0, 0, 0, 0, 0], [2, 0, 0, 0, 0, 0, 0, 0]])
        }
    }
#endif
