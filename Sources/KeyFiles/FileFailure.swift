internal import Glibc

/// Why a file could not be read or written.
public enum FileFailure: Error, Equatable, Sendable {
    /// A step of reading or writing, named as in the manual pages.
    public enum Step: String, Equatable, Sendable {
        /// Opening or creating.
        case open
        /// Asking for type, size and permissions.
        case inspect
        /// Reading.
        case read
        /// Setting permissions.
        case permissions
        /// Writing.
        case write
        /// Forcing to the disk.
        case sync
        /// Giving the finished file its name.
        case name
    }

    /// A path is empty or contains a zero byte.
    case invalidPath
    /// Something has the name already, and it is never overwritten.
    case exists(path: String)
    /// A step of writing failed; `errno` is the system's reason.
    case cannotWrite(path: String, step: Step, errno: Int32)
    /// A step of reading failed; `errno` is the system's reason.
    case cannotRead(path: String, step: Step, errno: Int32)
    /// The path names a folder, a pipe or a device.
    case notARegularFile(path: String)
    /// A secret file may be read, written or run by others, or run by its owner; `mode` has its permission bits.
    case permissionsTooOpen(path: String, mode: UInt32)
    /// The file is larger than its format allows.
    case tooLarge(path: String, limit: Int)

    /// Whether the command line answers with exit code 73, "cannot write".
    public var isWriteFailure: Bool {
        switch self {
        case .exists, .cannotWrite: true
        default: false
        }
    }

    /// What the user can do about it.
    public var hint: String? {
        switch self {
        case .permissionsTooOpen(let path, _): "chmod 600 \(path)"
        case .exists: "choose another name; secret files are never overwritten"
        default: nil
        }
    }

    /// The system's text for an error number.
    ///
    /// - Parameter code: A value of `errno`.
    /// - Returns: For instance `Permission denied`.
    public static func text(errno code: Int32) -> String {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
            buffer.initialize(repeating: 0)
            guard let base = buffer.baseAddress, strerror_r(code, base, 255) == 0 else { return "error \(code)" }
            return String(cString: base)
        }
    }
}

extension FileFailure: CustomStringConvertible {
    /// The reason in words.
    public var description: String {
        switch self {
        case .invalidPath: "a path is empty or contains a zero byte"
        case .exists(let path): "\(path) exists"
        case .cannotWrite(let path, let step, let code):
            "cannot write \(path): \(step.rawValue): \(Self.text(errno: code))"
        case .cannotRead(let path, let step, let code):
            "cannot read \(path): \(step.rawValue): \(Self.text(errno: code))"
        case .notARegularFile(let path): "\(path) is not a regular file"
        case .permissionsTooOpen(let path, let mode):
            "\(path) has permissions 0\(String(mode, radix: 8)); a secret file must be 0600"
        case .tooLarge(let path, let limit): "\(path) has more than \(limit) bytes"
        }
    }
}
