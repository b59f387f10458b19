#if !hasFeature(Embedded)
    internal import Bulletproofs
    public import CircuitModel
    internal import Pedersen
    public import Ristretto
    public import Sodium
    internal import Transcript

    /// A margin proof of which everything but the circuit proof is checked; only ``MarginVerifier/check(_:)`` makes one.
    public struct CheckedMarginProof: Sendable {
        /// The proof.
        public let proof: MarginProof
        /// The challenge that it answers.
        public let challenge: Challenge
        /// The entries of each source, in the proof's order.
        public let entries: [[HoldingsList.Entry]]
        /// What the verifier knows of each source.
        public let sources: [VerifiedMarginSource]
        /// The institution whose prices they are.
        public let priceSigner: [UInt8]

        init(
            checked proof: MarginProof, challenge: Challenge, entries: [[HoldingsList.Entry]],
            sources: [VerifiedMarginSource], priceSigner: [UInt8]
        ) {
            self.proof = proof
            self.challenge = challenge
            self.entries = entries
            self.sources = sources
            self.priceSigner = priceSigner
        }

        /// How many netting sets the statement is to be compiled for, at least one.
        public var nettingSets: Int { max(1, InputMap.nettingSetCount(entries)) }

        /// The prices that the statement is to be compiled with.
        public var prices: PriceSnapshot { proof.prices.unverified }

        /// The map from entries to inputs, and the inputs' commitments.
        ///
        /// - Parameter statement: The compiled statement.
        /// - Returns: The map and a commitment for each input.
        /// - Throws: ``MarginRefusal``; `statementMismatch` for a statement of other circuits or another rung.
        public func inputs(
            of statement: CompiledStatement
        ) throws(MarginRefusal) -> (map: InputMap, commitments: [CompressedPoint]) {
            let isAsked = statement.parts.circuits == challenge.circuits && UInt64(statement.parts.rung) == proof.rung
            guard isAsked || MarginSeam.omits(.statement) else { throw .statementMismatch }
            var inputs: [MarginInput] = []
            for (index, input) in statement.parts.inputs.enumerated() {
                guard let name = EntryName(kind: input.kind, id: input.id, decimals: UInt64(input.decimals)) else {
                    throw .sourceEntries(.withoutEntry(input: index))
                }
                inputs.append(MarginInput(name: name, nettingSet: Int(input.nettingSet)))
            }
            let map = try InputMap(inputs: inputs, sources: entries)
            return (map, try map.commitments(entries))
        }

        /// Verifies the circuit proof and the holder's signature.
        ///
        /// - Parameter statement: The statement, compiled by the verifier from its own circuits and parameters, the checked
        ///   prices, ``nettingSets`` and the proof's rung.
        /// - Returns: The evidence.
        /// - Throws: ``MarginRefusal``.
        public func verify(_ statement: CompiledStatement) throws(MarginRefusal) -> VerifiedMargin {
            let inputs = try inputs(of: statement)
            var transcript = MarginTranscript.start(statement: statement, challenge: challenge, proof: proof)
            do throws(CircuitProofRefusal) {
                let circuit = try CircuitStatement(
                    relation: statement.relation, suite: proof.suite, inputs: inputs.commitments)
                let generators = BulletproofGenerators.shared(perParty: circuit.slots, parties: 1)
                _ = try CircuitProof.verify(
                    EncodedCircuitProof(undecoded: proof.proof), circuit, transcript: &transcript,
                    generators: generators)
            } catch {
                guard MarginSeam.omits(.circuitProof) else { throw .proof(StaticReason(error.reason)) }
            }
            let last = MarginTranscript.holderChallenge(&transcript)
            guard isSignedByHolder(last) || MarginSeam.omits(.holderSignature) else { throw .holderSignature }
            return VerifiedMargin(verified: self, statement: statement)
        }

        private func isSignedByHolder(_ last: [UInt8]) -> Bool {
            guard let key = try? VerificationKey(canonicalBytes: proof.holderKey) else { return false }
            let signed = SignedBytes(body: last, signature: proof.holderSignature)
            return signed.evidence(key: key, domain: MarginProof.signatureDomain) != nil
        }
    }

    /// Evidence that a holder's collateral covers its requirement; only ``CheckedMarginProof/verify(_:)`` makes one.
    public struct VerifiedMargin: Sendable {
        /// The challenge that was answered.
        public let challenge: Challenge
        /// The proven rung, in basis points.
        public let rung: UInt64
        /// What was proven.
        public let statement: CompiledStatement
        /// What vouches for the amounts.
        public let sources: [VerifiedMarginSource]
        /// The institution whose prices they are.
        public let priceSigner: [UInt8]
        /// The proof.
        public let proof: MarginProof

        /// Whether somebody whom the verifier trusts named the holder's key.
        public var isHolderKeyVouched: Bool { sources.contains { !$0.isReceipt && $0.institution != nil } }

        fileprivate init(verified checked: CheckedMarginProof, statement: CompiledStatement) {
            challenge = checked.challenge
            rung = checked.proof.rung
            sources = checked.sources
            priceSigner = checked.priceSigner
            proof = checked.proof
            self.statement = statement
        }
    }

    extension MarginProof {
        /// What holders sign last challenges as.
        public static let signatureDomain = SignatureDomain("solvency/margin-holder/v1")
    }
#endif
