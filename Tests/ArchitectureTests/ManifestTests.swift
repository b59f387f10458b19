import Foundation
import Testing

/// The manifest itself refuses a bad table: tried with the real manifest, one row changed.
@Suite struct ManifestTests {
    /// Whether SwiftPM loads this manifest, and what it printed.
    private func load(_ manifest: String) throws -> (loaded: Bool, output: String) {
        let folder = FileManager.default.temporaryDirectory.appending(path: "manifest-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try manifest.write(to: folder.appending(path: "Package.swift"), atomically: true, encoding: .utf8)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["swift", "package", "--package-path", folder.path(), "dump-package"]
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus == 0, output)
    }

    private func manifest() throws -> String {
        try String(contentsOf: ModuleTable.root.appending(path: "Package.swift"), encoding: .utf8)
    }

    @Test func theManifestLoads() throws {
        let result = try load(try manifest())
        #expect(result.loaded, "\(result.output)")
    }

    @Test func anUpwardArrowDoesNotLoad() throws {
        let row = #"Module("StrictJSON", layer: 0, .library(hot: false))"#
        let upward = #"Module("StrictJSON", layer: 0, .library(hot: false), ["Sodium"])"#
        let text = try manifest()
        try #require(text.contains(row))
        let result = try load(text.replacingOccurrences(of: row, with: upward))
        #expect(!result.loaded)
        #expect(result.output.contains("StrictJSON (layer 0) must not import Sodium"), "\(result.output)")
    }

    @Test func anUnknownModuleDoesNotLoad() throws {
        let row = #"Module("StrictJSON", layer: 0, .library(hot: false))"#
        let result = try load(
            try manifest().replacingOccurrences(
                of: row, with: #"Module("StrictJSON", layer: 0, .library(hot: false), ["Nowhere"])"#))
        #expect(!result.loaded)
        #expect(result.output.contains("unknown module Nowhere"), "\(result.output)")
    }
}
