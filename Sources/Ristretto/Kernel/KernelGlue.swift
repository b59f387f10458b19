internal import CRistrettoKernel

/// Where the kernel's types meet Swift's.
extension [RistrettoPoint] {
    /// Lends the points as the kernel's own structures: the only stored property of a point is one.
    internal func withRepresentatives<Result>(_ body: (UnsafePointer<rk_point>?) -> Result) -> Result {
        withUnsafeBytes { body($0.assumingMemoryBound(to: rk_point.self).baseAddress) }
    }

    /// Points that the kernel writes.
    internal init(unsafeRepresentatives count: Int, _ body: (UnsafeMutablePointer<rk_point>?) -> Void) {
        self.init(unsafeUninitializedCapacity: count) { buffer, initialized in
            body(UnsafeMutableRawBufferPointer(buffer).assumingMemoryBound(to: rk_point.self).baseAddress)
            initialized = count
        }
    }
}

extension [CompressedPoint] {
    /// Encodings that the kernel writes one after the other.
    internal init(unsafeEncodings count: Int, _ body: (UnsafeMutablePointer<UInt8>?) -> Void) {
        self.init(unsafeUninitializedCapacity: count) { buffer, initialized in
            body(UnsafeMutableRawBufferPointer(buffer).assumingMemoryBound(to: UInt8.self).baseAddress)
            initialized = count
        }
    }
}

/// Stops the process when the kernel refuses a call.
///
/// It cannot happen through this module: scalars are below l by their type, the implementation is available by its type,
/// and counts and scratch are right by construction. So this guards against mistakes of ours, not against input.
internal func requireSuccess(_ status: Int32) {
    precondition(Int(status) == RK_OK, "the kernel refused a call")
}
