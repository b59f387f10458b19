import Foundation
import Glibc

/// A new folder in which the built command runs with an environment of its own.
final class Sandbox {
    /// What a shell line did.
    struct Run {
        let exitCode: Int32
        let output: String
        let diagnostics: String
    }

    /// The folder, removed with this object.
    let folder: URL
    private let streams: URL

    /// The folder of the built products: the test bundle is one of them.
    static let products: URL = {
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = readlink("/proc/self/exe", &buffer, buffer.count)
        let path = String(decoding: buffer.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return URL(filePath: path).deletingLastPathComponent()
    }()

    /// The root of the package.
    static let package = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized

    init() throws {
        let base = FileManager.default.temporaryDirectory.appending(path: "solvency-\(UUID().uuidString)")
        folder = base.appending(path: "work")
        streams = base.appending(path: "streams")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try FileManager.default.createDirectory(at: streams, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }

    /// Runs a shell line in the folder; `$VECTORS` is the package's folder of vectors.
    func shell(_ line: String) throws -> Run {
        // A line that waits for ever fails instead of holding the tests up.
        try run(URL(filePath: "/usr/bin/timeout"), ["120", "/bin/sh", "-c", line])
    }

    /// Runs the command itself with arguments that no shell touches.
    func solvency(_ arguments: [String]) throws -> Run {
        try run(Self.products.appending(path: "solvency"), arguments)
    }

    private func run(_ executable: URL, _ arguments: [String]) throws -> Run {
        let process = Process()
        process.executableURL = executable
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.environment = [
            "PATH": Self.products.path(percentEncoded: false) + ":/usr/bin:/bin", "LC_ALL": "C", "HOME": folder.path(),
            "VECTORS": Self.package.appending(path: "vectors").path(percentEncoded: false),
        ]
        let output = try stream("out")
        let diagnostics = try stream("err")
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = diagnostics
        try process.run()
        process.waitUntilExit()
        // A signal is no exit code of the contract, so a crash can never be what a script expects.
        let code = process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
        return Run(exitCode: code, output: try contents(of: output), diagnostics: try contents(of: diagnostics))
    }

    private func stream(_ name: String) throws -> FileHandle {
        let file = streams.appending(path: name)
        try Data().write(to: file)
        return try FileHandle(forUpdating: file)
    }

    private func contents(of handle: FileHandle) throws -> String {
        try handle.seek(toOffset: 0)
        return String(decoding: try handle.readToEnd() ?? Data(), as: UTF8.self)
    }
}
