/// A sponge over Keccak-f[1600] with byte-aligned input: the common part of SHA-3 and SHAKE.
///
/// - seealso: FIPS 202, sections 4 to 6.
struct KeccakSponge: Sendable {
    private var state = KeccakState()
    private let rate: Int
    private let suffix: UInt8
    /// Invariant: below `rate` while absorbing, at most `rate` while squeezing.
    private var position = 0

    /// Creates an empty sponge.
    ///
    /// - Parameters:
    ///   - capacity: Bytes of the state that input never touches, 1 to 199.
    ///   - suffix: The domain bits of the function followed by the first bit of padding: 0x06 (SHA-3) or 0x1f (SHAKE).
    init(capacity: Int, suffix: UInt8) {
        rate = KeccakState.byteCount - capacity
        self.suffix = suffix
    }

    mutating func absorb(_ data: Span<UInt8>) {
        for index in data.indices {
            state.add(data[index], at: position)
            position &+= 1
            if position == rate {
                state.permute()
                position = 0
            }
        }
    }

    /// Pads the input; from here on only `squeeze` may follow.
    mutating func finish() {
        state.add(suffix, at: position)
        state.add(0x80, at: rate - 1)
        position = rate
    }

    mutating func squeeze(into output: inout MutableSpan<UInt8>) {
        for index in output.indices {
            if position == rate {
                state.permute()
                position = 0
            }
            output[index] = state.byte(at: position)
            position &+= 1
        }
    }
}
