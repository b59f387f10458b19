#if !hasFeature(Embedded)
    internal import Ristretto
    internal import Sodium
    internal import Transcript

    /// Everything secret that one proof computes with, in two pieces of guarded memory.
    struct ProverSecrets: ~Copyable {
        /// a_L: the bits of all values, least significant first, value by value; then a seed and room to expand it.
        var bytes: SecretBuffer<UInt8>

        /// s_L, then s_R (later r_1 = y^i s_R), then rho, then r_0, then alpha, tau_1, tau_2, 0, t_1, t_2.
        ///
        /// s_L, s_R and rho stand in the order in which S multiplies them; values and blindings that are committed to
        /// together follow each other.
        var scalars: SecretBuffer<Scalar>

        /// N.
        let length: Int

        init(parameters: RangeParameters) throws(SodiumFailure) {
            let length = parameters.vectorLength
            let bytes = try SecretBuffer<UInt8>(count: length + Sodium.seedByteCount + Self.stretch, repeating: 0)
            let scalars = try SecretBuffer<Scalar>(count: 3 * length + 7, repeating: .zero)
            self.init(length: length, bytes: bytes, scalars: scalars)
        }

        private init(length: Int, bytes: consuming SecretBuffer<UInt8>, scalars: consuming SecretBuffer<Scalar>) {
            self.length = length
            self.bytes = bytes
            self.scalars = scalars
        }

        /// How many bytes of random numbers are made at a time: 64 scalars.
        private static let stretch = 4096

        /// Lends a_L.
        borrowing func withBits<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
            bytes.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[..<length])) }
        }

        /// Overwrites everything, so that the memory can serve another proof of the same size.
        mutating func wipe() {
            bytes.wipe()
            scalars.wipe()
        }

        /// Whether all of it is zero.
        borrowing func isZero() -> Bool {
            let bits = bytes.withUnsafeBytes { $0.reduce(0 as UInt8) { $0 | $1 } }
            return scalars.withUnsafeBytes { $0.reduce(bits) { $0 | $1 } } == 0
        }

        /// The single scalars, after the vectors.
        enum Single: Int {
            /// alpha: blinds A.
            case alpha = 1
            /// tau_1: blinds T_1.
            case tau1, tau2
            /// Zero, the value that A's blinding goes with.
            case zero
            /// t_1: the linear coefficient of t(X).
            case t1, t2
        }

        subscript(single: Single) -> Scalar {
            get { scalars[position(of: single)] }
            set { scalars[position(of: single)] = newValue }
        }

        /// Where a single scalar stands.
        borrowing func position(of single: Single) -> Int { 3 * length + single.rawValue }

        /// rho: blinds S.
        var rho: Scalar { scalars[2 * length] }

        /// Splits values into bits; addresses and time do not depend on them.
        mutating func split(_ values: borrowing SecretBuffer<UInt64>, bitsPerValue: Int) {
            for value in 0..<values.count {
                let number = values[value]
                for bit in 0..<bitsPerValue {
                    bytes[value * bitsPerValue + bit] = UInt8(truncatingIfNeeded: (number &>> UInt64(bit)) & 1)
                }
            }
        }

        /// Draws s_L, s_R, rho and alpha: all of them expand one seed of the hedged generator.
        mutating func drawMasks(from random: inout TranscriptRNG) {
            let (length, wanted, alpha) = (length, 2 * length + 2, position(of: .alpha))
            bytes.withUnsafeMutableBytes { raw in
                let seed = UnsafeMutableRawBufferPointer(rebasing: raw[length..<length + Sodium.seedByteCount])
                let stretch = UnsafeMutableRawBufferPointer(rebasing: raw[(length + Sodium.seedByteCount)...])
                random.fill(seed)
                for start in stride(from: 0, to: wanted, by: Self.stretch / 64) {
                    Sodium.expand(seed: UnsafeRawBufferPointer(seed), number: UInt64(start), into: stretch)
                    for index in start..<min(wanted, start + Self.stretch / 64) {
                        let scalar = Scalar.random { target in
                            target.withUnsafeMutableBytes { target in
                                let from = 64 * (index - start)
                                target.copyMemory(from: UnsafeRawBufferPointer(rebasing: stretch[from..<from + 64]))
                            }
                        }
                        // alpha stands apart from what S multiplies.
                        scalars[index <= 2 * length ? index : alpha] = scalar
                    }
                }
            }
        }

        /// Draws tau_1 and tau_2.
        mutating func drawPolynomialBlindings(from random: inout TranscriptRNG) {
            self[.tau1] = Scalar.random(from: &random)
            self[.tau2] = Scalar.random(from: &random)
        }
    }
#endif
