#if !hasFeature(Embedded)
    internal import Pedersen
    internal import Ristretto
    internal import Sodium

    /// What the commitments of a proof share: sums that would otherwise be computed twice.
    ///
    /// In suite `lookups` a_L of the digits' gates is alpha plus c_1, and a_O is 1: with <digits, G>, which C_1 needs, and
    /// the sum of those G, which is public, A_I and A_O have nothing left to add for them.
    struct DigitSums {
        /// How many digits there are; 0 in suite `bits`.
        var count = 0
        /// <digits, G>: secret, and not blinded.
        var digits = RistrettoPoint.identity
        /// The sum of the digits' G.
        var generators = RistrettoPoint.identity

        /// Overwrites the secret sum.
        mutating func wipe() {
            withUnsafeMutableBytes(of: &digits) { secureWipe($0) }
        }
    }

    extension CircuitProver {
        /// C_1 = <c_1, G> + r_1 B~ and C_2 likewise, and what A_I and A_O go on with.
        func commitToVectors(
            _ secrets: borrowing CircuitSecrets, digits count: Int
        ) throws(CircuitProvingFailure) -> (points: [CompressedPoint], sums: DigitSums) {
            let slots = secrets.shape.slots
            let pairs = generators.pairIndices(perParty: slots, parties: 1)
            let (first, second) = (secrets.start(.vector(0)), secrets.start(.vector(1)))
            var sums = DigitSums(count: count)
            if count > 0 {
                sums.digits = try sum(secrets, from: first, Array(pairs[..<count]))
                let ones = [Scalar](repeating: .one, count: count)
                sums.generators = generators.fixed.vartime(
                    ones.span, indices: Array(pairs[..<count]), workspace: multiplication)
            }
            let free = try sum(secrets, from: first + count, pairs[count...] + [generators.blindingIndex])
            let multiplicities = try sum(secrets, from: second, pairs + [generators.blindingIndex])
            return ([published(free, sums.digits), published(multiplicities)], sums)
        }

        /// A_I, A_O and S.
        func commitToGates(
            _ secrets: borrowing CircuitSecrets, _ sums: DigitSums, challenge: Scalar
        ) throws(CircuitProvingFailure) -> [CompressedPoint] {
            let slots = secrets.shape.slots
            let pairs = generators.pairIndices(perParty: slots, parties: 1)
            let offset = UInt32(generators.fixed.pairs)
            let second = pairs.map { $0 + offset } + [generators.blindingIndex]
            let rest = Array(pairs[sums.count...])
            let shift = MultiScalar.vartime(
                [challenge], [sums.generators], on: generators.fixed.implementation)
            let inputs = try sum(secrets, from: secrets.start(.left) + sums.count, rest + second)
            let outputs = try sum(
                secrets, from: secrets.start(.output) + sums.count, rest + [generators.blindingIndex])
            let masks = try sum(secrets, from: secrets.start(.maskLeft), pairs + second)
            return [
                published(inputs, sums.digits, shift), published(outputs, sums.generators), published(masks),
            ]
        }

        /// The sum of scalars that follow each other times generators, in constant time.
        private func sum(
            _ secrets: borrowing CircuitSecrets, from start: Int, _ indices: [UInt32]
        ) throws(CircuitProvingFailure) -> RistrettoPoint {
            try secrets.withSpan(start..<start + indices.count) { (scalars) throws(CircuitProvingFailure) in
                try provingCircuit { () throws(SodiumFailure) in
                    try generators.fixed.constantTime(scalars, indices: indices, workspace: secretMultiplication)
                }
            }
        }

        /// The encoding of a sum of points, which is public: a blinding is among its terms.
        private func published(
            _ blinded: RistrettoPoint, _ first: RistrettoPoint = .identity, _ second: RistrettoPoint = .identity
        ) -> CompressedPoint {
            let implementation = generators.fixed.implementation
            let sum = blinded.adding(first, on: implementation).adding(second, on: implementation)
            var encoding = sum.compressed(on: implementation)
            Disclosure.publish(&encoding)
            return encoding
        }

        /// T_i = t_i B + tau_i B~.
        func commitToPolynomial(
            _ secrets: borrowing CircuitSecrets
        ) throws(CircuitProvingFailure) -> [CompressedPoint] {
            let count = secrets.shape.polynomialCommitments
            let (values, blindings) = (secrets.coefficients, secrets.coefficientBlindings)
            return try secrets.scalars.withUnsafeBufferPointer { (scalars) throws(CircuitProvingFailure) in
                let values = UnsafeBufferPointer(rebasing: scalars[values..<values + count])
                let blindings = UnsafeBufferPointer(rebasing: scalars[blindings..<blindings + count])
                let made = try provingCircuit { () throws(SodiumFailure) in
                    try commitments.commit(
                        to: Span(_unsafeElements: values), blindings: Span(_unsafeElements: blindings),
                        workspace: secretMultiplication)
                }
                var encodings = made.encodings
                Disclosure.publish(&encodings)
                return encodings
            }
        }
    }
#endif
