#if !hasFeature(Embedded)
    internal import Ristretto
    internal import Sodium

    extension ProverSecrets {
        /// Computes r_0 and r_1 and the coefficients t_1 and t_2 of t(X) = <l(X), r(X)>, in constant time.
        ///
        /// l_0 = a_L - z, l_1 = s_L; r_0 = y^i (a_R + z) + z^(2+j) 2^k and r_1 = y^i s_R, where i = n j + k and
        /// a_R = a_L - 1.
        mutating func computePolynomials(_ parameters: RangeParameters, y: Scalar, z: Scalar) {
            let powers = Scalar.powers(of: y, count: length)
            let (low, high) = (-z, .one - z)
            var first = ScalarAccumulator()
            var second = ScalarAccumulator()
            let length = length
            bytes.withUnsafeBufferPointer { bits in
                scalars.withUnsafeMutableBufferPointer { scalars in
                    var index = 0
                    var row = z.squared()
                    for _ in 0..<parameters.count {
                        var weight = row
                        for _ in 0..<parameters.bits {
                            let bit = UInt64(bits[index])
                            let l0 = Scalar.select(bit: bit, one: high, zero: low)
                            // a_R + z is z for a set bit and z - 1 for a clear one.
                            let r0 = weight - powers[index] * Scalar.select(bit: bit, one: low, zero: high)
                            let r1 = powers[index] * scalars[length + index]
                            scalars[2 * length + 1 + index] = r0
                            scalars[length + index] = r1
                            first.add(l0, times: r1)
                            first.add(scalars[index], times: r0)
                            second.add(scalars[index], times: r1)
                            weight = weight.doubled()
                            index += 1
                        }
                        row *= z
                    }
                }
            }
            self[.t1] = first.sum()
            self[.t2] = second.sum()
        }

        /// l(x) and r(x), which are uniform and independent of the values: s_L and s_R mask them.
        borrowing func evaluate(at x: Scalar, z: Scalar) -> (l: [Scalar], r: [Scalar]) {
            let (low, high) = (-z, .one - z)
            var l = [Scalar](repeating: .zero, count: length)
            var r = l
            for index in 0..<length {
                let l0 = Scalar.select(bit: UInt64(bytes[index]), one: high, zero: low)
                l[index] = l0 + x * scalars[index]
                r[index] = scalars[2 * length + 1 + index] + x * scalars[length + index]
            }
            return (l, r)
        }
    }
#endif
