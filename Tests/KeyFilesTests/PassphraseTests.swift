import Foundation
import Sodium
import Testing

@testable import KeyFiles

@Suite struct PassphraseTests {
    private func load(_ bytes: [UInt8]) throws -> [UInt8] {
        let folder = try TestFolder()
        let path = try folder.put("phrase", bytes, mode: 0o600)
        return try Passphrase.load(path).bytes.withUnsafeBytes { [UInt8]($0) }
    }

    @Test func oneLineFeedAtTheEndIsDropped() throws {
        #expect(try load(Array("pass word\n".utf8)) == Array("pass word".utf8))
        #expect(try load(Array(" p ".utf8)) == Array(" p ".utf8))
        #expect(try load(Array("schlüssel\n".utf8)) == Array("schlüssel".utf8))
    }

    @Test(
        arguments: [
            ([], PassphraseFailure.empty), ([0x0A], .empty), ([0x61, 0x0A, 0x0A], .controlCharacter),
            ([0x61, 0x0D, 0x0A], .controlCharacter), ([0x61, 0x0A, 0x62], .controlCharacter), ([0], .controlCharacter),
            ([0x09], .controlCharacter), ([0x7F], .controlCharacter),
            ([UInt8](repeating: 0x61, count: 1025), .tooLong(limit: 1024)),
        ] as [([UInt8], PassphraseFailure)])
    func unusableOnesAreNamed(bytes: [UInt8], reason: PassphraseFailure) {
        #expect(failure { _ = try load(bytes) } == .passphrase(reason))
    }

    @Test func longestPassphrase() throws {
        let longest = [UInt8](repeating: 0x61, count: 1024)
        #expect(try load(longest + [0x0A]) == longest)
    }

    @Test(arguments: [
        ("abc\n", "abc"), ("abc\r", "abc"), ("ab\u{7F}c\n", "ac"), ("aü\u{8}\u{8}\u{8}\u{8}b\n", "b"),
        ("junk\u{15}x\n", "x"), ("ab\u{4}", "ab"),
    ])
    func editing(typed: String, expected: String) throws {
        var editor = try PassphraseEditor()
        var last = PassphraseEditor.Outcome.more
        for byte in typed.utf8 where last == .more { last = editor.take(byte) }
        #expect(last == .done)
        let bytes = try editor.finish().bytes.withUnsafeBytes { [UInt8]($0) }
        #expect(bytes == Array(expected.utf8))
    }

    @Test func givingUpAndOverlongInput() throws {
        for typed in ["ab\u{3}", "\u{1C}", "\u{4}"] {
            var editor = try PassphraseEditor()
            var last = PassphraseEditor.Outcome.more
            for byte in typed.utf8 where last == .more { last = editor.take(byte) }
            #expect(last == .cancelled)
        }
        var editor = try PassphraseEditor()
        for _ in 0..<5000 { _ = editor.take(0x61) }
        let long = editor.take(0x0A)
        #expect(long == .done)
        do {
            _ = try editor.finish()
            Issue.record("a passphrase of 5000 bytes was taken")
        } catch {
            #expect(error == .passphrase(.tooLong(limit: 1024)))
        }
    }
}

