internal import Bulletproofs
internal import Pedersen

#if !hasFeature(Embedded)
    internal import Dispatch
    internal import Glibc
    internal import Synchronization
#endif

extension RangeProof {
    /// Least proofs of a part: the generators' share of the work, which each part does anew, is that of fifty proofs.
    private static let leastPart = 64

    /// Verifies proofs in parts side by side; in the browser there is one part.
    ///
    /// Parts are runs of the list, so the first refusal of the first part that is refused is the first of all.
    ///
    /// - Parameters:
    ///   - items: The proofs, at least one.
    ///   - generators: The generators of all proofs.
    ///   - threads: Most threads, from 1; `nil` for as many as there are processors.
    /// - Returns: How many proofs there is evidence for.
    /// - Throws: `BatchRefusal`, with positions in the whole list.
    static func verifyParts(
        _ items: [BatchItem], generators: BulletproofGenerators, threads: Int?
    ) throws(BatchRefusal) -> Int {
        #if hasFeature(Embedded)
            return try verifyBatch(items, generators: generators).count
        #else
            let processors = threads ?? Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))
            let parts = max(1, min(processors, items.count / leastPart))
            let outcomes = Mutex<[Result<Int, BatchRefusal>]>(Array(repeating: .success(0), count: parts))
            DispatchQueue.concurrentPerform(iterations: parts) { part in
                let range = items.count * part / parts..<items.count * (part + 1) / parts
                let outcome = Result { () throws(BatchRefusal) in
                    try verifyBatch(Array(items[range]), generators: generators).count
                }.mapError { $0.moved(by: range.lowerBound) }
                outcomes.withLock { $0[part] = outcome }
            }
            var count = 0
            for outcome in outcomes.withLock({ $0 }) { count += try outcome.get() }
            return count
        #endif
    }
}

#if !hasFeature(Embedded)
    extension BatchRefusal {
        /// The refusal with positions in a list in which that many proofs stand before.
        fileprivate func moved(by offset: Int) -> BatchRefusal {
            switch self {
            case .proof(let index, let refusal): .proof(index: index + offset, refusal)
            case .circuit(let index, let refusal): .circuit(index: index + offset, refusal)
            case .inconsistent(let range): .inconsistent(range.lowerBound + offset..<range.upperBound + offset)
            case .empty: .empty
            }
        }
    }
#endif
