import Foundation
import StrictJSON
import Testing

@testable import VectorSuites

@Suite struct SelfTestTests {
    @Test func everyCheckPasses() {
        let steps = SelfTest.run()
        for step in steps { #expect(step.passed, "\(step.name): \(step.failure ?? "")") }
        #expect(steps.contains { $0.name.hasSuffix("in use") })
    }

    @Test func builtInVectorsAreCopiesOfTheProjects() throws {
        let projects = try ProjectVectorsTests.vectorFiles.map { try String(contentsOf: $0, encoding: .utf8) }.joined()
        for text in BuiltInVectors.files {
            for result in try VectorFile.read(Array(text.utf8)).run() {
                #expect(projects.contains("\"\(result.name)\""), "\(result.name)")
                #expect(result.expected.count < 64 || projects.contains(result.expected), "\(result.name)")
            }
        }
    }

    @Test func aKernelThatDiffersIsFound() {
        let good = [[1, 2], [3]] as [[UInt8]]
        #expect(KernelCheck.verdict([[1, 2], [3]], like: good, oracle: [[1, 2]]) == nil)
        #expect(KernelCheck.verdict([[1, 2], [4]], like: good, oracle: [[1, 2]]) != nil)
        #expect(KernelCheck.verdict(good, like: good, oracle: [[1, 3]]) != nil)
        #expect(KernelCheck.verdict(good, like: good, oracle: nil) != nil)
        #expect(KernelCheck.verdict(nil, like: good, oracle: [[1, 2]]) != nil)
    }

    @Test func aWrongGeneratorIsFound() {
        let blinding = "8c9240b456a9e6dc65c377a1048d745f94a08cdb7f44cbcd7b46f34048871134"
        #expect(GeneratorCheck.verdict([[1]], like: [[1]], blinding: blinding) == nil)
        #expect(GeneratorCheck.verdict([[1]], like: [[2]], blinding: blinding) != nil)
        #expect(GeneratorCheck.verdict([[1]], like: [[1]], blinding: "e2") != nil)
    }
}
