internal import Glibc
internal import KeyFiles
internal import Ristretto
public import Sodium
public import Solvency
internal import SumTree
internal import Wire

extension EpochBuilder {
    /// Builds the epoch, or goes on with a build that was interrupted.
    ///
    /// - Parameters:
    ///   - folder: Where `public/` and `private/` go.
    ///   - key: The issuer's key.
    ///   - record: What the key has signed so far, whatever folder it went to; `nil` where nobody keeps that.
    ///   - threads: How many threads to use; `nil` for as many as there are processors.
    ///   - progress: Called from time to time.
    /// - Returns: What was made.
    /// - Throws: ``BuildFailure``; until the header is published nothing is.
    public func build(
        in folder: EpochFolder, key: borrowing SigningKey, record: EpochRecord? = nil, threads: Int? = nil,
        progress: (Progress) -> Void = { _ in }
    ) throws(BuildFailure) -> EpochSummary {
        let workers = threads ?? max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
        let issuerKey = key.verificationKey.bytes
        try refuseForeignHeader(folder)
        // A folder with a database may hold the build whose header is on record; that shows when it is made.
        if !AtomicFile.isTaken(folder.databasePath) {
            try record?.refuseSigned(epoch: plan.epoch, issuerKey: issuerKey)
        }
        try folder.create()
        let secret = try EpochSecretFile.loadOrCreate(folder.secretPath)
        let store = try EpochStore(creating: folder.databasePath)
        let buildID = try start(store, folder, issuerKey: issuerKey)
        let header: SignedHeader
        if let signed = try store.meta("header") {
            // Signed before the interruption: it is this header or none.
            header = try Self.decode(signed, path: folder.databasePath)
            try record?.claim(EpochRecord.Entry(issuerKey: issuerKey, epoch: plan.epoch, digest: header.digest))
            progress(.proofs(proofCount))
        } else {
            let keys = try EpochKeys(secret: secret, issuerKey: issuerKey, epoch: plan.epoch, buildID: buildID)
            header = try makeHeader(
                store, folder, keys, key, record, buildID: buildID, threads: workers, progress)
        }
        try signReceipts(store, header, key, threads: workers, progress)
        try filing { () throws(FileFailure) in
            // Atomic, and never over another file.
            guard !AtomicFile.isTaken(folder.headerPath) else { return }
            try AtomicFile.write(header.encodedFile(), to: folder.headerPath, access: .everyone)
        }
        return summary(header: header, roots: header.unverified.trees.map { $0.head.root.hash })
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
            return buildID
        }
        let buildID = try guarding { () throws(SodiumFailure) in
            var random = try SystemRandom()
            return random.publicBytes(count: EpochKeys.byteCount)
        }
        try store.setAccounts(ledger.accounts)
        try store.setMeta([("input", input), ("build", buildID), ("plan", planBytes)])
        return buildID
    }

    private static func decode(_ file: [UInt8], path: String) throws(BuildFailure) -> SignedHeader {
        do throws(WireFailure) { return try SignedHeader(file: file) } catch { throw .malformed(path: path) }
    }

    private func makeHeader(
        _ store: EpochStore, _ folder: EpochFolder, _ keys: borrowing EpochKeys, _ key: borrowing SigningKey,
        _ record: EpochRecord?, buildID: [UInt8], threads: Int, _ progress: (Progress) -> Void
    ) throws(BuildFailure) -> SignedHeader {
        let issuerKey = key.verificationKey.bytes
        var trees: [PublishedTree] = []
        var check = BlindingCheck()
        for index in plan.assets.indices {
            let context = try context(index, issuerKey: issuerKey, buildID: buildID)
            let tree = try TreeBuilder(context, ledger: ledger, book: index, keys: keys, threads: threads)
            check.add(tree)
            try save(tree, index, store, keys)
            trees.append(try publish(tree, folder, threads: threads, progress))
        }
        try check.finish()
        let header: EpochHeader
        do throws(HeaderFault) {
            header = try EpochHeader(
                issuerName: Array(plan.issuer.utf8), issuerKey: issuerKey, epoch: plan.epoch,
                valuationTime: plan.valuationTime, previousDigest: previous?.digest,
                corrects: plan.corrects, buildDigest: TreeContext.buildDigest(buildID: buildID), trees: trees)
        } catch {
            throw .header(error)
        }
        // Written down first: a signature that nobody knows of could meet another one of the same epoch.
        try record?.claim(EpochRecord.Entry(issuerKey: issuerKey, epoch: plan.epoch, digest: header.digest))
        let signed = SignedHeader(signing: header, with: key)
        try store.setMeta([("header", signed.encodedFile())])
        return signed
    }

    /// Keeps what receipts need.
    private func save(
        _ tree: TreeBuilder, _ index: Int, _ store: EpochStore, _ keys: borrowing EpochKeys
    ) throws(BuildFailure) {
        let book = ledger.books[index]
        let secrets = try TreeKeys(keys, context: tree.context.digest)
        var leaves: [(account: Int, row: EpochStore.LeafRow)] = []
        leaves.reserveCapacity(book.count)
        for entry in 0..<book.count {
            let position = book.accounts[entry]
            let (account, place) = (ledger.accounts[position], tree.places[entry])
            let (commitments, blindings) = tree.opening(entry: entry, book: book)
            let amounts = Array(book.amounts(of: entry))
            let digest = ReceiptOpening.digest(
                nonce: secrets.nonce(index: UInt64(place), account: account), amounts: amounts, blindings: blindings,
                ledgerAmounts: book.rounded[position])
            leaves.append(
                (
                    position,
                    EpochStore.LeafRow(
                        tree: index, place: place, amounts: amounts, rounded: book.rounded[position],
                        salt: secrets.salt(index: UInt64(place), account: account), commitments: commitments,
                        openingDigest: digest)
                ))
        }
        try store.setTree(
            index, leaves: leaves, levels: tree.levels.dropFirst().map { ($0.hashes, $0.commitments) })
    }

    /// Writes a tree's files; proofs that an interrupted build finished are kept.
    private func publish(
        _ tree: TreeBuilder, _ folder: EpochFolder, threads: Int, _ progress: (Progress) -> Void
    ) throws(BuildFailure) -> PublishedTree {
        let files = TreeFiles(tree.context)
        try EpochFolder.make(folder.publicPath + "/" + String(decoding: files.folder, as: UTF8.self), mode: 0o755)
        var digest = files.startDigest()
        try files.forEach { (content) throws(BuildFailure) in
            let path = folder.publicPath + "/" + String(decoding: files.path(content), as: UTF8.self)
            let bytes: [UInt8]
            switch content {
            case .leaves(let chunk):
                bytes = tree.leafChunk(Int(chunk)).encodedFile()
                try filing { () throws(FileFailure) in
                    try AtomicFile.write(bytes, to: path, access: .everyone, existing: .replace)
                }
            case .proofs(let level, let chunk):
                let (file, count) = try proofs(tree, level: level, chunk: Int(chunk), path: path, threads: threads)
                bytes = file
                progress(.proofs(count))
            }
            TreeFiles.append(bytes, to: &digest)
        }
        do throws(TreeRefusal) {
            return PublishedTree(
                head: try TreeHead(context: tree.context, root: tree.root), filesDigest: digest.finish())
        } catch {
            preconditionFailure("a root has a commitment for each column")
        }
    }

    private func proofs(
        _ tree: TreeBuilder, level: Int, chunk: Int, path: String, threads: Int
    ) throws(BuildFailure) -> (file: [UInt8], count: Int) {
        if let file = try? BoundedFile.readPublic(path, limit: 1 << 22), let known = try? ProofChunk(file: file) {
            let first = UInt64(chunk * ProofChunk.size)
            let nodes = min(UInt64(ProofChunk.size), tree.context.shape.nodeCount(level: level) - first)
            let isWhole = known.proofs.count == Int(nodes) * tree.context.columns.count
            if known.contextDigest == tree.context.digest, known.level == level, known.first == first, isWhole {
                return (file, known.proofs.count)
            }
        }
        let made = try tree.proofChunk(chunk, level: level, threads: threads)
        let file = made.encodedFile()
        try filing { () throws(FileFailure) in
            try AtomicFile.write(file, to: path, access: .everyone, existing: .replace)
        }
        return (file, made.proofs.count)
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
