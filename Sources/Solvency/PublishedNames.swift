#if !hasFeature(Embedded)
    internal import SumTree

    /// The names that a publication may have below `assets`; they follow from the header.
    public struct PublishedNames: Sendable {
        private var files: [[UInt8]: TreeFiles] = [:]
        private var folders: Set<[UInt8]> = []

        /// Collects the names of a header.
        ///
        /// - Parameter header: The header, verified.
        public init(_ header: VerifiedHeader) {
            for tree in header.header.trees {
                let files = TreeFiles(tree.head.context)
                self.files[files.folder] = files
                var folder = files.folder[...]
                while true {
                    folders.insert(Array(folder))
                    guard let slash = folder.lastIndex(of: UInt8(ascii: "/")) else { break }
                    folder = folder[..<slash]
                }
            }
        }

        /// Refuses a file or folder that has no place in the publication: nothing vouches for what is in it.
        ///
        /// - Parameters:
        ///   - path: The path, relative to the folder that is published, with `/` between its parts and none at its end.
        ///   - isFolder: Whether a folder is there.
        /// - Throws: ``Refusal/fileUnexpected(path:)``.
        public func refuseUnexpected(_ path: [UInt8], isFolder: Bool) throws(Refusal) {
            if isFolder ? folders.contains(path) : isFile(path) { return }
            guard EpochSeam.omits(.fileUnexpected) else { throw .fileUnexpected(path: path) }
        }

        private func isFile(_ path: [UInt8]) -> Bool {
            guard let slash = path.lastIndex(of: UInt8(ascii: "/")) else { return false }
            return files[Array(path[..<slash])]?.content(of: path) != nil
        }
    }
#endif
