#if DEBUG && !hasFeature(Embedded)
    internal import Synchronization

    /// Writes down what a transcript and its copies absorb and give: for tests, absent from release builds.
    ///
    /// It can also spoil one message on its way in, so that a test can show that every message matters: with any of them
    /// spoiled, all later challenges change and verification refuses.
    package final class TranscriptRecorder: Sendable {
        private let state: Mutex<State>

        private struct State {
            var log = TranscriptLog()
            var messages = 0
            let spoiled: Int?
        }

        /// Creates a recorder.
        ///
        /// - Parameter spoiledMessage: Which message, counted from 0 where recording starts, has its first bit flipped before it
        ///   is absorbed (an empty one gets a byte); `nil` spoils none.
        package init(spoiledMessage: Int? = nil) {
            state = Mutex(State(spoiled: spoiledMessage))
        }

        /// What happened so far.
        package var log: TranscriptLog { state.withLock { $0.log } }

        /// Notes a message and returns what to absorb in its place.
        func absorbing(label: Span<UInt8>, message: Span<UInt8>) -> [UInt8] {
            var bytes = copy(message)
            let labelBytes = copy(label)
            state.withLock { state in
                if state.messages == state.spoiled {
                    if bytes.isEmpty { bytes.append(0) } else { bytes[0] ^= 1 }
                }
                state.messages += 1
                state.log.entries.append(.message(label: labelBytes, bytes: bytes))
            }
            return bytes
        }

        /// Notes a challenge.
        func challenged(label: Span<UInt8>, output: Span<UInt8>) {
            let (labelBytes, bytes) = (copy(label), copy(output))
            state.withLock { $0.log.entries.append(.challenge(label: labelBytes, bytes: bytes)) }
        }

        private func copy(_ bytes: Span<UInt8>) -> [UInt8] {
            bytes.indices.map { bytes[$0] }
        }
    }

    /// The messages and challenges of a proof in order.
    package struct TranscriptLog: Equatable, Sendable {
        /// One step.
        package enum Entry: Equatable, Sendable {
            /// Something was absorbed.
            case message(label: [UInt8], bytes: [UInt8])
            /// A challenge was drawn.
            case challenge(label: [UInt8], bytes: [UInt8])
        }

        /// The steps.
        package var entries: [Entry] = []

        /// How many messages were absorbed.
        package var messageCount: Int {
            entries.count { if case .message = $0 { true } else { false } }
        }

        /// How many challenges were drawn.
        package var challengeCount: Int { entries.count - messageCount }

        /// The messages absorbed under `label`, in order.
        package func messages(_ label: StaticString) -> [[UInt8]] {
            let wanted = label.withUTF8Buffer { Array($0) }
            return entries.compactMap { if case .message(wanted, let bytes) = $0 { bytes } else { nil } }
        }

        /// The challenges that `other` gives alike although the two differ in something absorbed before: none in a sound proof.
        ///
        /// - Parameter other: The log of the same proof with one thing changed.
        /// - Returns: The entries of the stale challenges.
        package func staleChallenges(comparedTo other: TranscriptLog) -> [Entry] {
            guard let first = zip(entries, other.entries).enumerated().first(where: { $1.0 != $1.1 })?.offset else {
                return []
            }
            let later = Set(other.entries[first...].compactMap(\.challengeBytes))
            return entries[first...].filter { $0.challengeBytes.map(later.contains) ?? false }
        }
    }

    extension TranscriptLog.Entry {
        /// The challenge, where the step is one.
        package var challengeBytes: [UInt8]? {
            if case .challenge(_, let bytes) = self { bytes } else { nil }
        }
    }

    extension Transcript {
        /// From here on writes down what the transcript and its copies absorb and give.
        ///
        /// - Parameter recorder: Where to.
        package mutating func record(with recorder: TranscriptRecorder) { self.recorder = recorder }
    }
#endif
