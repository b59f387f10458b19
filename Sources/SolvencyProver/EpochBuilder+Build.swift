internal import Glibc
internal import KeyFiles
internal import Ristretto
public import Sodium
public import Solvency
internal import SumTree
internal import Synchronization
internal import Wire

extension EpochBuilder {
    /// Builds the epoch, or goes on with a build that was interrupted.
    ///
    /// - Parameters:
    ///   - folder: Where `public/` and `private/` go.
    ///   - key: The issuer's key.
    ///   - record: What the key has signed so far, whatever folder it went to; `nil` where nobody keeps that.
    ///   - threads: How many threads to use, from 1; `nil` for as many as there are processors. Roots do not depend on it.
    ///   - progress: Called from time to time, on any thread.
    /// - Returns: What was made.
    /// - Throws: ``BuildFailure``; until the header is published nothing is.
    public func build(
        in folder: EpochFolder, key: borrowing SigningKey, record: EpochRecord? = nil, threads: Int? = nil,
        progress: @escaping @Sendable (Progress) -> Void = { _ in }
    ) throws(BuildFailure) -> EpochSummary {
        let workers = max(1, threads ?? Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
        let issuerKey = key.verificationKey.bytes
        try refuseForeignHeader(folder)
        // What is no record stops the build before the work, not after it.
        _ = try record?.headers(epoch: plan.epoch, issuerKey: issuerKey)
        try folder.create()
        let store = try EpochStore(creating: folder.databasePath)
        folder.removeLeftovers(plan)
        // Of a build that has begun the secret is there; another one would fit nothing that was made.
        let isBegun = try store.meta("build") != nil
        let secret =
            try isBegun ? EpochSecretFile.load(folder.secretPath) : EpochSecretFile.loadOrCreate(folder.secretPath)
        let buildID = try start(store, folder, issuerKey: issuerKey)
        let keys = try EpochKeys(secret: secret, issuerKey: issuerKey, epoch: plan.epoch, buildID: buildID)
        let header: SignedHeader
        var sources: [TreeSource] = []
        if let signed = try store.meta("header") {
            // Signed before the interruption: it is this header or none.
            header = try Self.decode(signed, path: folder.databasePath)
            try record?.enter(EpochRecord.Entry(issuerKey: issuerKey, epoch: plan.epoch, digest: header.digest))
            for step in [Step.leaves, .proofs] { progress(Progress(step, total(of: step), wasFound: true)) }
        } else {
            (header, sources) = try makeHeader(
                store, folder, keys, key, record, buildID: buildID, threads: workers, progress)
        }
        let known = try store.accountCount()
        progress(Progress(.receipts, known, wasFound: true))
        if known < ledger.accounts.count {
            if sources.isEmpty {
                sources = try self.sources(store, keys, issuerKey: issuerKey, buildID: buildID, threads: workers)
            }
            let signer = try ReceiptSigner(header, trees: sources, keys: keys)
            try signer.sign(from: known, into: store, key: key, threads: workers) {
                progress(Progress(.receipts, $0))
            }
        }
        if let index = try store.meta("index") { try publish(index, as: folder.indexPath) }
        // Last: without a header nothing is published.
        try publish(header.encodedFile(), as: folder.headerPath)
        let others = try record?.headers(epoch: plan.epoch, issuerKey: issuerKey).filter { $0 != header.digest }
        return summary(
            header: header, otherHeaders: others ?? [], roots: header.unverified.trees.map { $0.head.root.hash })
    }

    /// Writes a file in one step, and never over another one.
    private func publish(_ bytes: [UInt8], as path: String) throws(BuildFailure) {
        try filing { () throws(FileFailure) in
            guard !AtomicFile.isTaken(path) else { return }
            try AtomicFile.write(bytes, to: path, access: .everyone)
        }
    }

    /// What the leaves of all trees are made of; nodes that a lost database had are put in again.
    private func sources(
        _ store: EpochStore, _ keys: borrowing EpochKeys, issuerKey: [UInt8], buildID: [UInt8], threads: Int
    ) throws(BuildFailure) -> [TreeSource] {
        var sources: [TreeSource] = []
        for index in plan.assets.indices {
            let context = try context(index, issuerKey: issuerKey, buildID: buildID)
            if try store.hasNodes(index) {
                sources.append(try TreeSource(context, ledger: ledger, book: index, keys: keys))
            } else {
                let tree = try TreeBuilder(context, ledger: ledger, book: index, keys: keys, threads: threads)
                try store.setNodes(index, levels: tree.levels.map { ($0.hashes, $0.commitments) })
                sources.append(tree.source)
            }
        }
        return sources
    }

    /// A header without the database that belongs to it was published by another build.
    private func refuseForeignHeader(_ folder: EpochFolder) throws(BuildFailure) {
        guard AtomicFile.isTaken(folder.headerPath), !AtomicFile.isTaken(folder.databasePath) else { return }
        throw .secondHeader(epoch: try folder.header().unverified.epoch)
    }

    /// Draws the build id and writes it down with the input's digest, or finds both.
    private func start(
        _ store: EpochStore, _ folder: EpochFolder, issuerKey: [UInt8]
    ) throws(BuildFailure) -> [UInt8] {
        let input = inputDigest(issuerKey: issuerKey)
        if let known = try store.meta("input"), let buildID = try store.meta("build") {
            guard known == input else {
                guard let signed = try store.meta("header") else { throw .otherInput }
                throw .secondHeader(epoch: try Self.decode(signed, path: folder.databasePath).unverified.epoch)
            }
            if try store.meta("plan") == nil { try store.setMeta([("plan", planBytes)]) }
            return buildID
        }
        let buildID = try guarding { () throws(SodiumFailure) in
            var random = try SystemRandom()
            return random.publicBytes(count: EpochKeys.byteCount)
        }
        try store.setMeta([("input", input), ("build", buildID), ("plan", planBytes)])
        return buildID
    }

    private static func decode(_ file: [UInt8], path: String) throws(BuildFailure) -> SignedHeader {
        do throws(WireFailure) { return try SignedHeader(file: file) } catch { throw .malformed(path: path) }
    }

    private func makeHeader(
        _ store: EpochStore, _ folder: EpochFolder, _ keys: borrowing EpochKeys, _ key: borrowing SigningKey,
        _ record: EpochRecord?, buildID: [UInt8], threads: Int, _ progress: @escaping @Sendable (Progress) -> Void
    ) throws(BuildFailure) -> (SignedHeader, [TreeSource]) {
        let issuerKey = key.verificationKey.bytes
        var trees: [TreeBuilder] = []
        var leafDigests: [[NodeHash]] = []
        var check = BlindingCheck()
        for index in plan.assets.indices {
            let context = try context(index, issuerKey: issuerKey, buildID: buildID)
            let (tree, digests) = try makeTree(context, index, folder, keys, threads: threads) {
                progress(Progress(.leaves, $0))
            }
            check.add(tree.takeFingerprints())
            try store.setNodes(index, levels: tree.levels.map { ($0.hashes, $0.commitments) })
            trees.append(tree)
            leafDigests.append(digests)
        }
        try check.finish()
        let stage = ProofStage(trees, in: folder, threads: threads) { count, wasFound in
            progress(Progress(.proofs, count, wasFound: wasFound))
        }
        let proofDigests = try stage.finish()
        var published: [PublishedTree] = []
        var entries: [PublicationIndex.Entry] = []
        var next = 0
        for (index, tree) in trees.enumerated() {
            var files = leafDigests[index]
            while next < stage.files.count, stage.files[next].tree == index {
                files.append(proofDigests[next])
                next += 1
            }
            let entry = PublicationIndex.Entry(contextDigest: tree.context.digest, files: files)
            published.append(PublishedTree(head: Self.head(tree), filesDigest: entry.filesDigest))
            entries.append(entry)
        }
        // Leaves are on the disk before anything is signed that names them.
        try filing { () throws(FileFailure) in try AtomicFile.settle(folder.publicPath) }
        let header: EpochHeader
        do throws(HeaderFault) {
            header = try EpochHeader(
                issuerName: Array(plan.issuer.utf8), issuerKey: issuerKey, epoch: plan.epoch,
                valuationTime: plan.valuationTime, previousDigest: previous?.digest,
                corrects: plan.corrects, buildDigest: TreeContext.buildDigest(buildID: buildID), trees: published)
        } catch {
            throw .header(error)
        }
        // Written down first: a signature that nobody knows of could be published beside another one of the same epoch.
        try record?.enter(EpochRecord.Entry(issuerKey: issuerKey, epoch: plan.epoch, digest: header.digest))
        let signed = SignedHeader(signing: header, with: key)
        let index = PublicationIndex(trees: entries)
        try store.setMeta([("header", signed.encodedFile()), ("index", index.encodedFile())])
        return (signed, trees.map(\.source))
    }

    private static func head(_ tree: TreeBuilder) -> TreeHead {
        do throws(TreeRefusal) { return try TreeHead(context: tree.context, root: tree.root) } catch {
            preconditionFailure("a root has a commitment for each column")
        }
    }

    /// Makes a tree and writes its leaves, which are the same after every interruption.
    private func makeTree(
        _ context: TreeContext, _ index: Int, _ folder: EpochFolder, _ keys: borrowing EpochKeys, threads: Int,
        progress: @Sendable (Int) -> Void
    ) throws(BuildFailure) -> (TreeBuilder, [NodeHash]) {
        let files = TreeFiles(context)
        try EpochFolder.make(folder.publicPath + "/" + String(decoding: files.folder, as: UTF8.self), mode: 0o755)
        let digests = Mutex([NodeHash](repeating: context.digest, count: Int(files.leafChunkCount)))
        let tree = try TreeBuilder(context, ledger: ledger, book: index, keys: keys, threads: threads) {
            (leaves) throws(BuildFailure) in
            let chunk = leaves.first / UInt64(LeafChunk.size)
            let path = folder.publicPath + "/" + String(decoding: files.path(.leaves(chunk)), as: UTF8.self)
            let bytes = leaves.encodedFile()
            try filing { () throws(FileFailure) in
                try AtomicFile.write(bytes, to: path, access: .everyone, existing: .replace, durability: .later)
            }
            let digest = TreeFiles.digest(ofFile: bytes)
            digests.withLock { $0[Int(chunk)] = digest }
            progress(leaves.hashes.count)
        }
        return (tree, digests.withLock { $0 })
    }
}

extension EpochFolder {
    /// The signed header that stands in the folder.
    ///
    /// - Returns: The header, not verified.
    /// - Throws: ``BuildFailure/unfinished`` where there is none, ``BuildFailure/malformed(path:)``.
    public func header() throws(BuildFailure) -> SignedHeader {
        let file: [UInt8]
        do throws(KeyFileFailure) {
            file = try BoundedFile.readPublic(headerPath, limit: SignedHeader.fileKind.maximumByteCount)
        } catch {
            throw .unfinished
        }
        do throws(WireFailure) { return try SignedHeader(file: file) } catch { throw .malformed(path: headerPath) }
    }
}
