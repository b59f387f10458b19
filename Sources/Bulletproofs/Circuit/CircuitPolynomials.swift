#if !hasFeature(Embedded)
    internal import Ristretto
    internal import Sodium

    /// l(X) and r(X) of a circuit proof under y and z, coefficient by coefficient.
    ///
    /// With h and n' as in ``CircuitExponents``: l has a_L + y^-i w_R at h, c_k at h + k, a_O at n', s_L at n' + 1;
    /// r has w_O - y^i at 0, w_C,k at h - k, y^i a_R + w_L at h, y^i s_R at n' + 1.
    struct CircuitPolynomials {
        let exponents: CircuitExponents
        /// The weights of c_k and where they stand in r; where c_k stands in l.
        private let vectors: [(weights: [Scalar], right: Int, left: Int)]
        /// The weights of v.
        let inputs: [Scalar]
        /// y^i.
        private let powers: [Scalar]
        /// w_O,i - y^i.
        private let output: [Scalar]
        /// w_L,i.
        private let left: [Scalar]
        /// y^-i w_R,i.
        private let right: [Scalar]

        init(_ constraints: CircuitConstraints, y: Scalar, z: Scalar) {
            let slots = constraints.shape.slots
            let exponents = constraints.shape.exponents
            let flat = constraints.flattened(by: z)
            let powers = Scalar.powers(of: y, count: slots)
            let inverses = Scalar.powers(of: y.invertedOrZero(), count: slots)
            self.exponents = exponents
            self.powers = powers
            output = (0..<slots).map { flat.output[$0] - powers[$0] }
            left = flat.left
            right = (0..<slots).map { inverses[$0] * flat.right[$0] }
            inputs = flat.inputs
            vectors = flat.vectors.enumerated().map { k, weights in
                (weights, exponents.vectorWeight(k), exponents.vector(k))
            }
        }

        /// The exponents at which l and r have a coefficient.
        private var leftExponents: [Int] { [exponents.inner, exponents.output, exponents.mask] + vectors.map(\.left) }
        private var rightExponents: [Int] { [0, exponents.inner, exponents.mask] + vectors.map(\.right) }

        /// Where the vectors of a proof's secrets stand.
        private struct Places {
            let left, right, output, maskLeft, maskRight: Int
            let vectors: [Int]

            init(_ secrets: borrowing CircuitSecrets) {
                left = secrets.start(.left)
                right = secrets.start(.right)
                output = secrets.start(.output)
                maskLeft = secrets.start(.maskLeft)
                maskRight = secrets.start(.maskRight)
                var vectors: [Int] = []
                for k in 0..<secrets.shape.vectorCommitments { vectors.append(secrets.start(.vector(k))) }
                self.vectors = vectors
            }
        }

        /// The coefficients of l and r at one slot, in the order of their exponents' lists.
        @inline(__always)
        private func fill(
            _ l: UnsafeMutablePointer<Scalar>, _ r: UnsafeMutablePointer<Scalar>, slot: Int,
            _ scalars: UnsafePointer<Scalar>, _ places: Places
        ) {
            l[0] = scalars[places.left + slot] + right[slot]
            l[1] = scalars[places.output + slot]
            l[2] = scalars[places.maskLeft + slot]
            r[0] = output[slot]
            r[1] = powers[slot] * scalars[places.right + slot] + left[slot]
            r[2] = powers[slot] * scalars[places.maskRight + slot]
            for k in vectors.indices {
                l[3 + k] = scalars[places.vectors[k] + slot]
                r[3 + k] = vectors[k].weights[slot]
            }
        }

        /// The secret coefficients of t(X) = <l(X), r(X)> that get commitments, in constant time.
        func computeCoefficients(_ secrets: inout CircuitSecrets) {
            let places = Places(secrets)
            let (target, scratch) = (secrets.coefficients, secrets.scratch)
            let (leftExponents, rightExponents) = (leftExponents, rightExponents)
            let terms = leftExponents.count
            var sums = [ScalarAccumulator](repeating: ScalarAccumulator(), count: 2 * exponents.mask + 1)
            secrets.scalars.withUnsafeMutableBufferPointer { buffer in
                guard let scalars = buffer.baseAddress else { return }
                let (l, r) = (scalars + scratch, scalars + scratch + terms)
                sums.withUnsafeMutableBufferPointer { sums in
                    for slot in powers.indices {
                        fill(l, r, slot: slot, scalars, places)
                        for i in 0..<terms {
                            // Products that meet at n' are added too: that sum is the statement's and is not used.
                            for j in 0..<terms { sums[leftExponents[i] + rightExponents[j]].add(l[i], times: r[j]) }
                        }
                    }
                    for (index, degree) in exponents.degrees.enumerated() {
                        scalars[target + index] = sums[degree].sum()
                    }
                }
            }
            sums.withUnsafeMutableBytes { secureWipe($0) }
        }

        /// l(x) and r(x), which are uniform and independent of the witness: s_L and s_R mask them.
        ///
        /// - Parameters:
        ///   - secrets: The vectors.
        ///   - x: The powers of x, from 0.
        /// - Returns: Both vectors.
        func evaluate(_ secrets: inout CircuitSecrets, powers x: [Scalar]) -> (l: [Scalar], r: [Scalar]) {
            let places = Places(secrets)
            let scratch = secrets.scratch
            let leftPowers = leftExponents.map { x[$0] }
            let rightPowers = rightExponents.map { x[$0] }
            let terms = leftPowers.count
            var left = [Scalar](repeating: .zero, count: powers.count)
            var right = left
            secrets.scalars.withUnsafeMutableBufferPointer { buffer in
                guard let scalars = buffer.baseAddress else { return }
                let (l, r) = (scalars + scratch, scalars + scratch + terms)
                for slot in powers.indices {
                    fill(l, r, slot: slot, scalars, places)
                    var (first, second) = (ScalarAccumulator(), ScalarAccumulator())
                    for term in 0..<terms {
                        first.add(l[term], times: leftPowers[term])
                        second.add(r[term], times: rightPowers[term])
                    }
                    left[slot] = first.sum()
                    right[slot] = second.sum()
                }
            }
            return (left, right)
        }
    }
#endif
