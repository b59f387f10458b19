#if !hasFeature(Embedded)
    internal import Dispatch
    internal import Glibc
    public import Pedersen
    internal import Synchronization
    public import Transcript

    extension RangeProver {
        /// A proof to be made.
        public struct Job: Sendable {
            /// The commitments and the width.
            public let statement: RangeStatement
            /// Values and blindings that open the commitments in order.
            public let witness: RangeWitness
            /// A transcript that binds label and context.
            public let transcript: Transcript

            /// Puts a job together.
            ///
            /// - Parameters:
            ///   - statement: The commitments and the width.
            ///   - witness: Values and blindings that open the commitments in order.
            ///   - transcript: A transcript that binds label and context.
            public init(statement: RangeStatement, witness: RangeWitness, transcript: Transcript) {
                self.statement = statement
                self.witness = witness
                self.transcript = transcript
            }
        }

        /// Which proof of a batch could not be made, and why.
        public struct BatchFailure: Error, Equatable, Sendable {
            /// The position of the job; the first one that failed.
            public let index: Int
            /// Why it failed.
            public let failure: RangeProvingFailure
        }

        /// Makes proofs on several threads.
        ///
        /// - Parameters:
        ///   - jobs: The proofs to make; may be empty.
        ///   - generators: Generators at least as wide as the widest statement.
        ///   - threads: Most threads, at least 1; `nil` for as many as there are processors.
        /// - Returns: The proofs in the order of the jobs.
        /// - Throws: ``BatchFailure`` for the first job that fails; no proof is returned then.
        public static func proveBatch(
            _ jobs: [Job], generators: BulletproofGenerators, threads: Int? = nil
        ) throws(BatchFailure) -> [EncodedRangeProof] {
            let processors = threads ?? max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
            let workers = max(1, min(jobs.count, processors))
            // Workers take the next job that is free: jobs of different shapes even out.
            let next = Atomic<Int>(0)
            let results = Mutex<[Result<EncodedRangeProof, RangeProvingFailure>?]>(
                Array(repeating: nil, count: jobs.count))
            DispatchQueue.concurrentPerform(iterations: workers) { _ in
                let prover = Result { () throws(RangeProvingFailure) in try RangeProver(generators: generators) }
                while true {
                    let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
                    guard index < jobs.count else { return }
                    let result = prover.flatMap { $0.result(of: jobs[index]) }
                    results.withLock { $0[index] = result }
                }
            }
            var proofs: [EncodedRangeProof] = []
            proofs.reserveCapacity(jobs.count)
            for (index, result) in results.withLock({ $0 }).enumerated() {
                switch result {
                case .success(let proof): proofs.append(proof)
                case .failure(let failure): throw BatchFailure(index: index, failure: failure)
                case nil: preconditionFailure("every job was taken")
                }
            }
            return proofs
        }

        private func result(of job: Job) -> Result<EncodedRangeProof, RangeProvingFailure> {
            Result { () throws(RangeProvingFailure) in
                var transcript = job.transcript
                return try prove(job.statement, witness: job.witness, transcript: &transcript)
            }
        }
    }
#endif
