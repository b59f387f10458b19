import CircuitCompiler
import CommandLineKit

/// Finds the circuits of statements: shipped ones by name, others by their files.
enum CircuitLibrary {
    static let circuit = OptionSpec.value(
        "circuit", "FILE", "a circuit's file, for circuits that are not shipped with this program", kind: .file,
        isRepeatable: true)

    /// The circuit of a name: among the files that were given, or a shipped one.
    static func read(
        _ name: String, _ arguments: ParsedArguments
    ) throws(CommandFailure) -> CircuitSource {
        for path in arguments.values(circuit) {
            let source = try CircuitFile.source(path)
            if source.name == name { return source }
        }
        return try CircuitFile.source(name)
    }
}
