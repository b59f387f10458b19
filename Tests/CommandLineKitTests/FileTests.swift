import Glibc
import Testing

@testable import CommandLineKit

@Suite final class FileTests {
    private let folder: String

    init() throws {
        var template = Array("/tmp/kit-XXXXXX".utf8CString)
        folder = try #require(mkdtemp(&template).map { String(cString: $0) })
    }

    deinit { _ = Glibc.system("rm -rf \(folder)") }

    private func mode(_ path: String) -> UInt32 {
        var status = stat()
        return lstat(path, &status) == 0 ? UInt32(status.st_mode) & 0o777 : 0
    }

    private func entries() throws -> Int {
        let directory = try #require(opendir(folder))
        defer { closedir(directory) }
        var count = -2
        while readdir(directory) != nil { count += 1 }
        return count
    }

    @Test func secretFilesArePrivateAndKept() throws {
        let path = folder + "/a"
        try OutputFile.write([1, 2, 3], to: path, access: .secret, existing: .keep)
        #expect(mode(path) == 0o600)
        #expect(try InputFile.read(path, limit: 3) == [1, 2, 3])
        #expect(throws: OutputFailure.exists) {
            try OutputFile.write([4], to: path, access: .secret, existing: .keep)
        }
        #expect(try InputFile.read(path, limit: 3) == [1, 2, 3])
        try OutputFile.write([4], to: path, access: .published, existing: .replace)
        #expect(mode(path) == 0o644)
        #expect(try InputFile.read(path, limit: 3) == [4])
        #expect(try entries() == 1, "no temporary file is left")
    }

    @Test func aDanglingLinkIsNotOverwritten() throws {
        #expect(symlink("/nowhere/at/all", folder + "/link") == 0)
        #expect(throws: OutputFailure.exists) {
            try OutputFile.write([4], to: folder + "/link", access: .secret, existing: .keep)
        }
    }

    @Test func missingFolderIsReported() {
        #expect(throws: OutputFailure.system(SystemError(number: ENOENT))) {
            try OutputFile.write([4], to: folder + "/no/x", access: .secret, existing: .keep)
        }
    }

    @Test func aFailedReplacementLeavesNothing() throws {
        #expect(mkdir(folder + "/taken", 0o700) == 0)
        #expect(throws: OutputFailure.self) {
            try OutputFile.write([4], to: folder + "/taken", access: .published, existing: .replace)
        }
        #expect(try entries() == 1)
    }

    @Test func readingHasLimits() throws {
        let path = folder + "/a"
        try OutputFile.write([UInt8](repeating: 7, count: 100_000), to: path, access: .published, existing: .keep)
        #expect(try InputFile.read(path, limit: 100_000).count == 100_000)
        #expect(throws: InputFailure.tooLong(limit: 99_999)) { try InputFile.read(path, limit: 99_999) }
        #expect(throws: InputFailure.tooLong(limit: 10)) { try InputFile.read("/dev/zero", limit: 10) }
        #expect(throws: InputFailure.isFolder) { try InputFile.read(folder, limit: 10) }
        #expect(throws: InputFailure.system(SystemError(number: ENOENT))) {
            try InputFile.read(folder + "/none", limit: 10)
        }
    }

    @Test func secretsAreReadOnlyFromPrivateFiles() throws {
        let path = folder + "/secret"
        try OutputFile.write([1, 2, 3], to: path, access: .secret, existing: .keep)
        var bytes = [UInt8](repeating: 0, count: 3)
        func read() throws -> Int {
            let result: Result<Int, InputFailure> = bytes.withUnsafeMutableBytes { buffer in
                do throws(InputFailure) { return .success(try InputFile.readSecret(path, into: buffer)) } catch {
                    return .failure(error)
                }
            }
            return try result.get()
        }
        #expect(try read() == 3)
        #expect(bytes == [1, 2, 3])
        chmod(path, 0o640)
        #expect(throws: InputFailure.notPrivate(mode: 0o640)) { try read() }
        chmod(path, 0o400)
        #expect(try read() == 3)
        bytes = [0, 0]
        #expect(throws: InputFailure.tooLong(limit: 2)) { try read() }
    }
}
