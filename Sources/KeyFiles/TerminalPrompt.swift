internal import Glibc
internal import Sodium

/// Asks for a passphrase at the controlling terminal, without echo.
///
/// The terminal is opened by name, so that standard input and output may be files or pipes.
public enum TerminalPrompt {
    /// Asks once: to open a key.
    ///
    /// - Parameter question: What to print before the entry, for instance `Passphrase for N.key: `.
    /// - Returns: The passphrase.
    /// - Throws: ``KeyFileFailure/passphrase(_:)``, memory.
    public static func ask(_ question: String) throws(KeyFileFailure) -> Passphrase {
        try ask(question, at: try terminal())
    }

    /// Asks twice: to make a key.
    ///
    /// - Parameters:
    ///   - question: What to print before the first entry.
    ///   - repetition: What to print before the second entry.
    /// - Returns: The passphrase.
    /// - Throws: ``KeyFileFailure/passphrase(_:)``, with ``PassphraseFailure/entriesDiffer``; memory.
    public static func askTwice(_ question: String, repetition: String) throws(KeyFileFailure) -> Passphrase {
        let terminal = try terminal()
        return try askTwice(question, repetition: repetition, at: terminal)
    }

    static func askTwice(
        _ question: String, repetition: String, at terminal: borrowing FileDescriptor
    ) throws(KeyFileFailure) -> Passphrase {
        let first = try ask(question, at: terminal)
        let second = try ask(repetition, at: terminal)
        guard first.bytes.constantTimeEquals(second.bytes) else { throw .passphrase(.entriesDiffer) }
        return first
    }

    private static func terminal() throws(KeyFileFailure) -> FileDescriptor {
        guard let terminal = FileDescriptor(path: "/dev/tty", flags: O_RDWR | O_NOCTTY) else {
            throw .passphrase(.noTerminal(errno: errno))
        }
        return terminal
    }

    static func ask(_ question: String, at terminal: borrowing FileDescriptor) throws(KeyFileFailure) -> Passphrase {
        var before = termios()
        guard tcgetattr(terminal.number, &before) == 0 else { throw .passphrase(.noTerminal(errno: errno)) }
        // A signal that ends or stops the program now would leave the terminal without echo: it waits. Control-C comes
        // as a byte.
        var (blocked, oldMask) = (sigset_t(), sigset_t())
        sigemptyset(&blocked)
        for signal in [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP] { sigaddset(&blocked, signal) }
        pthread_sigmask(SIG_BLOCK, &blocked, &oldMask)
        defer { pthread_sigmask(SIG_SETMASK, &oldMask, nil) }
        var silent = before
        silent.c_lflag &= ~tcflag_t(ECHO | ECHOE | ECHOK | ECHONL | ICANON | ISIG)
        withUnsafeMutableBytes(of: &silent.c_cc) { characters in
            characters[Int(VMIN)] = 1
            characters[Int(VTIME)] = 0
        }
        guard tcsetattr(terminal.number, TCSAFLUSH, &silent) == 0 else {
            throw .passphrase(.noTerminal(errno: errno))
        }
        defer {
            tcsetattr(terminal.number, TCSAFLUSH, &before)
            _ = Array("\n".utf8).withUnsafeBytes { terminal.writeAll($0) }
        }
        guard Array(question.utf8).withUnsafeBytes({ terminal.writeAll($0) }) else {
            throw .passphrase(.noTerminal(errno: errno))
        }
        return try line(from: terminal)
    }

    private static func line(from terminal: borrowing FileDescriptor) throws(KeyFileFailure) -> Passphrase {
        var editor = try editor()
        while true {
            var byte: UInt8 = 0
            defer { withUnsafeMutableBytes(of: &byte) { secureWipe($0) } }
            let read = withUnsafeMutableBytes(of: &byte) { terminal.readUp(into: $0) }
            guard read == 1 else { throw .passphrase(.cancelled) }
            switch editor.take(byte) {
            case .more: continue
            case .done: return try editor.finish()
            case .cancelled: throw .passphrase(.cancelled)
            }
        }
    }

    private static func editor() throws(KeyFileFailure) -> PassphraseEditor {
        do {
            return try PassphraseEditor()
        } catch {
            throw .sodium(error)
        }
    }
}
