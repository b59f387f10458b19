import CircuitCompiler
import CircuitModel
import CommandLineKit
import Solvency

/// Finds the circuits that a challenge requires.
enum StatementCircuits {
    /// The circuits by the challenge's names, which must have its versions and digests.
    static func read(
        _ challenge: Challenge, _ arguments: ParsedArguments
    ) throws(CommandFailure) -> [CircuitSource] {
        var sources: [CircuitSource] = []
        for wanted in challenge.circuits {
            let name = String(decoding: wanted.name, as: UTF8.self)
            let source = try CircuitLibrary.read(name, arguments)
            guard source.reference == wanted else {
                throw CommandFailure(
                    .refused(reason: "statementMismatch"),
                    "the circuit \(name) here is not the one that the challenge requires",
                    hints: ["give the right one with --circuit; solvency inspect shows the challenge's digests"])
            }
            sources.append(source)
        }
        return sources
    }
}
