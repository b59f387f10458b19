import CircuitCompiler
import Foundation
import Testing

@Suite struct ShippedTextTests {
    @Test func everyFileIsRead() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../circuits")
        for file in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        where file.pathExtension == "circuit" {
            do {
                let source = try CircuitSource.parse([UInt8](Data(contentsOf: file)), file: file.lastPathComponent)
                #expect(source.name + ".circuit" == file.lastPathComponent)
            } catch let error as Diagnostic {
                Issue.record("\(error.rendered)")
            }
        }
    }
}
