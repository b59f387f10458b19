internal import Glibc

/// An open file that is closed exactly once.
struct FileDescriptor: ~Copyable {
    let number: Int32

    /// Opens a path; nil leaves the reason in `errno`.
    init?(path: String, flags: Int32, mode: mode_t = 0) {
        var result: Int32
        repeat { result = open(path, flags | O_CLOEXEC, mode) } while result < 0 && errno == EINTR
        guard result >= 0 else { return nil }
        number = result
    }

    deinit { close(number) }

    /// Writes all bytes; false leaves the reason in `errno`.
    borrowing func writeAll(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = write(number, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// Fills memory until it is full or the file ends; nil leaves the reason in `errno`.
    borrowing func readUp(into memory: UnsafeMutableRawBufferPointer) -> Int? {
        var total = 0
        while total < memory.count {
            let count = read(number, memory.baseAddress.map { $0 + total }, memory.count - total)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { return nil }
            if count == 0 { break }
            total += count
        }
        return total
    }
}

/// Refuses what `open` would misread.
func checkPath(_ path: String) throws(FileFailure) {
    guard !path.isEmpty, !path.utf8.contains(0) else { throw .invalidPath }
}
