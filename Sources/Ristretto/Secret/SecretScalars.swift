#if !hasFeature(Embedded)
    internal import CRistrettoKernel
    public import Sodium

    /// Secret scalars side by side in one piece of guarded memory, which is wiped when the list is released.
    ///
    /// Making and releasing a list costs about 25 microseconds, so a proof keeps all its secrets in a few lists. A list cannot
    /// be copied by accident, printed, hashed or encoded. Single values that a computation needs are ordinary `Scalar`s while
    /// they are in registers and on the stack; nothing of them is kept.
    public struct SecretScalars: ~Copyable, Sendable {
        private var storage: SecretBuffer<Scalar>

        /// How many scalars there are, which is not secret.
        public var count: Int { storage.count }

        /// A list of zeros.
        ///
        /// - Parameter count: How many, 0 or more.
        /// - Throws: `SodiumFailure` when there is no guarded memory.
        public init(zeros count: Int) throws(SodiumFailure) {
            storage = try SecretBuffer(count: count, repeating: .zero)
        }

        /// A list of uniform scalars.
        ///
        /// - Parameters:
        ///   - count: How many, 0 or more.
        ///   - source: Where random bytes come from, 64 for each scalar.
        /// - Throws: `SodiumFailure` when there is no guarded memory.
        public init(randomCount count: Int, from source: inout some RandomSource & ~Copyable) throws(SodiumFailure) {
            try self.init(zeros: count)
            fillRandom(from: &source)
        }

        /// A list that is computed item by item.
        ///
        /// - Parameters:
        ///   - count: How many, 0 or more.
        ///   - item: Gives the item at a position; called once for each, in order.
        /// - Throws: `SodiumFailure` when there is no guarded memory.
        public init(count: Int, _ item: (Int) -> Scalar) throws(SodiumFailure) {
            try self.init(zeros: count)
            for index in 0..<count { storage[index] = item(index) }
        }

        /// Decodes scalars from their only encodings.
        ///
        /// - Parameters:
        ///   - bytes: 32 bytes for each, little-endian, numbers below l.
        ///   - field: What the list is called in the specification; the failure names it with the position.
        /// - Throws: ``SecretScalarFailure``: a length that is no multiple of 32, a number that is not below l, no memory.
        /// - Warning: Leaks through timing which scalar is the first that is not canonical.
        public init(canonical bytes: borrowing SecretBytes, field: FieldName = "secret scalar")
            throws(SecretScalarFailure)
        {
            let count = bytes.count / Scalar.encodedByteCount
            guard bytes.count == count * Scalar.encodedByteCount else {
                throw .scalar(
                    .length(field: field, expected: (count + 1) * Scalar.encodedByteCount, actual: bytes.count))
            }
            self.init(storage: try Self.decode(bytes, count: count, field: field))
        }

        private static func decode(
            _ bytes: borrowing SecretBytes, count: Int, field: FieldName
        ) throws(SecretScalarFailure) -> SecretBuffer<Scalar> {
            var storage = try buffer(zeros: count)
            for index in 0..<count {
                storage[index] = try scalar(bytes, at: index, field: field.at(index))
            }
            return storage
        }

        private static func buffer(zeros count: Int) throws(SecretScalarFailure) -> SecretBuffer<Scalar> {
            do throws(SodiumFailure) {
                return try SecretBuffer(count: count, repeating: .zero)
            } catch {
                throw .memory(error)
            }
        }

        private static func scalar(
            _ bytes: borrowing SecretBytes, at index: Int, field: FieldName
        ) throws(SecretScalarFailure) -> Scalar {
            do throws(ScalarFailure) {
                return try bytes.withUnsafeBytes { (raw) throws(ScalarFailure) in
                    let slice = UnsafeRawBufferPointer(rebasing: raw[(32 * index)..<(32 * index + 32)])
                    return try Scalar(
                        canonical: Span(_unsafeElements: slice.assumingMemoryBound(to: UInt8.self)), field: field)
                }
            } catch {
                throw .scalar(error)
            }
        }

        /// Reads or writes one scalar; the value read is an ordinary copy.
        ///
        /// - Parameter index: The position, which must not be secret.
        public subscript(index: Int) -> Scalar {
            get { storage[index] }
            set { storage[index] = newValue }
        }

        /// Lends the scalars for reading, to the list operations of ``Scalar``.
        ///
        /// - Parameter body: Gets the scalars.
        /// - Returns: What `body` returns.
        /// - Throws: What `body` throws.
        public borrowing func withSpan<Result, Failure: Error>(
            _ body: (Span<Scalar>) throws(Failure) -> Result
        ) throws(Failure) -> Result {
            try storage.withUnsafeBufferPointer { (buffer) throws(Failure) in try body(Span(_unsafeElements: buffer)) }
        }

        /// Lends the scalars for writing, to the list operations of ``Scalar``.
        ///
        /// - Parameter body: Gets the scalars.
        /// - Returns: What `body` returns.
        /// - Throws: What `body` throws.
        public mutating func withMutableSpan<Result, Failure: Error>(
            _ body: (inout MutableSpan<Scalar>) throws(Failure) -> Result
        ) throws(Failure) -> Result {
            try storage.withUnsafeMutableBufferPointer { (buffer) throws(Failure) in
                var span = MutableSpan(_unsafeElements: buffer)
                return try body(&span)
            }
        }

        /// Overwrites all scalars with uniform ones.
        ///
        /// - Parameter source: Where random bytes come from, 64 for each scalar in turn.
        public mutating func fillRandom(from source: inout some RandomSource & ~Copyable) {
            fillRandom { span in
                span.withUnsafeMutableBytes { source.fill($0) }
            }
        }

        /// Overwrites all scalars with uniform ones.
        ///
        /// - Parameter fill: Overwrites 64 bytes with random ones, for each scalar in turn: a hedged generator's `fill`.
        public mutating func fillRandom(using fill: (inout MutableSpan<UInt8>) -> Void) {
            for index in 0..<count {
                storage[index] = Scalar.random(using: fill)
            }
        }

        /// The inner product with public scalars.
        ///
        /// - Parameter other: As many scalars.
        /// - Returns: The sum of self[i] * other[i].
        public borrowing func innerProduct(_ other: Span<Scalar>) -> Scalar {
            storage.withUnsafeBufferPointer { Scalar.innerProduct(Span(_unsafeElements: $0), other) }
        }

        /// The inner product with other secret scalars.
        ///
        /// - Parameter other: As many scalars.
        /// - Returns: The sum of self[i] * other[i].
        public borrowing func innerProduct(_ other: borrowing SecretScalars) -> Scalar {
            other.withSpan { innerProduct($0) }
        }

        /// Makes a second list with the same scalars.
        ///
        /// - Returns: A list in guarded memory of its own.
        /// - Throws: `SodiumFailure` when there is no guarded memory.
        public borrowing func copy() throws(SodiumFailure) -> SecretScalars {
            SecretScalars(storage: try storage.copy())
        }

        private init(storage: consuming SecretBuffer<Scalar>) {
            self.storage = storage
        }

        /// The encodings one after the other, as a hedged generator absorbs a witness.
        ///
        /// - Returns: 32 bytes for each scalar, in guarded memory.
        /// - Throws: `SodiumFailure` when there is no guarded memory.
        public borrowing func encoded() throws(SodiumFailure) -> SecretBytes {
            var bytes = try SecretBytes(count: 32 * count)
            bytes.withUnsafeMutableBytes { raw in
                withSpan { Scalar.encode($0, into: raw) }
            }
            return bytes
        }

        /// Compares contents in a time that depends on the counts only.
        ///
        /// - Parameter other: The scalars to compare with; another count is unequal at once.
        /// - Returns: Whether counts and contents are equal.
        public borrowing func constantTimeEquals(_ other: borrowing SecretScalars) -> Bool {
            guard count == other.count else { return false }
            var allEqual: UInt64 = 0
            allEqual = ~allEqual
            for index in 0..<count { allEqual &= (storage[index] - other.storage[index]).zeroMask }
            return allEqual != 0
        }
    }
#endif
