#if !hasFeature(Embedded)
    internal import Ristretto
    internal import Sodium
    internal import Transcript

    /// Everything secret that one proof computes with, in two pieces of guarded memory.
    struct ProverSecrets: ~Copyable {
        /// a_L: the bits of all values, least significant first, value by value.
        var bits: SecretBuffer<UInt8>

        /// s_L, then s_R (later r_1 = y^i s_R), then rho, then r_0, then alpha, tau_1, tau_2, t_1, t_2.
        ///
        /// s_L, s_R and rho stand in the order in which S multiplies them.
        var scalars: SecretBuffer<Scalar>

        /// N.
        let length: Int

        init(parameters: RangeParameters) throws(SodiumFailure) {
            let length = parameters.vectorLength
            let bits = try SecretBuffer<UInt8>(count: length, repeating: 0)
            let scalars = try SecretBuffer<Scalar>(count: 3 * length + 6, repeating: .zero)
            self.init(length: length, bits: bits, scalars: scalars)
        }

        private init(length: Int, bits: consuming SecretBuffer<UInt8>, scalars: consuming SecretBuffer<Scalar>) {
            self.length = length
            self.bits = bits
            self.scalars = scalars
        }

        /// The single scalars, after the vectors.
        enum Single: Int {
            /// alpha: blinds A.
            case alpha = 1
            /// tau_1: blinds T_1.
            case tau1, tau2
            /// t_1: the linear coefficient of t(X).
            case t1, t2
        }

        subscript(single: Single) -> Scalar {
            get { scalars[3 * length + single.rawValue] }
            set { scalars[3 * length + single.rawValue] = newValue }
        }

        /// rho: blinds S.
        var rho: Scalar { scalars[2 * length] }

        /// Splits values into bits; addresses and time do not depend on them.
        mutating func split(_ values: borrowing SecretBuffer<UInt64>, bitsPerValue: Int) {
            for value in 0..<values.count {
                let number = values[value]
                for bit in 0..<bitsPerValue {
                    bits[value * bitsPerValue + bit] = UInt8(truncatingIfNeeded: (number &>> UInt64(bit)) & 1)
                }
            }
        }

        /// Draws s_L, s_R, rho and alpha.
        mutating func drawMasks(from random: inout TranscriptRNG) {
            for index in 0...2 * length { scalars[index] = Scalar.random(from: &random) }
            self[.alpha] = Scalar.random(from: &random)
        }

        /// Draws tau_1 and tau_2.
        mutating func drawPolynomialBlindings(from random: inout TranscriptRNG) {
            self[.tau1] = Scalar.random(from: &random)
            self[.tau2] = Scalar.random(from: &random)
        }
    }
#endif
