import Ristretto
import Sodium
import StrictJSON

/// The checks that the program makes on itself: known answers for every layer, and the kernels against each other.
public enum SelfTest {
    /// What one check found.
    public struct Step: Equatable, Sendable {
        /// What was checked.
        public let name: String
        /// What is wrong; nil when nothing is.
        public let failure: String?

        /// Whether the check found nothing wrong.
        public var passed: Bool { failure == nil }
    }

    /// Makes every check, the cheap ones first.
    ///
    /// - Returns: one step a check; all are made, whatever the earlier ones find.
    public static func run() -> [Step] {
        [libsodium, blake2b] + BuiltInVectors.files.map(vectors) + KernelCheck.run() + [GeneratorCheck.run()]
    }

    private static var libsodium: Step {
        let name = "libsodium \(Sodium.libraryVersion)"
        do throws(SodiumFailure) {
            try Sodium.start()
            return Step(name: name, failure: nil)
        } catch {
            return Step(name: name, failure: error.description)
        }
    }

    /// BLAKE2b-512 of `abc`, RFC 7693, appendix A.
    private static var blake2b: Step {
        let expected =
            "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1"
            + "7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923"
        let got = Hexadecimal.text(Blake2b.digest(Array("abc".utf8), size: .bits512))
        return Step(name: "blake2b", failure: got == expected ? nil : "expected \(expected), got \(got)")
    }

    private static func vectors(_ text: String) -> Step {
        do throws(JSONFailure) {
            let file = try VectorFile.read(Array(text.utf8))
            let results = try file.run()
            let failed = results.first { !$0.passed }
            return Step(
                name: "\(file.suite.name), \(results.count) known answers",
                failure: failed.map { "\($0.name): expected \($0.expected), got \($0.got)" })
        } catch {
            return Step(name: "built-in vectors", failure: error.description)
        }
    }
}
