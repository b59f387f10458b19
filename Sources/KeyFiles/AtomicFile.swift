internal import Glibc
internal import Sodium

/// Writes files so that a reader sees the whole file or none, also after a power failure.
///
/// The bytes go to a temporary file in the same folder, to the disk, and then get their name; last the folder goes to
/// the disk.
public enum AtomicFile {
    /// Who may read the file.
    public enum Access: Sendable {
        /// Its owner: permissions 0600.
        case ownerOnly
        /// Everyone whom the process's mask allows: 0644 less the mask.
        case everyone
    }

    /// What happens when the name is taken.
    public enum Existing: Sendable {
        /// The file stays as it is, and writing fails.
        case keep
        /// The file is replaced in one step.
        case replace
    }

    /// When the file is on the disk.
    public enum Durability: Sendable {
        /// Before the call returns.
        case immediate
        /// After ``settle(_:)``; until then a power failure may leave any part of the file. For many files at once.
        case later
    }

    /// The first letters of a temporary file's name; a process that was killed leaves such files behind.
    public static let temporaryPrefix = ".solvency-"

    /// Writes a file.
    ///
    /// - Parameters:
    ///   - bytes: The contents.
    ///   - path: The file's name.
    ///   - access: Who may read it.
    ///   - existing: What happens when the name is taken. Secret files are always kept.
    ///   - durability: When the file is on the disk.
    /// - Throws: ``FileFailure/exists(path:)``, ``FileFailure/cannotWrite(path:step:errno:)`` or
    ///   ``FileFailure/invalidPath``; then nothing was written under the name, and the temporary file is gone. Only
    ///   where a file was replaced and the folder then failed to sync, the new contents stay.
    public static func write(
        _ bytes: UnsafeRawBufferPointer, to path: String, access: Access, existing: Existing = .keep,
        durability: Durability = .immediate
    ) throws(FileFailure) {
        try checkPath(path)
        let folder = folder(of: path)
        // Asked again, without a race, when the file gets its name; here it saves the work and gives the plain reason.
        if existing == .keep, isTaken(path) { throw .exists(path: path) }
        // Opened first: that a folder can be written but not synced must not come out when the file has its name.
        guard let directory = FileDescriptor(path: folder, flags: O_RDONLY | O_DIRECTORY) else {
            throw .cannotWrite(path: path, step: .open, errno: errno)
        }
        let temporary = try temporaryName(in: folder, for: path)
        do throws(FileFailure) {
            try fill(temporary, with: bytes, access: access, durability: durability, for: path)
            try name(temporary, path, existing: existing)
        } catch {
            unlink(temporary)
            throw error
        }
        guard durability == .immediate else { return }
        do throws(FileFailure) {
            try sync(directory, for: path)
        } catch {
            // The name is ours alone; what was replaced is gone.
            if existing == .keep { unlink(path) }
            throw error
        }
    }

    /// Writes a file.
    ///
    /// - Parameters:
    ///   - bytes: The contents.
    ///   - path: The file's name.
    ///   - access: Who may read it.
    ///   - existing: What happens when the name is taken. Secret files are always kept.
    ///   - durability: When the file is on the disk.
    /// - Throws: ``FileFailure/exists(path:)``, ``FileFailure/cannotWrite(path:step:errno:)`` or
    ///   ``FileFailure/invalidPath``; then nothing was written under the name.
    public static func write(
        _ bytes: [UInt8], to path: String, access: Access, existing: Existing = .keep,
        durability: Durability = .immediate
    ) throws(FileFailure) {
        let outcome = bytes.withUnsafeBytes { raw in
            Result { () throws(FileFailure) in
                try write(raw, to: path, access: access, existing: existing, durability: durability)
            }
        }
        try outcome.get()
    }

    /// Forces to the disk whatever was written on the file system of a folder.
    ///
    /// - Parameter folder: A folder that exists.
    /// - Throws: ``FileFailure/cannotWrite(path:step:errno:)``, also when an earlier write did not reach the disk.
    public static func settle(_ folder: String) throws(FileFailure) {
        guard let directory = FileDescriptor(path: folder, flags: O_RDONLY | O_DIRECTORY) else {
            throw .cannotWrite(path: folder, step: .open, errno: errno)
        }
        guard syncfs(directory.number) == 0 else { throw .cannotWrite(path: folder, step: .sync, errno: errno) }
    }

    /// Removes the temporary files that processes left in a folder when they were killed.
    ///
    /// - Parameter folder: A folder in which nobody writes at the time.
    public static func removeLeftovers(in folder: String) {
        guard let list = opendir(folder) else { return }
        defer { closedir(list) }
        while let entry = readdir(list) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name.hasPrefix(temporaryPrefix), name.hasSuffix(temporarySuffix) { unlink(folder + "/" + name) }
        }
    }

    private static let temporarySuffix = ".tmp"

    /// Whether a name is taken, be it by a dangling link.
    ///
    /// - Parameter path: The name.
    /// - Returns: Whether anything has it.
    public static func isTaken(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0
    }

    private static func folder(of path: String) -> String {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
        let parent = path[..<slash]
        return parent.isEmpty ? "/" : String(parent)
    }

    private static func temporaryName(in folder: String, for path: String) throws(FileFailure) -> String {
        guard let random = try? SystemRandom() else { throw .cannotWrite(path: path, step: .open, errno: EAGAIN) }
        let digits = String(random.next(), radix: 16)
        return "\(folder)/\(temporaryPrefix)\(digits)\(temporarySuffix)"
    }

    private static func fill(
        _ temporary: String, with bytes: UnsafeRawBufferPointer, access: Access, durability: Durability,
        for path: String
    ) throws(FileFailure) {
        let mode: mode_t = access == .ownerOnly ? 0o600 : 0o644
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW
        guard let file = FileDescriptor(path: temporary, flags: flags, mode: mode) else {
            throw .cannotWrite(path: path, step: .open, errno: errno)
        }
        // The process's mask may have taken bits from the owner.
        if access == .ownerOnly, fchmod(file.number, mode) != 0 {
            throw .cannotWrite(path: path, step: .permissions, errno: errno)
        }
        guard file.writeAll(bytes) else { throw .cannotWrite(path: path, step: .write, errno: errno) }
        guard durability == .later || fsync(file.number) == 0 else {
            throw .cannotWrite(path: path, step: .sync, errno: errno)
        }
    }

    private static func name(_ temporary: String, _ path: String, existing: Existing) throws(FileFailure) {
        switch existing {
        case .replace:
            guard rename(temporary, path) == 0 else { throw .cannotWrite(path: path, step: .name, errno: errno) }
        case .keep:
            // Unlike `rename`, `link` fails when the name is taken, and it follows no link that stands there.
            guard link(temporary, path) == 0 else {
                throw errno == EEXIST ? .exists(path: path) : .cannotWrite(path: path, step: .name, errno: errno)
            }
            unlink(temporary)
        }
    }

    private static func sync(_ folder: borrowing FileDescriptor, for path: String) throws(FileFailure) {
        // Some file systems cannot sync a folder and say so with EINVAL; there is nothing more to do on them.
        guard fsync(folder.number) == 0 || errno == EINVAL else {
            throw .cannotWrite(path: path, step: .sync, errno: errno)
        }
    }
}

/// syncfs(2), which the system's module leaves out: glibc declares it for `_GNU_SOURCE` only.
@_silgen_name("syncfs") private func syncfs(_ descriptor: Int32) -> Int32
