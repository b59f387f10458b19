#if !hasFeature(Embedded)
    internal import Pedersen
    internal import Ristretto
    internal import Sodium

    extension CircuitProver {
        /// C_k = <c_k, G> + r_k B~.
        func commitToVectors(
            _ secrets: borrowing CircuitSecrets, digits: Int
        ) throws(CircuitProvingFailure) -> [CompressedPoint] {
            var points: [CompressedPoint] = []
            for k in 0..<secrets.shape.vectorCommitments {
                let start = secrets.start(.vector(k))
                points.append(try commit(secrets, from: start, to: first(secrets.shape.slots)))
            }
            return points
        }

        /// A_I, A_O and S.
        func commitToGates(_ secrets: borrowing CircuitSecrets) throws(CircuitProvingFailure) -> [CompressedPoint] {
            let pairs = both(secrets.shape.slots)
            return [
                try commit(secrets, from: secrets.start(.left), to: pairs),
                try commit(secrets, from: secrets.start(.output), to: first(secrets.shape.slots)),
                try commit(secrets, from: secrets.start(.maskLeft), to: pairs),
            ]
        }

        /// The places of G and B~.
        private func first(_ slots: Int) -> [UInt32] {
            generators.pairIndices(perParty: slots, parties: 1) + [generators.blindingIndex]
        }

        /// The places of G, H and B~.
        private func both(_ slots: Int) -> [UInt32] {
            let pairs = generators.pairIndices(perParty: slots, parties: 1)
            let offset = UInt32(generators.fixed.pairs)
            return pairs + pairs.map { $0 + offset } + [generators.blindingIndex]
        }

        /// The sum of scalars that follow each other times generators, in constant time.
        private func commit(
            _ secrets: borrowing CircuitSecrets, from start: Int, to indices: [UInt32]
        ) throws(CircuitProvingFailure) -> CompressedPoint {
            let sum = try secrets.withSpan(start..<start + indices.count) { (scalars) throws(CircuitProvingFailure) in
                try provingCircuit { () throws(SodiumFailure) in
                    try generators.fixed.constantTime(scalars, indices: indices, workspace: secretMultiplication)
                }
            }
            var encoding = sum.compressed(on: generators.fixed.implementation)
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
