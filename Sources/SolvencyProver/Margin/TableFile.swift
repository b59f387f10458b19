/// Opens the files that tables are read from.
public enum TableFile {
    /// Opens a file, or standard input.
    ///
    /// - Parameter path: The file's path; `-` is standard input.
    /// - Returns: Its bytes, piece by piece.
    /// - Throws: ``TableFailure/unreadable(file:errno:)``.
    public static func source(_ path: String) throws(TableFailure) -> ByteSource {
        do throws(LedgerFailure) {
            return try ByteSource(path: path, name: path)
        } catch {
            guard case .unreadable(let file, let code) = error else { return ByteSource(bytes: [], name: path) }
            throw .unreadable(file: file, errno: code)
        }
    }
}
