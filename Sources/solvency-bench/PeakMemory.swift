import Glibc

/// The largest memory that a process has had.
enum PeakMemory {
    /// The option with which a process of this program runs one row once and prints its peak.
    static let option = "--peak-memory-of"

    /// A process that did not say how much memory it took.
    struct Failure: Error {
        let row: String
    }

    /// Of this process, in KiB: the kernel's own mark, which starts anew with each program.
    static func ownKibibytes() -> Int? {
        guard let file = fopen("/proc/self/status", "r") else { return nil }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 256)
        while fgets(&line, Int32(line.count), file) != nil {
            let words = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
                .split { $0 == "\t" || $0 == " " }
            if words.first == "VmHWM:", words.count > 1 { return Int(words[1]) }
        }
        return nil
    }

    /// Of a process of its own that runs one row once, in MiB.
    ///
    /// - Parameter row: The row's name.
    /// - Returns: The peak, everything included that the row needs: generators, tables, proof and its verification.
    /// - Throws: ``Failure`` when that process fails.
    static func mebibytes(of row: String) throws -> Double {
        guard let pipe = popen("exec /proc/$PPID/exe \(option) \(row)", "r") else { throw Failure(row: row) }
        var line = [CChar](repeating: 0, count: 64)
        let answered = fgets(&line, Int32(line.count), pipe) != nil
        let status = pclose(pipe)
        let digits = line.prefix { $0 >= 48 && $0 <= 57 }.map { UInt8(bitPattern: $0) }
        guard answered, status == 0, let kibibytes = Int(String(decoding: digits, as: UTF8.self)) else {
            throw Failure(row: row)
        }
        return Double(kibibytes) / 1024
    }
}
