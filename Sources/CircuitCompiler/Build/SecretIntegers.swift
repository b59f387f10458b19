public import CircuitModel
public import Ristretto
public import Sodium

/// Secret integers of at most 254 bits in guarded memory, wiped when the list is released.
public struct SecretIntegers: ~Copyable, Sendable {
    private var storage: SecretBuffer<Int256>

    /// How many integers there are, which is not secret.
    public var count: Int { storage.count }

    /// A list of zeros.
    ///
    /// - Parameter count: How many, 0 or more.
    /// - Throws: `SodiumFailure` when there is no guarded memory.
    public init(zeros count: Int) throws(SodiumFailure) {
        storage = try SecretBuffer(count: count, repeating: .zero)
    }

    /// A list of machine integers.
    ///
    /// - Parameter values: The integers; the array itself is ordinary memory.
    /// - Throws: `SodiumFailure` when there is no guarded memory.
    public init(_ values: [Int64]) throws(SodiumFailure) {
        try self.init(zeros: values.count)
        for (index, value) in values.enumerated() { storage[index] = Int256(value) }
    }

    /// One integer.
    ///
    /// - Precondition: `index` is in `0..<count`; public.
    public subscript(index: Int) -> Int256 {
        get { storage[index] }
        set { storage[index] = newValue }
    }

    /// The integers modulo l.
    ///
    /// - Returns: Scalars in guarded memory, in the same order.
    /// - Throws: `SodiumFailure` when there is no guarded memory.
    public borrowing func scalars() throws(SodiumFailure) -> SecretScalars {
        var result = try SecretScalars(zeros: count)
        for index in 0..<count { result[index] = storage[index].scalar() }
        return result
    }
}
