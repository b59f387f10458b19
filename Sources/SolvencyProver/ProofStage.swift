internal import Bulletproofs
internal import Dispatch
internal import KeyFiles
internal import Pedersen
internal import Solvency
internal import SumTree
internal import Synchronization
internal import Wire

/// Makes the range proofs of all trees, and writes each file as soon as its proofs are there.
///
/// All threads take work from one list over all trees, some nodes at a time; who makes a file's last proof writes the
/// file while the others go on. So no more proofs are held than those of the files that are begun: about one file for
/// each thread.
struct ProofStage: Sendable {
    /// How many nodes a thread takes at once.
    static let run = 16

    /// A file of proofs that there must be.
    struct File: Sendable {
        let tree: Int
        let level: Int
        let chunk: Int
        /// The nodes whose proofs it holds.
        let nodes: Range<Int>
        let path: String
    }

    let trees: [TreeBuilder]
    let files: [File]
    let threads: Int
    /// Called with a number of proofs, and whether an earlier run had made them.
    let progress: @Sendable (Int, Bool) -> Void

    init(
        _ trees: [TreeBuilder], in folder: EpochFolder, threads: Int,
        progress: @escaping @Sendable (Int, Bool) -> Void
    ) {
        self.trees = trees
        self.threads = threads
        self.progress = progress
        var files: [File] = []
        for (index, tree) in trees.enumerated() {
            let names = TreeFiles(tree.context)
            names.forEach { content in
                guard case .proofs(let level, let chunk) = content else { return }
                let first = Int(chunk) * ProofChunk.size
                let last = min(first + ProofChunk.size, tree.levels[level - 1].hashes.count)
                files.append(
                    File(
                        tree: index, level: level, chunk: Int(chunk), nodes: first..<last,
                        path: folder.publicPath + "/" + String(decoding: names.path(content), as: UTF8.self)))
            }
        }
        self.files = files
    }

    /// Makes what is missing.
    ///
    /// - Returns: For each file of ``files`` its digest.
    func finish() throws(BuildFailure) -> [NodeHash] {
        let found = try findFinished()
        let missing = files.indices.filter { found[$0] == nil }
        let work = Mutex(Work(missing))
        try inParallel { () throws(BuildFailure) in
            while let part = work.withLock({ $0.next(files) }) {
                do throws(BuildFailure) {
                    try make(part, work)
                } catch {
                    work.withLock { $0.stop() }
                    throw error
                }
            }
        }
        let made = work.withLock { $0.digests }
        return files.indices.map { index in
            guard let digest = found[index] ?? made[index] else { preconditionFailure("every file was made") }
            return digest
        }
    }

    private func make(_ part: Part, _ work: borrowing Mutex<Work>) throws(BuildFailure) {
        let file = files[part.file]
        let tree = trees[file.tree]
        let proofs = try TreeBuilder.prove(
            try tree.jobs(level: file.level, nodes: part.nodes), tree.context, threads: 1)
        progress(proofs.count, false)
        guard let all = work.withLock({ $0.finish(part, proofs) }) else { return }
        let digest = try write(all, file)
        work.withLock { $0.digests[part.file] = digest }
    }

    private func write(_ proofs: [EncodedRangeProof], _ file: File) throws(BuildFailure) -> NodeHash {
        let bytes = ProofChunk(
            contextDigest: trees[file.tree].context.digest, level: file.level, first: UInt64(file.nodes.lowerBound),
            proofs: proofs
        ).encodedFile()
        try filing { () throws(FileFailure) in
            try AtomicFile.write(bytes, to: file.path, access: .everyone, existing: .replace)
        }
        return TreeFiles.digest(ofFile: bytes)
    }

    /// Runs the same on all threads; the first failure ends them.
    private func inParallel(_ body: @Sendable () throws(BuildFailure) -> Void) throws(BuildFailure) {
        let failure = Mutex<BuildFailure?>(nil)
        DispatchQueue.concurrentPerform(iterations: threads) { _ in
            do throws(BuildFailure) { try body() } catch { failure.withLock { $0 = $0 ?? error } }
        }
        if let failure = failure.withLock({ $0 }) { throw failure }
    }
}

extension ProofStage {
    /// What an interrupted build finished: the digests of the files that are there and hold.
    private func findFinished() throws(BuildFailure) -> [NodeHash?] {
        let next = Atomic<Int>(0)
        let digests = Mutex([NodeHash?](repeating: nil, count: files.count))
        try inParallel { () throws(BuildFailure) in
            while true {
                let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard index < files.count else { return }
                guard let bytes = try finished(files[index]) else { continue }
                progress(files[index].nodes.count * trees[files[index].tree].context.columns.count, true)
                let digest = TreeFiles.digest(ofFile: bytes)
                digests.withLock { $0[index] = digest }
            }
        }
        return digests.withLock { $0 }
    }

    /// A file's bytes where it is there and every proof in it holds; a header must never sign for a damaged file.
    private func finished(_ file: File) throws(BuildFailure) -> [UInt8]? {
        guard AtomicFile.isTaken(file.path), let bytes = try? BoundedFile.readPublic(file.path, limit: 1 << 22),
            let chunk = try? ProofChunk(file: bytes)
        else { return nil }
        let context = trees[file.tree].context
        guard chunk.contextDigest == context.digest, chunk.level == file.level,
            chunk.first == UInt64(file.nodes.lowerBound),
            chunk.proofs.count == file.nodes.count * context.columns.count,
            chunk.proofs.allSatisfy({ $0.bytes.count == context.proofByteCount })
        else { return nil }
        let jobs = try trees[file.tree].jobs(level: file.level, nodes: file.nodes)
        let items = zip(chunk.proofs, jobs).map { proof, job in
            RangeProof.BatchItem(proof: proof, statement: job.statement, transcript: job.transcript)
        }
        let generators = BulletproofGenerators.shared(perParty: context.bits, parties: context.shape.arity)
        guard (try? RangeProof.verifyBatch(items, generators: generators)) != nil else { return nil }
        return bytes
    }

    /// Some nodes of a file.
    struct Part: Sendable {
        let file: Int
        let index: Int
        let nodes: Range<Int>
    }

    /// What is to be done, and the proofs of files that are begun.
    private struct Work: Sendable {
        private let missing: [Int]
        private var cursor = 0
        private var part = 0
        private var begun: [Int: [[EncodedRangeProof]?]] = [:]
        var digests: [Int: NodeHash] = [:]

        init(_ missing: [Int]) { self.missing = missing }

        mutating func next(_ files: [File]) -> Part? {
            guard cursor < missing.count else { return nil }
            let file = missing[cursor]
            let nodes = files[file].nodes
            let parts = (nodes.count + ProofStage.run - 1) / ProofStage.run
            if part == 0 { begun[file] = Array(repeating: nil, count: parts) }
            let first = nodes.lowerBound + part * ProofStage.run
            let taken = Part(file: file, index: part, nodes: first..<min(first + ProofStage.run, nodes.upperBound))
            part += 1
            if part == parts { (cursor, part) = (cursor + 1, 0) }
            return taken
        }

        /// Gives out no more work.
        mutating func stop() { cursor = missing.count }

        /// Keeps the proofs of a part; all of the file when they are there.
        mutating func finish(_ part: Part, _ proofs: [EncodedRangeProof]) -> [EncodedRangeProof]? {
            begun[part.file]?[part.index] = proofs
            guard let parts = begun[part.file], !parts.contains(where: { $0 == nil }) else { return nil }
            begun[part.file] = nil
            return parts.flatMap { $0 ?? [] }
        }
    }
}
