import Foundation
import Testing

@testable import FuzzTargets

/// The targets without libFuzzer: their starting inputs, what was once found, and a few changes of each input.
@Suite struct FuzzTargetsTests {
    static let names = FuzzTargets.all.map { $0.name }
    static let findings = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Findings")

    private func target(_ name: String) throws -> any FuzzTarget {
        try #require(FuzzTargets.named(name)).init(FuzzMaterial.ofThisPackage)
    }

    @Test func namesAreDistinct() {
        #expect(Set(Self.names).count == Self.names.count)
    }

    /// A target whose inputs are all refused would look well and test nothing.
    @Test(arguments: names)
    func seedsKeepTheRulesAndSomeAreAccepted(_ name: String) throws {
        let target = try target(name)
        let seeds = try target.seeds()
        let verdicts = try seeds.map { try target.check($0) }
        #expect(verdicts.contains(.accepted))
        #expect(seeds.allSatisfy { $0.count <= type(of: target).maximumByteCount })
    }

    @Test(arguments: names)
    func changedSeedsKeepTheRules(_ name: String) throws {
        let target = try target(name)
        for seed in try target.seeds().prefix(8) where !seed.isEmpty {
            for step in 0..<8 {
                let place = (seed.count - 1) * step / 7
                var flipped = seed
                flipped[place] ^= 1 << UInt8(step)
                _ = try target.check(flipped)
                _ = try target.check(Array(seed[..<place]))
                _ = try target.check(Array(seed[...place]) + seed[place...])
            }
        }
    }

    /// Inputs that once broke something; folders are named like targets.
    @Test(arguments: names)
    func findingsStayFixed(_ name: String) throws {
        let folder = Self.findings.appending(path: name)
        guard let files = try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        else { return }
        let target = try target(name)
        for file in files { _ = try target.check([UInt8](Data(contentsOf: file))) }
    }

    @Test func everyFindingBelongsToATarget() throws {
        let folders = try FileManager.default.contentsOfDirectory(atPath: Self.findings.path())
        #expect(folders.allSatisfy { Self.names.contains($0) || $0 == "README.md" })
    }

    @Test func anotherEncodingIsAFinding() {
        #expect(throws: FuzzFinding.encodingDiffers(object: "sample", at: 2)) {
            try JSONTarget.require("sample", [1, 2, 3], is: [1, 2])
        }
        #expect(throws: Never.self) { try JSONTarget.require("sample", [1, 2], is: [1, 2]) }
    }

    @Test func wordsAreEscaped() {
        let dictionary = FuzzTargets.dictionary(of: JSONTarget.self)
        #expect(dictionary.contains(#""{\x22a\x22:""#) && dictionary.contains(#""\xEF\xBB\xBF""#))
    }
}
