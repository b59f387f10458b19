import Foundation
import Glibc
import Testing

@testable import CommandLineKit

@Suite final class FileTests {
    private let folder: String

    init() throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "kit-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        folder = url.path(percentEncoded: false)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    private func file(_ bytes: [UInt8]) throws -> String {
        let path = folder + "/a"
        try Data(bytes).write(to: URL(filePath: path))
        return path
    }

    @Test func readingHasLimits() throws {
        let path = try file([UInt8](repeating: 7, count: 100_000))
        #expect(try InputFile.read(path, limit: 100_000).count == 100_000)
        #expect(throws: InputFailure.tooLong(limit: 99_999)) { try InputFile.read(path, limit: 99_999) }
        #expect(throws: InputFailure.tooLong(limit: 10)) { try InputFile.read("/dev/zero", limit: 10) }
        #expect(throws: InputFailure.isFolder) { try InputFile.read(self.folder, limit: 10) }
        #expect(throws: InputFailure.system(SystemError(number: ENOENT))) {
            try InputFile.read(self.folder + "/none", limit: 10)
        }
    }

    @Test func theBeginningIsReadAlone() throws {
        let path = try file([1, 2, 3])
        #expect(try InputFile.beginning(of: path, count: 2) == [1, 2])
        #expect(try InputFile.beginning(of: path, count: 9) == [1, 2, 3])
        #expect(try InputFile.beginning(of: "/dev/zero", count: 2) == [])
        #expect(try InputFile.beginning(of: "-", count: 2) == [])
        #expect(try InputFile.beginning(of: folder, count: 1) == [])
        #expect(mkfifo(folder + "/pipe", 0o600) == 0)
        #expect(try InputFile.beginning(of: folder + "/pipe", count: 2) == [])
    }
}
