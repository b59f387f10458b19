#if !hasFeature(Embedded)
    internal import Synchronization
#endif

/// Counts calls from any thread.
internal final class UseCounter: Sendable {
    #if hasFeature(Embedded)
        // One thread only.
        nonisolated(unsafe) private var count = 0

        func next() -> Int {
            count &+= 1
            return count &- 1
        }
    #else
        private let count = Atomic<Int>(0)

        /// How many calls there were before this one.
        func next() -> Int {
            count.wrappingAdd(1, ordering: .relaxed).oldValue
        }
    #endif
}
