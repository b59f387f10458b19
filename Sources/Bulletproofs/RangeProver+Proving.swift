#if !hasFeature(Embedded)
    internal import Pedersen
    internal import Ristretto
    package import Sodium
    package import Transcript

    extension RangeProver {
        /// Makes a proof of a witness that fits the statement; a test that cheats calls it with one that does not.
        package func proveUnchecked(
            _ statement: RangeStatement, witness: borrowing RangeWitness, transcript: inout Transcript,
            entropy: inout some RandomSource
        ) throws(RangeProvingFailure) -> RangeProof {
            do throws(SodiumFailure) {
                return try makeProof(statement, witness, &transcript, &entropy)
            } catch {
                throw .memory(error)
            }
        }

        private func makeProof(
            _ statement: RangeStatement, _ witness: borrowing RangeWitness, _ transcript: inout Transcript,
            _ entropy: inout some RandomSource
        ) throws(SodiumFailure) -> RangeProof {
            let parameters = statement.parameters
            let pairs = generators.pairIndices(perParty: parameters.bits, parties: parameters.count)
            let offset = UInt32(generators.fixed.pairs)
            let second = pairs.map { $0 + offset }

            statement.absorb(into: &transcript)
            var random = Self.hedgedRandom(witness, transcript, &entropy)
            var secrets = try takeSecrets(parameters)
            secrets.split(witness.values, bitsPerValue: parameters.bits)
            secrets.drawMasks(from: &random)

            let bitCommitment = try commitToBits(secrets, pairs: pairs)
            let maskCommitment = try commitToMasks(secrets, indices: pairs + second + [generators.blindingIndex])
            let (y, z) = RangeProof.absorb(bits: bitCommitment, masks: maskCommitment, transcript: &transcript)
            // No new entropy: s_L, s_R, rho and alpha are fixed, and two clones of this machine that drew different tau would
            // answer two challenges x with one set of masks, which gives the values away.
            random.rekey(at: transcript, entropy: Self.noEntropy.span)

            secrets.computePolynomials(parameters, y: y, z: z)
            secrets.drawPolynomialBlindings(from: &random)
            let polynomial = try commitToPolynomial(secrets)
            let x = RangeProof.absorb(linear: polynomial[0], quadratic: polynomial[1], transcript: &transcript)

            // From here on everything is masked, and may be used in variable time.
            let opened = open(secrets, witness, parameters, x: x, z: z)
            keep(secrets)
            let w = RangeProof.absorb(
                innerProduct: opened.innerProduct, itsBlinding: opened.itsBlinding,
                vectorBlinding: opened.vectorBlinding, transcript: &transcript)
            let argument = InnerProductProof.proveVartime(
                opened.l, opened.r,
                generators: InnerProductProof.Generators(
                    fixed: generators.fixed, first: pairs, second: second,
                    secondFactors: .powers(of: y.invertedOrZero()), base: generators.valueIndex, baseFactor: w),
                transcript: &transcript, workspace: multiplication)
            return RangeProof(
                parameters: parameters, bitCommitment: bitCommitment, maskCommitment: maskCommitment,
                linearCommitment: polynomial[0], quadraticCommitment: polynomial[1],
                innerProduct: opened.innerProduct, innerProductBlinding: opened.itsBlinding,
                vectorBlinding: opened.vectorBlinding, argument: argument)
        }

        /// What stands in for entropy after the first nonces.
        private static var noEntropy: InlineArray<32, UInt8> { InlineArray(repeating: 0) }

        /// A generator keyed with the statement, every byte of the witness and 32 bytes of entropy.
        private static func hedgedRandom(
            _ witness: borrowing RangeWitness, _ transcript: borrowing Transcript, _ entropy: inout some RandomSource
        ) -> TranscriptRNG {
            var builder = transcript.buildRNG()
            witness.values.withUnsafeBytes { builder.rekeyWithWitness(.values, $0) }
            var bytes = InlineArray<32, UInt8>(repeating: 0)
            for index in 0..<witness.count {
                withUnsafeMutableBytes(of: &bytes) { witness.blindings[index].encode(into: $0) }
                builder.rekeyWithWitness(.blindings, bytes.span)
            }
            withUnsafeMutableBytes(of: &bytes) { secureWipe($0) }
            return builder.finalize(drawingFrom: &entropy)
        }

        /// A = alpha B~ + <a_L, G> + <a_L - 1, H>.
        private func commitToBits(
            _ secrets: borrowing ProverSecrets, pairs: [UInt32]
        ) throws(SodiumFailure) -> CompressedPoint {
            let blinding = try commit(to: .zero, blinding: .alpha, count: 1, secrets)
            let sum = secrets.withBits {
                generators.fixed.bitCommitment(Span(_unsafeElements: $0), indices: pairs)
            }
            let implementation = generators.fixed.implementation
            var encoding = sum.adding(blinding.points[0], on: implementation).compressed(on: implementation)
            Disclosure.publish(&encoding)
            return encoding
        }

        /// S = rho B~ + <s_L, G> + <s_R, H>.
        private func commitToMasks(
            _ secrets: borrowing ProverSecrets, indices: [UInt32]
        ) throws(SodiumFailure) -> CompressedPoint {
            let sum = try secrets.scalars.withUnsafeBufferPointer { (scalars) throws(SodiumFailure) in
                try generators.fixed.constantTime(
                    Span(_unsafeElements: UnsafeBufferPointer(rebasing: scalars[..<indices.count])),
                    indices: indices, workspace: secretMultiplication)
            }
            var encoding = sum.compressed(on: generators.fixed.implementation)
            Disclosure.publish(&encoding)
            return encoding
        }

        /// T_1 = t_1 B + tau_1 B~ and T_2 = t_2 B + tau_2 B~.
        private func commitToPolynomial(
            _ secrets: borrowing ProverSecrets
        ) throws(SodiumFailure) -> [CompressedPoint] {
            var encodings = try commit(to: .t1, blinding: .tau1, count: 2, secrets).encodings
            Disclosure.publish(&encodings)
            return encodings
        }

        /// Commits to single scalars that follow each other, where they are: no copy leaves guarded memory.
        private func commit(
            to value: ProverSecrets.Single, blinding: ProverSecrets.Single, count: Int,
            _ secrets: borrowing ProverSecrets
        ) throws(SodiumFailure) -> CommitmentBatch {
            let (values, blindings) = (secrets.position(of: value), secrets.position(of: blinding))
            return try secrets.scalars.withUnsafeBufferPointer { (scalars) throws(SodiumFailure) in
                let values = UnsafeBufferPointer(rebasing: scalars[values..<values + count])
                let blindings = UnsafeBufferPointer(rebasing: scalars[blindings..<blindings + count])
                return try commitments.commit(
                    to: Span(_unsafeElements: values), blindings: Span(_unsafeElements: blindings),
                    workspace: secretMultiplication)
            }
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
            _ secrets: borrowing ProverSecrets, _ witness: borrowing RangeWitness, _ parameters: RangeParameters,
            x: Scalar, z: Scalar
        ) -> Opened {
            var (l, r) = secrets.evaluate(at: x, z: z)
            var itsBlinding = x * (secrets[.tau1] + x * secrets[.tau2])
            var power = z.squared()
            for index in 0..<parameters.count {
                itsBlinding += power * witness.blindings[index]
                power *= z
            }
            var vectorBlinding = secrets[.alpha] + x * secrets.rho
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
