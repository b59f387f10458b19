#if !hasFeature(Embedded)
    internal import Pedersen
    internal import Ristretto
    internal import Sodium
    internal import Transcript

    extension CircuitProver {
        /// Makes a proof of an assignment that satisfies the statement.
        func makeProof(
            _ statement: CircuitStatement, _ witness: CircuitWitness, _ assignment: borrowing CircuitAssignment,
            _ transcript: inout Transcript, _ entropy: inout some RandomSource
        ) throws(CircuitProvingFailure) -> CircuitProof {
            statement.absorb(into: &transcript)
            var random = try provingCircuit { () throws(SodiumFailure) in
                try Self.hedgedRandom(statement.relation, witness, transcript, &entropy)
            }
            var secrets = try provingCircuit { () throws(SodiumFailure) in try CircuitSecrets(statement.shape) }
            var vectors: [CompressedPoint] = []
            var sums = DigitSums()
            defer { sums.wipe() }
            let constraints: CircuitConstraints
            switch statement.suite {
            case .lookups:
                try provingCircuit { () throws(SodiumFailure) in try assignment.fillVectors(&secrets) }
                secrets.drawVectorBlindings(from: &random)
                (vectors, sums) = try commitToVectors(secrets, digits: statement.relation.digits)
                let table: LookupTable
                do throws(CircuitProofRefusal) {
                    table = try CircuitProof.absorb(
                        vectors: vectors, digitBits: statement.relation.digitBits, transcript: &transcript)
                } catch {
                    throw .challenge("alpha")
                }
                // No new entropy: the blindings of C are fixed, and two clones of this machine that drew different masks
                // would answer two challenges x with them.
                random.rekey(at: transcript, entropy: Self.noEntropy.span)
                assignment.fillLookupGates(&secrets, challenge: table.challenge)
                constraints = .layout(CircuitLayout(lookups: statement.relation, table: table))
            case .bits:
                assignment.fillBitGates(&secrets)
                constraints = .layout(CircuitLayout(bits: statement.relation))
            }
            secrets.multiplyGates()
            return try witness.blindings.withSpan { (blindings) throws(CircuitProvingFailure) in
                try proveGates(
                    constraints, blindings: blindings, &secrets, vectors: vectors, sums, &random, &transcript)
            }
        }

        /// The proof from A_I on, for gates and vectors that are filled in and vector commitments that are absorbed.
        func proveGates(
            _ constraints: CircuitConstraints, blindings: Span<Scalar>, _ secrets: inout CircuitSecrets,
            vectors: [CompressedPoint], _ sums: DigitSums, _ random: inout TranscriptRNG, _ transcript: inout Transcript
        ) throws(CircuitProvingFailure) -> CircuitProof {
            let shape = constraints.shape
            secrets.drawMasks(from: &random)
            let gates = try commitToGates(secrets, sums, challenge: constraints.lookupChallenge)
            let (y, z) = CircuitProof.absorb(
                inputs: gates[0], outputs: gates[1], masks: gates[2], transcript: &transcript)
            // No new entropy here either, for the same reason.
            random.rekey(at: transcript, entropy: Self.noEntropy.span)

            let polynomials = CircuitPolynomials(constraints, y: y, z: z)
            polynomials.computeCoefficients(&secrets)
            secrets.drawPolynomialBlindings(from: &random)
            let polynomial = try commitToPolynomial(secrets)
            let x = CircuitProof.absorb(polynomial: polynomial, transcript: &transcript)

            // From here on everything is masked, and may be used in variable time.
            let opened = open(&secrets, polynomials, blindings, x: x)
            let w = CircuitProof.absorb(
                innerProduct: opened.innerProduct, itsBlinding: opened.itsBlinding,
                vectorBlinding: opened.vectorBlinding, transcript: &transcript)
            let pairs = generators.pairIndices(perParty: shape.slots, parties: 1)
            let second = pairs.map { $0 + UInt32(generators.fixed.pairs) }
            let argument = InnerProductProof.proveVartime(
                opened.l, opened.r,
                generators: InnerProductProof.Generators(
                    fixed: generators.fixed, first: pairs, second: second,
                    secondFactors: .powers(of: y.invertedOrZero()), base: generators.valueIndex, baseFactor: w),
                transcript: &transcript, workspace: multiplication)
            if let field = CircuitChallenges(y: y, z: z, x: x, w: w).firstZero(rounds: []) { throw .challenge(field) }
            return CircuitProof(
                shape: shape, vectorCommitments: vectors, inputCommitment: gates[0], outputCommitment: gates[1],
                maskCommitment: gates[2], polynomialCommitments: polynomial, innerProduct: opened.innerProduct,
                innerProductBlinding: opened.itsBlinding, vectorBlinding: opened.vectorBlinding, argument: argument)
        }

        /// What stands in for entropy after the first nonces.
        private static var noEntropy: InlineArray<32, UInt8> { InlineArray(repeating: 0) }

        /// A generator keyed with the statement, the relation, every byte of the witness and 32 bytes of entropy.
        private static func hedgedRandom(
            _ relation: IntegerRelation, _ witness: CircuitWitness, _ transcript: borrowing Transcript,
            _ entropy: inout some RandomSource
        ) throws(SodiumFailure) -> TranscriptRNG {
            let values = try witness.values.encoded()
            let blindings = try witness.blindings.encoded()
            let free = try witness.free.encoded()
            var builder = transcript.buildRNG()
            builder.rekeyWithWitness(.relation, relation.nonceDigest.span)
            values.withUnsafeBytes { builder.rekeyWithWitness(.values, $0) }
            blindings.withUnsafeBytes { builder.rekeyWithWitness(.blindings, $0) }
            free.withUnsafeBytes { builder.rekeyWithWitness(.witnesses, $0) }
            return builder.finalize(drawingFrom: &entropy)
        }

        /// What the prover reveals after x: masked vectors and blindings.
        private struct Opened {
            var l: [Scalar]
            var r: [Scalar]
            var innerProduct: Scalar
            var itsBlinding: Scalar
            var vectorBlinding: Scalar
        }

        private func open(
            _ secrets: inout CircuitSecrets, _ polynomials: CircuitPolynomials, _ blindings: Span<Scalar>, x: Scalar
        ) -> Opened {
            let exponents = polynomials.exponents
            let powers = Scalar.powers(of: x, count: 2 * exponents.mask + 1)
            var (l, r) = polynomials.evaluate(&secrets, powers: powers)
            var itsBlinding = powers[exponents.output] * Scalar.innerProduct(polynomials.inputs.span, blindings)
            for (index, degree) in exponents.degrees.enumerated() {
                itsBlinding += powers[degree] * secrets.scalars[secrets.coefficientBlindings + index]
            }
            var vectorBlinding =
                powers[exponents.inner] * secrets.scalars[secrets.inputBlinding]
                + powers[exponents.output] * secrets.scalars[secrets.outputBlinding]
                + powers[exponents.mask] * secrets.scalars[secrets.maskBlinding]
            for k in 0..<exponents.vectorCommitments {
                vectorBlinding += powers[exponents.vector(k)] * secrets.scalars[secrets.vectorBlinding(k)]
            }
            Disclosure.publish(&l)
            Disclosure.publish(&r)
            Disclosure.publish(&itsBlinding)
            Disclosure.publish(&vectorBlinding)
            return Opened(
                l: l, r: r, innerProduct: Scalar.innerProduct(l, r), itsBlinding: itsBlinding,
                vectorBlinding: vectorBlinding)
        }
    }
#endif
