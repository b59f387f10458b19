import Foundation
import StrictJSON
import Testing

@testable import CircuitCompiler

/// The texts that are compiled in, their schemas and their digests.
@Suite struct ShippedTextTests {
    static let folder = StatementTrial.projectFolder.appending(path: "circuits")

    /// A digest changes only together with the version; whoever changes a text changes both.
    static let digests = [
        "concentration_limit 1": "aaa3ff381d9eaeb5b919e7a1319463520247e12fb7daaf686ac9213013fbb5d5",
        "cross_margin 1": "e8f5ccfe7f4eaa9914172d526d55a74723167dadc52707f96171de4b9b75c257",
        "expected_shortfall 1": "a5fa4682ac2b3de565cf06ec2e3a9a072956676df66c86918fc67a6fff657280",
        "headroom_floor 1": "ae0eaa75bf6fa7ba874200f55d67268b2a4b58bed24afb07e08e21388be9ddbe",
        "scenario_margin 1": "292f50af82b007f59707aa56273d3ab8ca059c134e082728e4001d46f3fd5cc5",
        "stressed_equity 1": "5db76619204f1ebdf291008174feed201122112c7d8f40ae203b93b5bacc9fd9",
        "tiered_haircut_coverage 1": "23805b4c7f315cd1423633b82df5bdbb04d61418e1c9f41476cf2f4346bc399f",
    ]

    private static func read(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: folder.appending(path: name)), as: UTF8.self)
    }

    @Test("The program has the files of the folder, no more and no less")
    func textsAreTheFolder() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
        #expect(files.filter { $0.hasSuffix(".circuit") }.sorted() == ShippedCircuits.names.map { $0 + ".circuit" })
        for name in ShippedCircuits.names {
            let shipped = try #require(ShippedCircuits.texts.first { $0.name == name })
            #expect(shipped.text == (try Self.read(name + ".circuit")), "run Tools/embed-circuits.sh")
        }
    }

    @Test("Every text is a circuit of its name with the pinned digest")
    func digestsArePinned() throws {
        for name in ShippedCircuits.names {
            let source = try #require(try ShippedCircuits.source(named: name))
            #expect(source.name == name)
            #expect(Self.digests["\(name) \(source.version)"] == source.digest.hex, "\(name) \(source.digest.hex)")
        }
        #expect(Self.digests.count == ShippedCircuits.names.count)
        #expect(try ShippedCircuits.source(named: "nothing") == nil)
    }

    @Test("Every circuit has the schema that its declarations ask for")
    func schemas() throws {
        for name in ShippedCircuits.names {
            let source = try #require(try ShippedCircuits.source(named: name))
            let schema = source.parameterSchema.indented + "\n"
            if ProcessInfo.processInfo.environment["SOLVENCY_WRITE_SCHEMAS"] == "1" {
                try Data(schema.utf8).write(to: Self.folder.appending(path: "\(name).schema.json"))
            }
            #expect(schema == (try Self.read("\(name).schema.json")))
        }
    }

    @Test("Comments and spacing do not count, sentences do, and the canonical form is its own")
    func canonicalForm() throws {
        let text = try #require(ShippedCircuits.texts.first { $0.name == "scenario_margin" }).text
        let source = try CircuitSource.parse(Array(text.utf8), file: "a")
        let respaced = text.replacingOccurrences(of: "\n", with: "  # comment\n\n  ")
        #expect(try CircuitSource.parse(Array(respaced.utf8), file: "b").digest == source.digest)
        let again = try CircuitSource.parse(Array(source.canonicalForm.utf8), file: "c")
        #expect(again.canonicalForm == source.canonicalForm)
        #expect(again.digest == source.digest)
        let said = text.replacingOccurrences(of: "is at least", with: "is at  least")
        #expect(try CircuitSource.parse(Array(said.utf8), file: "d").digest != source.digest)
        let escaped = text.replacingOccurrences(of: "says not \"", with: "says not \"\\\"quoted\\\\\\\" ")
        let quoted = try CircuitSource.parse(Array(escaped.utf8), file: "e")
        #expect(quoted.saysNot[0].hasPrefix("\"quoted\\\" "))
        #expect(try CircuitSource.parse(Array(quoted.canonicalForm.utf8), file: "f").digest == quoted.digest)
    }
}
