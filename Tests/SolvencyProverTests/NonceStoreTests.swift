import Foundation
import Glibc
import KeyFiles
import Testing

@testable import SolvencyProver

/// The file of used nonces.
@Suite struct NonceStoreTests {
    private func inFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "solvency-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder.path(percentEncoded: false))
    }

    private func known(_ path: String, _ nonce: String) throws -> Bool { try NonceStore(path: path).contains(nonce) }

    @Test func whatWasUsedStaysUsed() throws {
        try inFolder { folder in
            let (path, nonce) = (folder + "/seen", String(repeating: "0a", count: 32))
            #expect(try !known(path, nonce))
            do {
                var store = try NonceStore(path: path)
                try store.append(nonce)
                let isKnown = store.contains(nonce)
                #expect(isKnown)
            }
            #expect(try known(path, nonce))
        }
    }

    /// Nothing that is no list of nonces is taken for one: half a line, other text, a folder, a pipe that nobody writes to.
    @Test func anotherFileIsRefusedAtOnce() throws {
        try inFolder { folder in
            let path = folder + "/seen"
            for text in ["abc", String(repeating: "0A", count: 32) + "\n", "\n", String(repeating: "0", count: 64)] {
                try Data(text.utf8).write(to: URL(filePath: path))
                #expect(throws: FileFailure.cannotRead(path: path, step: .read, errno: EINVAL)) { try known(path, "") }
                #expect(try Data(contentsOf: URL(filePath: path)) == Data(text.utf8))
            }
            let pipe = folder + "/pipe"
            #expect(mkfifo(pipe, 0o600) == 0)
            #expect(throws: FileFailure.cannotRead(path: pipe, step: .open, errno: EINVAL)) { try known(pipe, "") }
            #expect(throws: FileFailure.cannotWrite(path: folder, step: .open, errno: EISDIR)) { try known(folder, "") }
        }
    }
}
