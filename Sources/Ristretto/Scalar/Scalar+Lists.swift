/// Operations on whole lists, where proofs spend their scalar time.
///
/// All take the same time for all values; only counts show. A count that does not match is a programmer's error and
/// stops the process: lengths are checked where data comes in.
extension Scalar {
    /// The inner product of two lists.
    ///
    /// - Parameters:
    ///   - left: A list.
    ///   - right: A list of the same length.
    /// - Returns: The sum of left[i] * right[i] mod l.
    /// - Complexity: O(n); about 60 % of n multiplications, since the reduction is shared.
    @inlinable
    public static func innerProduct(_ left: Span<Scalar>, _ right: Span<Scalar>) -> Scalar {
        precondition(left.count == right.count)
        var sum = ScalarAccumulator()
        for index in left.indices { sum.add(left[unchecked: index], times: right[unchecked: index]) }
        return sum.sum()
    }

    /// The inner product of two lists.
    ///
    /// - Parameters:
    ///   - left: A list.
    ///   - right: A list of the same length.
    /// - Returns: The sum of left[i] * right[i] mod l.
    @inlinable
    public static func innerProduct(_ left: [Scalar], _ right: [Scalar]) -> Scalar {
        innerProduct(left.span, right.span)
    }

    /// The sum of a list.
    ///
    /// - Parameter scalars: A list.
    /// - Returns: Its sum mod l; 0 for the empty list.
    @inlinable
    public static func sum(_ scalars: Span<Scalar>) -> Scalar {
        var sum = Scalar.zero
        for index in scalars.indices { sum += scalars[unchecked: index] }
        return sum
    }

    /// Fills a list with first, first * base, first * base^2 and so on.
    ///
    /// - Parameters:
    ///   - result: The list; its length says how many.
    ///   - base: The ratio.
    ///   - first: The first item.
    public static func fillPowers(_ result: inout MutableSpan<Scalar>, of base: Scalar, from first: Scalar = .one) {
        // Four chains side by side: one chain waits for the latency of each product.
        let base2 = base.squared()
        let base4 = base2.squared()
        var (a, b) = (first, first * base)
        var (c, d) = (first * base2, b * base2)
        var index = 0
        while index + 4 <= result.count {
            result[unchecked: index] = a
            result[unchecked: index + 1] = b
            result[unchecked: index + 2] = c
            result[unchecked: index + 3] = d
            (a, b, c, d) = (a * base4, b * base4, c * base4, d * base4)
            index += 4
        }
        while index < result.count {
            result[unchecked: index] = a
            a *= base
            index += 1
        }
    }

    /// The list first, first * base, first * base^2 and so on.
    ///
    /// - Parameters:
    ///   - base: The ratio.
    ///   - count: How many, 0 or more.
    ///   - first: The first item.
    /// - Returns: `count` scalars.
    public static func powers(of base: Scalar, count: Int, from first: Scalar = .one) -> [Scalar] {
        var result = [Scalar](repeating: .zero, count: count)
        var span = result.mutableSpan
        fillPowers(&span, of: base, from: first)
        return result
    }

    /// The sum of the powers of a scalar from 0 to count - 1, by repeated squaring.
    ///
    /// - Parameters:
    ///   - base: The ratio.
    ///   - count: How many; public.
    /// - Returns: The sum mod l.
    /// - Warning: Leaks the count through timing.
    /// - Complexity: O(log count).
    public static func sumOfPowers(of base: Scalar, countVartime count: UInt64) -> Scalar {
        // With s(n) the sum of n powers and p(n) = base^n: s(2n) = s(n) (1 + p(n)), s(n+1) = s(n) + p(n).
        var (sum, power) = (Scalar.zero, Scalar.one)
        var bit = UInt64.bitWidth - count.leadingZeroBitCount
        while bit > 0 {
            bit -= 1
            sum *= Scalar.one + power
            power = power.squared()
            if (count &>> UInt64(bit)) & 1 == 1 {
                sum += power
                power *= base
            }
        }
        return sum
    }

    /// Multiplies two lists item by item.
    ///
    /// - Parameters:
    ///   - result: Multiplied by the other list, in place.
    ///   - factors: A list of the same length.
    @inlinable
    public static func multiplyItems(_ result: inout MutableSpan<Scalar>, by factors: Span<Scalar>) {
        precondition(result.count == factors.count)
        for index in result.indices { result[unchecked: index] *= factors[unchecked: index] }
    }

    /// Multiplies a list by one scalar.
    ///
    /// - Parameters:
    ///   - result: Multiplied in place.
    ///   - factor: The factor.
    @inlinable
    public static func scale(_ result: inout MutableSpan<Scalar>, by factor: Scalar) {
        for index in result.indices { result[unchecked: index] *= factor }
    }

    /// Adds a multiple of one list to another.
    ///
    /// - Parameters:
    ///   - list: A list of the same length.
    ///   - factor: What each item of `list` is multiplied by first.
    ///   - result: What is added to, in place.
    @inlinable
    public static func add(_ list: Span<Scalar>, times factor: Scalar, to result: inout MutableSpan<Scalar>) {
        precondition(result.count == list.count)
        for index in result.indices { result[unchecked: index] += list[unchecked: index] * factor }
    }

    /// Writes the encodings of a list one after the other, as the kernel reads them.
    ///
    /// - Parameters:
    ///   - scalars: A list.
    ///   - bytes: Where 32 bytes for each go; it has to hold as many.
    @inlinable
    public static func encode(_ scalars: Span<Scalar>, into bytes: UnsafeMutableRawBufferPointer) {
        precondition(bytes.count >= scalars.count * encodedByteCount)
        for index in scalars.indices {
            scalars[unchecked: index].encode(into: UnsafeMutableRawBufferPointer(rebasing: bytes[(32 * index)...]))
        }
    }
}
