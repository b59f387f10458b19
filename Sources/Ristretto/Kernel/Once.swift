#if !hasFeature(Embedded)
    internal import Synchronization
#endif

/// A value that is made when it is first needed, by one thread, and then shared.
internal final class Once<Value: Sendable>: Sendable {
    #if hasFeature(Embedded)
        // One thread only.
        nonisolated(unsafe) private var value: Value?

        init() {
            value = nil
        }

        var existing: Value? { value }

        func get(_ make: () -> Value) -> Value {
            if let value { return value }
            let made = make()
            value = made
            return made
        }
    #else
        private let value: Mutex<Value?>

        init() {
            value = Mutex(nil)
        }

        /// The value when it has been made already.
        var existing: Value? { value.withLock { $0 } }

        /// The value, made by `make` when this is the first call; other threads wait for it.
        func get(_ make: () -> Value) -> Value {
            value.withLock { stored in
                if let made = stored { return made }
                let made = make()
                stored = made
                return made
            }
        }
    #endif
}
