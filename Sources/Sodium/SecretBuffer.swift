internal import CSodium
internal import Glibc

/// A fixed number of secret values in one piece of guarded memory, which is wiped when the buffer is released.
///
/// The memory comes from `sodium_malloc`: kept out of swap and core dumps where the system's limits allow it, between
/// inaccessible pages, with a canary in front that is checked at release. One allocation and its release cost about
/// 25 microseconds, so a collection of secrets lives in *one* buffer and is handed around by index.
///
/// A buffer cannot be copied, printed, hashed or encoded; ``copy()`` makes a second one where that is meant.
public struct SecretBuffer<Element: BitwiseCopyable>: ~Copyable {
    /// Invariants: (1) `count` elements from here are initialised; (2) the address is a multiple of the alignment that
    /// `init` was given and of `Element`'s; (3) it belongs to this value alone until `deinit`.
    private let base: UnsafeMutablePointer<Element>

    /// The number of elements, which is not secret.
    public let count: Int

    /// The alignment in bytes that `init` was asked for; a copy has the same.
    private let alignment: Int

    /// Allocates `count` copies of one value.
    ///
    /// - Parameters:
    ///   - count: Number of elements, at least 0.
    ///   - value: What every element is at first.
    ///   - alignment: Least alignment of the first element in bytes, a power of two up to 4096; a vector kernel wants 64.
    /// - Throws: ``SodiumFailure/unavailable``, ``SodiumFailure/invalidCount(_:)``,
    ///   ``SodiumFailure/outOfMemory(bytes:errno:)``.
    public init(count: Int, repeating value: Element, alignment: Int = 1) throws(SodiumFailure) {
        base = try Self.allocate(count: count, alignment: alignment)
        base.initialize(repeating: value, count: count)
        self.count = count
        self.alignment = alignment
    }

    private static func allocate(count: Int, alignment: Int) throws(SodiumFailure) -> UnsafeMutablePointer<Element> {
        try Sodium.start()
        precondition(alignment > 0 && alignment <= 4096 && alignment & (alignment - 1) == 0, "alignment")
        let unit = max(alignment, MemoryLayout<Element>.alignment)
        let (bytes, overflow) = max(count, 0).multipliedReportingOverflow(by: MemoryLayout<Element>.stride)
        guard count >= 0, !overflow, bytes <= Int.max / 2 else { throw .invalidCount(count) }
        // libsodium puts the *end* of the allocation on a page boundary: a size that is a multiple of the alignment
        // makes the start aligned too.
        let size = (bytes + unit - 1) / unit * unit
        guard let raw = sodium_malloc(size) else { throw .outOfMemory(bytes: size, errno: errno) }
        return raw.bindMemory(to: Element.self, capacity: count)
    }

    deinit {
        // Wipes all bytes, checks the canary and gives the memory back.
        sodium_free(base)
    }

    /// Reads or writes one element.
    ///
    /// - Precondition: `index` is in `0..<count`.
    /// - Warning: The address that is touched depends on `index`, which must not be secret.
    public subscript(index: Int) -> Element {
        get {
            precondition(index >= 0 && index < count, "index outside of the secret buffer")
            return base[index]
        }
        set {
            precondition(index >= 0 && index < count, "index outside of the secret buffer")
            base[index] = newValue
        }
    }

    /// Lends the elements for reading.
    ///
    /// - Parameter body: Must not let the pointer escape.
    /// - Returns: What `body` returns.
    /// - Throws: What `body` throws.
    public borrowing func withUnsafeBufferPointer<Result: ~Copyable, Failure: Error>(
        _ body: (UnsafeBufferPointer<Element>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(UnsafeBufferPointer(start: base, count: count))
    }

    /// Lends the elements for reading and writing.
    ///
    /// - Parameter body: Must not let the pointer escape.
    /// - Returns: What `body` returns.
    /// - Throws: What `body` throws.
    public mutating func withUnsafeMutableBufferPointer<Result: ~Copyable, Failure: Error>(
        _ body: (UnsafeMutableBufferPointer<Element>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(UnsafeMutableBufferPointer(start: base, count: count))
    }

    /// Lends the bytes of all elements for reading.
    ///
    /// - Parameter body: Must not let the pointer escape.
    /// - Returns: What `body` returns.
    /// - Throws: What `body` throws.
    public borrowing func withUnsafeBytes<Result: ~Copyable, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(UnsafeRawBufferPointer(start: base, count: count * MemoryLayout<Element>.stride))
    }

    /// Lends the bytes of all elements for reading and writing.
    ///
    /// - Parameter body: Must not let the pointer escape.
    /// - Returns: What `body` returns.
    /// - Throws: What `body` throws.
    public mutating func withUnsafeMutableBytes<Result: ~Copyable, Failure: Error>(
        _ body: (UnsafeMutableRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(UnsafeMutableRawBufferPointer(start: base, count: count * MemoryLayout<Element>.stride))
    }

    /// Makes a second buffer with the same elements.
    ///
    /// - Returns: A buffer with a guarded allocation of its own.
    /// - Throws: ``SodiumFailure/outOfMemory(bytes:errno:)``.
    public borrowing func copy() throws(SodiumFailure) -> SecretBuffer<Element> {
        try SecretBuffer(copying: self)
    }

    private init(copying other: borrowing SecretBuffer<Element>) throws(SodiumFailure) {
        base = try Self.allocate(count: other.count, alignment: other.alignment)
        base.initialize(from: other.base, count: other.count)
        count = other.count
        alignment = other.alignment
    }

    /// Overwrites all bytes with zeros, in a way that the optimiser keeps.
    ///
    /// - Precondition: Zero bytes are a valid `Element`, as they are for integers and structures of integers.
    public mutating func wipe() {
        sodium_memzero(base, count * MemoryLayout<Element>.stride)
    }
}

// The memory belongs to one value, and writing needs exclusive access to it.
extension SecretBuffer: @unchecked Sendable where Element: Sendable {}
