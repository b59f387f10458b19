public import Ristretto

extension InnerProductProof {
    /// The factors with which the points of an argument enter the verifier's one multi-scalar multiplication.
    ///
    /// With u_1 ... u_k the challenges, the argument is right when
    /// P + sum u_j^2 L_j + sum u_j^-2 R_j = sum a s_i G'_i + sum b s_i^-1 H'_i + a b Q,
    /// where s_i is the product of u_j, or of u_j^-1 where bit k - j of i is clear.
    ///
    /// - seealso: Bünz et al., ePrint 2017/1066, section 3.1, equation 4.
    public struct VerificationScalars {
        /// u_j^2, the factors of L.
        public let left: [Scalar]
        /// u_j^-2, the factors of R.
        public let right: [Scalar]
        /// The product of all u_j: s of the last generator, and the inverse of s of the first.
        public let product: Scalar
        /// The inverse of ``product``.
        public let inverseProduct: Scalar

        /// Computes the factors.
        ///
        /// - Parameters:
        ///   - challenges: u_1 ... u_k.
        ///   - inverses: Their inverses, with 0 for 0.
        public init(challenges: ArraySlice<Scalar>, inverses: ArraySlice<Scalar>) {
            precondition(challenges.count == inverses.count)
            left = challenges.map { $0.squared() }
            right = inverses.map { $0.squared() }
            product = challenges.reduce(.one) { $0 * $1 }
            inverseProduct = inverses.reduce(.one) { $0 * $1 }
        }

        /// Fills a list with first * s_i, the factors of G'.
        ///
        /// - Parameters:
        ///   - result: 2^k scalars.
        ///   - first: What all are multiplied by.
        /// - Complexity: One multiplication a scalar.
        public func fillFirst(_ result: UnsafeMutableBufferPointer<Scalar>, times first: Scalar) {
            fillTensor(result, first: first * inverseProduct) { left[left.count - 1 - $0] }
        }

        /// Fills a list with first * ratio^i * s_i^-1, the factors of H' where H'_i = ratio^i H_i.
        ///
        /// - Parameters:
        ///   - result: 2^k scalars.
        ///   - first: What all are multiplied by.
        ///   - ratio: The ratio of the generators' factors.
        /// - Complexity: One multiplication a scalar.
        public func fillSecond(
            _ result: UnsafeMutableBufferPointer<Scalar>, times first: Scalar, ratio: Scalar
        ) {
            var power = ratio
            fillTensor(result, first: first * product) { bit in
                let factor = right[right.count - 1 - bit] * power
                power = power.squared()
                return factor
            }
        }
    }
}

/// Fills a list of 2^k scalars with first times the factors of the bits that are set in the position.
///
/// `factor` is asked for bits 0, 1, ... k - 1 in this order.
func fillTensor(
    _ result: UnsafeMutableBufferPointer<Scalar>, first: Scalar, factor: (Int) -> Scalar
) {
    guard let base = result.baseAddress else { return }
    precondition(result.count & (result.count - 1) == 0)
    base[0] = first
    var filled = 1
    var bit = 0
    while filled < result.count {
        let factor = factor(bit)
        // Independent products: the multiplier stays busy, where a chain of powers would wait for each.
        for index in 0..<filled { base[filled + index] = base[index] * factor }
        filled *= 2
        bit += 1
    }
}
