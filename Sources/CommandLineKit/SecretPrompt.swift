import Glibc

/// Asks for a secret on the terminal, without showing what is typed.
public enum SecretPrompt {
    /// Why no secret was read.
    public enum Failure: Error, Equatable, Sendable {
        /// The process has no terminal.
        case noTerminal
        /// The user ended the input instead of answering.
        case cancelled
        /// The answer is longer than the buffer.
        case tooLong(limit: Int)
        /// The system refused.
        case system(SystemError)
    }

    /// Asks and reads one line, into memory that the caller wipes.
    ///
    /// - Parameters:
    ///   - question: what is asked, without the colon.
    ///   - buffer: where the answer goes.
    /// - Returns: the number of bytes of the answer, without the end of the line.
    /// - Throws: `Failure`.
    public static func read(_ question: String, into buffer: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
        let terminal = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
        guard terminal >= 0 else { throw .noTerminal }
        defer { close(terminal) }
        var original = termios()
        guard tcgetattr(terminal, &original) == 0 else { throw .noTerminal }
        var silent = original
        // Signals are taken as characters so that an interrupt cannot leave the terminal without echo.
        silent.c_lflag &= ~tcflag_t(ECHO | ICANON | ISIG)
        guard tcsetattr(terminal, TCSAFLUSH, &silent) == 0 else { throw .system(.last) }
        defer {
            tcsetattr(terminal, TCSAFLUSH, &original)
            OutputStream(descriptor: terminal).write("\n")
        }
        OutputStream(descriptor: terminal).write(question + ": ")
        return try readLine(from: terminal, into: buffer)
    }

    private static func readLine(
        from terminal: Int32, into buffer: UnsafeMutableRawBufferPointer
    ) throws(Failure) -> Int {
        var count = 0
        var byte: UInt8 = 0
        defer { byte = 0 }
        while true {
            let received = Glibc.read(terminal, &byte, 1)
            if received < 0, errno == EINTR { continue }
            guard received >= 0 else { throw .system(.last) }
            guard received == 1 else { throw .cancelled }
            switch byte {
            case 0x0a, 0x0d: return count
            case 0x03, 0x04, 0x1c: throw .cancelled
            case 0x15: count = 0
            case 0x08, 0x7f:
                // Back over one UTF-8 character: its continuation bytes and the byte that begins it.
                while count > 0 {
                    count -= 1
                    if buffer[count] & 0xc0 != 0x80 { break }
                }
            default:
                guard count < buffer.count else { throw .tooLong(limit: buffer.count) }
                buffer[count] = byte
                count += 1
            }
        }
    }
}
