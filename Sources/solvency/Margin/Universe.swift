import CircuitCompiler
import CircuitModel
import CommandLineKit
import Solvency
import SolvencyProver
import StrictJSON
import SumTree

/// All assets and instruments that the circuits of a parameter file have inputs for.
struct Universe {
    /// The names by kind and id, each once.
    let names: [EntryName]

    /// H("universe" | kind, id, decimals of each name).
    var digest: NodeHash {
        var fields = FieldDigest(tag: "universe")
        for name in names {
            fields.field([name.kind.rawValue])
            fields.field(name.id)
            fields.field([UInt8(name.decimals)])
        }
        return fields.finish()
    }

    /// Reads the parameters, and the circuits that they name.
    static func load(_ path: String, _ arguments: ParsedArguments) throws(CommandFailure) -> Universe {
        let parameters = try MarginFiles.parameters(path)
        var circuits: [CircuitSource] = []
        var objects: [String: JSONValue] = [:]
        for circuit in parameters.circuits {
            circuits.append(try CircuitLibrary.read(circuit.name, arguments))
            objects[circuit.name] = circuit.value
        }
        let inputs: [InputDescriptor]
        do throws(CompilationFailure) {
            inputs = try StatementCompiler.inputs(of: circuits, parameters: objects)
        } catch {
            throw CommandFailure(compiling: error)
        }
        var names: [EntryName] = []
        for input in inputs {
            guard let name = EntryName(kind: input.kind, id: input.id, decimals: UInt64(input.decimals)) else {
                throw CommandFailure(
                    .refused(reason: "parameters"),
                    "no list can have \(DisplayText.quoted(String(decoding: input.id, as: UTF8.self)))")
            }
            names.append(name)
        }
        return Universe(names: names.sorted { $0.precedes($1) })
    }
}
