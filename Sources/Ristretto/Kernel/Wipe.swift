#if hasFeature(Embedded)
    /// Only verifiers run here: nothing that they compute is secret.
    @inline(__always)
    internal func wipe(_ memory: UnsafeMutableRawBufferPointer) {}
#else
    internal import Sodium

    /// Overwrites memory that held secrets, in a way that the compiler keeps.
    internal func wipe(_ memory: UnsafeMutableRawBufferPointer) {
        secureWipe(memory)
    }
#endif
