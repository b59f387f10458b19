import Glibc

/// Writes files so that a reader sees the whole of one or none: a temporary file in the same folder, fsync, rename.
public enum OutputFile {
    /// What happens when there is a file of that name already.
    public enum Existing: Sendable {
        /// It is kept and the write fails.
        case keep
        /// It is replaced in one step.
        case replace
    }

    /// Who may read the file.
    public enum Access: UInt32, Sendable {
        /// Only its owner.
        case secret = 0o600
        /// Everybody.
        case published = 0o644
    }

    /// Writes a file.
    ///
    /// - Parameters:
    ///   - bytes: the contents.
    ///   - path: where it goes; its folder must exist.
    ///   - access: the mode, whatever the umask says.
    ///   - existing: what happens to a file of that name.
    /// - Throws: `OutputFailure`.
    public static func write(
        _ bytes: UnsafeRawBufferPointer, to path: String, access: Access, existing: Existing
    ) throws(OutputFailure) {
        if existing == .keep { try checkAbsent(path) }
        var suffix = UInt64.random(in: .min ... .max)
        let temporary = withUnsafeBytes(of: &suffix) { random in
            folder(of: path) + ".solvency-" + random.map { String($0, radix: 16) }.joined() + ".tmp"
        }
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, access.rawValue)
        guard descriptor >= 0 else { throw .system(.last) }
        do throws(OutputFailure) {
            do throws(OutputFailure) {
                guard fchmod(descriptor, access.rawValue) == 0 else { throw .system(.last) }
                try writeAll(bytes, to: descriptor)
                guard fsync(descriptor) == 0 else { throw .system(.last) }
            } catch {
                close(descriptor)
                throw error
            }
            guard close(descriptor) == 0 else { throw .system(.last) }
            try publish(temporary, as: path, existing: existing)
        } catch {
            unlink(temporary)
            throw error
        }
        syncFolder(of: path)
    }

    /// Writes a file.
    ///
    /// - Parameters:
    ///   - bytes: the contents; not for secrets, which live in memory that is wiped.
    ///   - path: where it goes; its folder must exist.
    ///   - access: the mode, whatever the umask says.
    ///   - existing: what happens to a file of that name.
    /// - Throws: `OutputFailure`.
    public static func write(
        _ bytes: [UInt8], to path: String, access: Access, existing: Existing
    ) throws(OutputFailure) {
        let result: Result<Void, OutputFailure> = bytes.withUnsafeBytes { contents in
            do throws(OutputFailure) {
                return .success(try write(contents, to: path, access: access, existing: existing))
            } catch {
                return .failure(error)
            }
        }
        try result.get()
    }

    /// Fails when there is anything of that name, even a dangling link.
    ///
    /// A verb that writes several files asks first for all of them.
    ///
    /// - Throws: `OutputFailure.exists`.
    public static func checkAbsent(_ path: String) throws(OutputFailure) {
        var status = stat()
        if lstat(path, &status) == 0 { throw .exists }
    }

    private static func publish(_ temporary: String, as path: String, existing: Existing) throws(OutputFailure) {
        switch existing {
        case .replace:
            guard rename(temporary, path) == 0 else { throw .system(.last) }
        case .keep:
            // A link fails when the name is taken, so no other process can slip a file in between check and rename.
            guard link(temporary, path) == 0 else { throw errno == EEXIST ? .exists : .system(.last) }
            unlink(temporary)
        }
    }

    private static func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) throws(OutputFailure) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
            if written >= 0 {
                rest = rest.dropFirst(written)
            } else if errno != EINTR {
                throw .system(.last)
            }
        }
    }

    private static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[...$0]) } ?? "./"
    }

    /// Makes the new name durable; a file system that cannot do so has still kept the contents.
    private static func syncFolder(of path: String) {
        let descriptor = open(folder(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }
}