/// The prompt on a pseudo-terminal: what it prints, what it does not echo, and what it leaves behind.
@Suite(.serialized) struct TerminalPromptTests {
    /// Runs `ask` on the far end of a pseudo-terminal while `keys` are typed; gives its result and all that it showed.
    private func session<Result: Sendable>(
        keys: [String], _ ask: @escaping @Sendable (borrowing FileDescriptor) -> Result
    ) throws -> (result: Result?, shown: String, echoAfter: Bool) {
        let master = open("/dev/ptmx", O_RDWR | O_NOCTTY)
        defer { close(master) }
        // TIOCSPTLCK and TIOCGPTN, which Swift does not see: unlock the far end and ask for its number.
        var (lock, device): (Int32, UInt32) = (0, 0)
        #expect(master >= 0 && ioctl(master, 0x4004_5431, &lock) == 0 && ioctl(master, 0x8004_5430, &device) == 0)
        guard let terminal = FileDescriptor(path: "/dev/pts/\(device)", flags: O_RDWR | O_NOCTTY) else {
            throw KeyFileFailure.passphrase(.noTerminal(errno: errno))
        }
        // Prompts wait until they see the question, because entering the silent mode throws typed bytes away.
        let box = ResultBox<Result>()
        let number = terminal.number
        let thread = Thread {
            guard let duplicate = FileDescriptor(path: "/proc/self/fd/\(number)", flags: O_RDWR | O_NOCTTY) else {
                return
            }
            box.put(ask(duplicate))
        }
        thread.start()
        var shown: [UInt8] = []
        func readSome() {
            var poller = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
            guard poll(&poller, 1, 2000) > 0 else { return }
            var buffer = [UInt8](repeating: 0, count: 256)
            let count = read(master, &buffer, buffer.count)
            if count > 0 { shown += buffer[..<count] }
        }
        for (index, key) in keys.enumerated() {
            while shown.count(where: { $0 == UInt8(ascii: "?") }) <= index { readSome() }
            #expect(write(master, key, key.utf8.count) == key.utf8.count)
        }
        let result = box.wait()
        readSome()
        var settings = termios()
        #expect(tcgetattr(terminal.number, &settings) == 0)
        return (result, String(decoding: shown, as: UTF8.self), settings.c_lflag & tcflag_t(ECHO | ICANON | ISIG) != 0)
    }

    @Test func readsWithoutEcho() throws {
        let run = try session(keys: ["hünter 2\r"]) { terminal -> [UInt8]? in
            try? TerminalPrompt.ask("secret?", at: terminal).bytes.withUnsafeBytes { [UInt8]($0) }
        }
        #expect(run.result == Array("hünter 2".utf8))
        #expect(run.shown.hasPrefix("secret?"))
        #expect(!run.shown.contains("nter"))
        #expect(run.echoAfter)
    }

    @Test func asksTwiceAndCompares() throws {
        let same = try session(keys: ["one\n", "one\n"]) { terminal -> [UInt8]? in
            try? TerminalPrompt.askTwice("first?", repetition: "again?", at: terminal).bytes.withUnsafeBytes {
                [UInt8]($0)
            }
        }
        #expect(same.result == Array("one".utf8))
        let different = try session(keys: ["one\n", "two\n"]) { terminal in
            failure { _ = try TerminalPrompt.askTwice("first?", repetition: "again?", at: terminal) }
        }
        #expect(different.result == .some(.passphrase(.entriesDiffer)))
        #expect(different.echoAfter)
    }

    @Test(arguments: ["ab\u{3}", "\u{4}", "\r"])
    func cancelledAndEmpty(key: String) throws {
        let run = try session(keys: [key]) { terminal in
            failure { _ = try TerminalPrompt.ask("secret?", at: terminal) }
        }
        #expect(run.result == .some(.passphrase(key == "\r" ? .empty : .cancelled)))
        #expect(run.echoAfter)
    }

    @Test func filesAreNoTerminals() throws {
        let folder = try TestFolder()
        let path = try folder.put("file", [], mode: 0o600)
        guard let file = FileDescriptor(path: path, flags: O_RDWR) else {
            Issue.record("cannot open \(path)")
            return
        }
        let found = failure { _ = try TerminalPrompt.ask("secret?", at: file) }
        #expect(found == .passphrase(.noTerminal(errno: ENOTTY)))
    }
}

/// Hands one value from a thread to the test.
private final class ResultBox<Value: Sendable>: @unchecked Sendable {
    private let ready = DispatchSemaphore(value: 0)
    private var value: Value?

    func put(_ value: Value) {
        self.value = value
        ready.signal()
    }

    func wait() -> Value? {
        _ = ready.wait(timeout: .now() + 5)
        return value
    }
}
