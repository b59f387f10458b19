public import StrictJSON

extension CircuitSource {
    /// A JSON Schema of the circuit's object in a parameter file.
    ///
    /// It says what a schema can say; ranges, order and equal sets of ids are checked when parameters are read.
    ///
    /// - seealso: `docs/circuits.md`, section "Parameters"; JSON Schema, draft 2020-12.
    public var parameterSchema: JSONOutput {
        var properties: [String: JSONOutput] = ["version": ["const": .integer(Int64(version))]]
        for set in syntax.indexSets {
            properties[set.name] = [
                "description": "ids in ascending byte order", "type": "array", "minItems": 1,
                "maxItems": .integer(Int64(ParameterReader.maximumIDs)), "uniqueItems": true,
                "items": ["type": "string", "pattern": "^[!-~]{1,128}$"],
            ]
        }
        for parameter in syntax.publics {
            guard let element = parameter.elementSchema else { continue }
            var schema = element
            for set in parameter.indexSets.dropFirst().reversed() {
                schema = ["description": .string("in the order of \(set.name)"), "type": "array", "items": schema]
            }
            if let set = parameter.indexSets.first {
                schema = [
                    "description": .string("\(parameter.text); one for each \(set.name)"), "type": "object",
                    "additionalProperties": schema,
                ]
            }
            properties[parameter.name] = schema
        }
        let required = properties.keys.sorted()
        if syntax.privates.contains(where: { $0.role == .positions }) {
            properties["join_netting_sets"] = ["type": "boolean"]
        }
        return [
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": .string("Parameters of the circuit \(name), version \(version)"), "type": "object",
            "properties": .object(properties), "required": .strings(required), "additionalProperties": false,
        ]
    }
}

extension PublicDeclaration {
    private static let number = "^(-?(0|[1-9][0-9]*)([.][0-9]+)?|-?[1-9][0-9]*/[1-9][0-9]*)$"

    /// The schema of one value; nil when it comes from prices.
    fileprivate var elementSchema: JSONOutput? {
        switch content {
        case .number(_, _, _, .prices): nil
        case .number: ["description": .string(text), "type": "string", "pattern": .string(Self.number)]
        case .integer: ["description": .string(text), "type": "integer"]
        case .element(let set): ["description": .string("an id of \(set.name)"), "type": "string"]
        case .tierTable:
            [
                "description": .string(text), "type": "array",
                "items": [
                    "type": "object", "required": ["percent", "to"], "additionalProperties": false,
                    "properties": [
                        "to": ["type": ["string", "null"], "pattern": .string(Self.number)],
                        "percent": ["type": "string", "pattern": .string(Self.number)],
                    ],
                ],
            ]
        }
    }
}
