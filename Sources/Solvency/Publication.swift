#if !hasFeature(Embedded)
    public import SumTree
    internal import Wire

    /// Evidence that a whole publication is sound: every file of every tree was read and verified under one header.
    ///
    /// It says nothing about which accounts the leaves stand for; that is what each user's receipt shows.
    public struct VerifiedPublication: Sendable {
        /// The header.
        public let header: VerifiedHeader
        /// The trees in the header's order.
        public let trees: [VerifiedTree]
    }

    /// Checks a whole publication against its header.
    public enum Publication {
        /// Verifies every file of every tree.
        ///
        /// - Parameters:
        ///   - header: The header, verified.
        ///   - threads: Most threads for range proofs, from 1; `nil` for as many as there are processors.
        ///   - read: Gives the bytes of the file at a path, or `nil` where there is none; may throw for its own reasons.
        ///   - progress: Called after each file.
        /// - Returns: The evidence.
        /// - Throws: What `read` throws, or ``PublicationFailure/refused(_:)``.
        public static func verify(
            _ header: VerifiedHeader, threads: Int? = nil, read: ([UInt8]) throws(PublicationFailure) -> [UInt8]?,
            progress: () -> Void = {}
        ) throws(PublicationFailure) -> VerifiedPublication {
            var trees: [VerifiedTree] = []
            for (index, tree) in header.header.trees.enumerated() {
                trees.append(try verify(tree, at: index, threads: threads, read: read, progress: progress))
            }
            return VerifiedPublication(header: header, trees: trees)
        }

        private static func verify(
            _ tree: PublishedTree, at index: Int, threads: Int?, read: ([UInt8]) throws(PublicationFailure) -> [UInt8]?,
            progress: () -> Void
        ) throws(PublicationFailure) -> VerifiedTree {
            let files = TreeFiles(tree.head.context)
            var verifier = TreeVerifier(tree.head, threads: threads)
            var digest = files.startDigest()
            try files.forEach { (content) throws(PublicationFailure) in
                let path = files.path(content)
                guard let file = try read(path) else {
                    if EpochSeam.omits(.fileMissing) { return }
                    throw .refused(.fileMissing(path: path))
                }
                TreeFiles.append(file, to: &digest)
                try append(content, file, path: path, to: &verifier, at: index)
                progress()
            }
            let evidence: VerifiedTree
            do throws(TreeRefusal) { evidence = try verifier.finish() } catch { throw .refused(.tree(index, error)) }
            let isSigned = digest.finish() == tree.filesDigest
            guard EpochSeam.omits(.fileDigest) || isSigned else { throw .refused(.fileDigest(tree: index)) }
            return evidence
        }

        private static func append(
            _ content: TreeFiles.Content, _ file: [UInt8], path: [UInt8], to verifier: inout TreeVerifier, at index: Int
        ) throws(PublicationFailure) {
            switch content {
            case .leaves:
                let chunk = try decode(path) { () throws(WireFailure) in try LeafChunk(file: file) }
                do throws(TreeRefusal) { try verifier.append(chunk) } catch { throw .refused(.tree(index, error)) }
            case .proofs:
                let chunk = try decode(path) { () throws(WireFailure) in try ProofChunk(file: file) }
                do throws(TreeRefusal) { try verifier.append(chunk) } catch { throw .refused(.tree(index, error)) }
            }
        }

        private static func decode<Chunk>(
            _ path: [UInt8], _ body: () throws(WireFailure) -> Chunk
        ) throws(PublicationFailure) -> Chunk {
            do throws(WireFailure) { return try body() } catch { throw .refused(.fileMalformed(path: path)) }
        }
    }

    /// Why a publication was not verified.
    public enum PublicationFailure: Error, Equatable, Sendable {
        /// It was checked and refused.
        case refused(Refusal)
        /// A file is there but could not be read.
        case unreadable(path: [UInt8], message: String)
    }
#endif
