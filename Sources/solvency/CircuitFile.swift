import CircuitCompiler
import CommandLineKit
import StrictJSON

/// The circuit that a command line names, and its parameters.
struct CircuitFile {
    static let operand = OperandSpec(
        "FILE", "a circuit file, - for standard input, or the name of a shipped circuit")
    static let parameters = OptionSpec.value(
        "params", "P", "the parameter file, to check it and to see what a proof costs", kind: .file)

    let source: CircuitSource
    /// The circuit with its parameters, where the command line names them.
    let compilation: Compilation?

    /// Reads what the command line names.
    ///
    /// - Parameter arguments: The arguments of a verb with ``operand`` and ``parameters``.
    /// - Throws: `CommandFailure` that shows the place of the fault.
    init(_ arguments: ParsedArguments) throws(CommandFailure) {
        let circuit = try Self.source(try arguments.operand(0, Self.operand))
        source = circuit
        if let path = arguments.value(Self.parameters) {
            compilation = try Self.compilation(of: circuit, path)
        } else {
            compilation = nil
        }
    }

    /// The circuit of a path or name.
    static func source(_ name: String) throws(CommandFailure) -> CircuitSource {
        do throws(Diagnostic) {
            if let shipped = try ShippedCircuits.source(named: name) { return shipped }
        } catch {
            throw failure(error)
        }
        let bytes: [UInt8]
        do throws(InputFailure) {
            bytes = try InputFile.read(name, limit: CircuitSource.maximumBytes)
        } catch {
            let unknown = CommandFailure(reading: name, error)
            throw CommandFailure(
                unknown.outcome, unknown.message, hints: ["shipped: " + ShippedCircuits.names.joined(separator: ", ")])
        }
        do throws(Diagnostic) {
            return try CircuitSource.parse(bytes, file: name == "-" ? "standard input" : name)
        } catch {
            throw failure(error)
        }
    }

    private static func compilation(
        of source: CircuitSource, _ path: String
    ) throws(CommandFailure) -> Compilation {
        let bytes: [UInt8]
        do throws(InputFailure) { bytes = try InputFile.read(path, limit: ParameterFile.maximumBytes) } catch {
            throw CommandFailure(reading: path, error)
        }
        let file: ParameterFile
        do throws(JSONFailure) { file = try ParameterFile.parse(bytes) } catch {
            var issues = InputIssues()
            issues.add(error, in: bytes, of: path)
            throw issues.failure()
        }
        guard let object = file.circuits[source.name] else {
            throw CommandFailure(
                .cannotCheck(reason: "parameters"),
                "\(DisplayText.quoted(path)) has no parameters for the circuit '\(source.name)'")
        }
        do throws(CompilationFailure) {
            return try StatementCompiler.compile(alone: source, parameters: object)
        } catch {
            if case .parameters(_, .json(let failure)) = error {
                var issues = InputIssues()
                issues.add(failure, in: bytes, of: path)
                throw issues.failure(outcome: .cannotCheck(reason: "parameters"))
            }
            throw CommandFailure(
                .cannotCheck(reason: "parameters"), error.description,
                excerpt: error.rendered.split(separator: "\n").dropFirst().map { String($0.dropFirst(4)) })
        }
    }

    /// The failure of a verb because of a fault in a circuit's text.
    private static func failure(_ diagnostic: Diagnostic) -> CommandFailure {
        let caret = String(repeating: " ", count: max(0, diagnostic.place.column - 1)) + "^"
        let issue: JSONOutput = [
            "file": .string(diagnostic.file), "line": .integer(Int64(diagnostic.place.line)),
            "column": .integer(Int64(diagnostic.place.column)), "text": .string(diagnostic.sourceLine),
            "reason": .string(diagnostic.fault.message),
        ]
        return CommandFailure(
            .cannotCheck(reason: "malformed"), diagnostic.description,
            excerpt: diagnostic.sourceLine.isEmpty ? [] : [diagnostic.sourceLine, caret],
            hints: diagnostic.fault.hint.map { [$0] } ?? [], fields: ["issues": .array([issue])])
    }

    // MARK: - The envelope

    /// The members that all circuit verbs add to the envelope.
    var fields: [String: JSONOutput] {
        func entries(_ entries: [CircuitSource.OutlineEntry]) -> JSONOutput {
            .array(entries.map { ["name": .string($0.name), "text": .string($0.text)] })
        }
        let cost: JSONOutput =
            compilation.map {
                [
                    "slots": .integer(Int64($0.cost.lookups.slots)), "digits": .integer(Int64($0.cost.digits)),
                    "proofBytes": .integer(Int64($0.cost.lookups.proofBytes)),
                ]
            } ?? .null
        return [
            "circuit": .string(source.name), "version": .integer(Int64(source.version)),
            "digest": .string(source.digest.hex), "public": entries(source.publicEntries),
            "private": entries(source.privateEntries), "requirements": entries(source.requirementEntries),
            "cost": cost,
        ]
    }
}
