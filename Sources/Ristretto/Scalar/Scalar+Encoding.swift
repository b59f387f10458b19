extension Scalar {
    /// The bytes of an encoded scalar.
    @inlinable public static var encodedByteCount: Int { 32 }

    /// Decodes a scalar from its only encoding.
    ///
    /// - Parameters:
    ///   - bytes: 32 bytes, little-endian, a number below l.
    ///   - field: What the bytes are called in the specification; the failure names it.
    /// - Throws: ``ScalarFailure/length(field:expected:actual:)`` for another number of bytes,
    ///   ``ScalarFailure/notCanonical(field:)`` for a number that is not below l.
    /// - Warning: Leaks through timing whether the bytes are canonical, nothing else about them.
    /// - seealso: RFC 9496, section 4.4.
    public init(canonical bytes: Span<UInt8>, field: FieldName = "scalar") throws(ScalarFailure) {
        guard bytes.count == Self.encodedByteCount else {
            throw .length(field: field, expected: Self.encodedByteCount, actual: bytes.count)
        }
        let words = (
            Self.word(bytes, at: 0), Self.word(bytes, at: 8), Self.word(bytes, at: 16), Self.word(bytes, at: 24)
        )
        var borrow: UInt64 = 0
        _ = Limb.subtract(words.0, GroupOrder.limb0, &borrow)
        _ = Limb.subtract(words.1, GroupOrder.limb1, &borrow)
        _ = Limb.subtract(words.2, 0, &borrow)
        _ = Limb.subtract(words.3, GroupOrder.limb3, &borrow)
        guard borrow == 1 else { throw .notCanonical(field: field) }
        self.init(integer: words)
    }

    /// Decodes a scalar from its only encoding.
    ///
    /// - Parameters:
    ///   - bytes: 32 bytes, little-endian, a number below l.
    ///   - field: What the bytes are called in the specification; the failure names it.
    /// - Throws: ``ScalarFailure/length(field:expected:actual:)`` for another number of bytes,
    ///   ``ScalarFailure/notCanonical(field:)`` for a number that is not below l.
    /// - Warning: Leaks through timing whether the bytes are canonical, nothing else about them.
    public init(canonical bytes: [UInt8], field: FieldName = "scalar") throws(ScalarFailure) {
        try self.init(canonical: bytes.span, field: field)
    }

    /// Reduces a number of 32 bytes modulo l.
    ///
    /// - Parameters:
    ///   - bytes: 32 bytes, little-endian, any number.
    ///   - field: What the bytes are called in the specification; the failure names it.
    /// - Throws: ``ScalarFailure/length(field:expected:actual:)`` for another number of bytes.
    public init(reducing bytes: Span<UInt8>, field: FieldName = "scalar") throws(ScalarFailure) {
        guard bytes.count == Self.encodedByteCount else {
            throw .length(field: field, expected: Self.encodedByteCount, actual: bytes.count)
        }
        self.init(
            integer: (
                Self.word(bytes, at: 0), Self.word(bytes, at: 8), Self.word(bytes, at: 16), Self.word(bytes, at: 24)
            ))
    }

    /// Reduces a number of 32 bytes modulo l.
    ///
    /// - Parameters:
    ///   - bytes: 32 bytes, little-endian, any number.
    ///   - field: What the bytes are called in the specification; the failure names it.
    /// - Throws: ``ScalarFailure/length(field:expected:actual:)`` for another number of bytes.
    public init(reducing bytes: [UInt8], field: FieldName = "scalar") throws(ScalarFailure) {
        try self.init(reducing: bytes.span, field: field)
    }

    /// Reduces a number of 64 bytes modulo l: of uniform bytes, a scalar that is uniform up to 2^-259.
    ///
    /// - Parameters:
    ///   - bytes: 64 bytes, little-endian, any number.
    ///   - field: What the bytes are called in the specification; the failure names it.
    /// - Throws: ``ScalarFailure/length(field:expected:actual:)`` for another number of bytes.
    /// - seealso: RFC 9496, section 4.4.
    public init(wideReducing bytes: Span<UInt8>, field: FieldName = "scalar") throws(ScalarFailure) {
        guard bytes.count == 64 else { throw .length(field: field, expected: 64, actual: bytes.count) }
        self.init(wideReducingUnchecked: bytes)
    }

    private init(wideReducingUnchecked bytes: Span<UInt8>) {
        // low + 2^256 high, each times 2^256 for the Montgomery form.
        let low = Scalar(
            integer: (
                Self.word(bytes, at: 0), Self.word(bytes, at: 8), Self.word(bytes, at: 16), Self.word(bytes, at: 24)
            ))
        let high = Scalar(
            montgomery: Self.word(bytes, at: 32), Self.word(bytes, at: 40), Self.word(bytes, at: 48),
            Self.word(bytes, at: 56))
        self = low + WideProduct(high, .radixCubed).reduced()
    }

    /// Reduces a number of 64 bytes modulo l: of uniform bytes, a scalar that is uniform up to 2^-259.
    ///
    /// - Parameters:
    ///   - bytes: 64 bytes, little-endian, any number.
    ///   - field: What the bytes are called in the specification; the failure names it.
    /// - Throws: ``ScalarFailure/length(field:expected:actual:)`` for another number of bytes.
    public init(wideReducing bytes: [UInt8], field: FieldName = "scalar") throws(ScalarFailure) {
        try self.init(wideReducing: bytes.span, field: field)
    }

    /// Reduces a number of 64 bytes modulo l: what a transcript's challenge becomes.
    ///
    /// - Parameter bytes: 64 bytes, little-endian, any number.
    public init(wideReducing bytes: InlineArray<64, UInt8>) {
        self.init(wideReducingUnchecked: bytes.span)
    }

    /// The scalar of a 64-bit number.
    ///
    /// - Parameter value: The number; it is below l.
    @inlinable
    public init(_ value: UInt64) {
        self.init(integer: (value, 0, 0, 0))
    }

    /// The scalar of a 128-bit number.
    ///
    /// - Parameter value: The number; it is below l.
    @inlinable
    public init(_ value: UInt128) {
        self.init(integer: (UInt64(truncatingIfNeeded: value), UInt64(truncatingIfNeeded: value &>> 64), 0, 0))
    }

    /// The scalar of a signed 64-bit number: l minus its magnitude when it is negative.
    ///
    /// - Parameter value: The number.
    public init(signed value: Int64) {
        let sign = UInt64(truncatingIfNeeded: value &>> 63)
        let magnitude = (UInt64(bitPattern: value) ^ sign) &- sign
        let positive = Scalar(magnitude)
        self = Scalar.select(mask: sign, -positive, positive)
    }

    /// A power of two.
    ///
    /// - Parameter exponent: The exponent; public.
    /// - Returns: 2^exponent mod l.
    /// - Warning: Leaks the exponent through timing.
    public static func powerOfTwo(vartime exponent: UInt64) -> Scalar {
        Scalar(2 as UInt64).raised(toVartime: exponent)
    }

    /// Any 256-bit number, reduced modulo l.
    @inlinable @inline(__always)
    internal init(integer words: (UInt64, UInt64, UInt64, UInt64)) {
        // words * radixSquared < 2^256 l, as the reduction needs.
        self = WideProduct(Scalar(montgomery: words.0, words.1, words.2, words.3), .radixSquared).reduced()
    }

    /// The number below l as limbs, out of Montgomery form.
    @inlinable @inline(__always)
    internal var integer: (UInt64, UInt64, UInt64, UInt64) {
        var wide = WideProduct()
        (wide.t0, wide.t1, wide.t2, wide.t3) = (limb0, limb1, limb2, limb3)
        let r = wide.reduced()
        return (r.limb0, r.limb1, r.limb2, r.limb3)
    }

    /// The only encoding: 32 bytes, little-endian, below l.
    ///
    /// - Returns: 32 bytes.
    public func encoded() -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: Self.encodedByteCount) { buffer, count in
            encode(into: UnsafeMutableRawBufferPointer(buffer))
            count = Self.encodedByteCount
        }
    }

    /// Writes the only encoding.
    ///
    /// - Parameter bytes: Where 32 bytes go; it has to hold as many.
    @inlinable
    public func encode(into bytes: UnsafeMutableRawBufferPointer) {
        precondition(bytes.count >= Self.encodedByteCount)
        let words = littleEndianWords
        bytes.storeBytes(of: words.0, toByteOffset: 0, as: UInt64.self)
        bytes.storeBytes(of: words.1, toByteOffset: 8, as: UInt64.self)
        bytes.storeBytes(of: words.2, toByteOffset: 16, as: UInt64.self)
        bytes.storeBytes(of: words.3, toByteOffset: 24, as: UInt64.self)
    }

    /// The encoding as words whose bytes in memory are in the encoding's order.
    @inlinable internal var littleEndianWords: (UInt64, UInt64, UInt64, UInt64) {
        let words = integer
        return (words.0.littleEndian, words.1.littleEndian, words.2.littleEndian, words.3.littleEndian)
    }

    private static func word(_ bytes: Span<UInt8>, at offset: Int) -> UInt64 {
        var word: UInt64 = 0
        var shift: UInt64 = 0
        for index in offset..<offset + 8 {
            word |= UInt64(bytes[index]) &<< shift
            shift += 8
        }
        return word
    }
}

#if !hasFeature(Embedded)
    extension Scalar: CustomStringConvertible {
        /// The encoding in hexadecimal, for tests and public values; secrets live in ``SecretScalars``, which prints nothing.
        public var description: String { Hexadecimal.text(encoded()) }
    }
#endif
