internal import Transcript

/// The suite `strobe-128`.
enum StrobeVectors {
    static func check(_ value: JSONValue) throws(VectorFailure) -> Bool {
        let vector = try VectorCase(value, known: ["name", "protocol", "operations", "state"])
        let label = try vector["protocol"].bytes()
        var strobe = Strobe128(protocolLabel: label.span)
        var previous: [UInt8]?
        for step in try vector["operations"].elements() {
            guard try apply(step, after: &previous, to: &strobe) else { return false }
        }
        return try strobe.stateBytes == vector["state"].bytes()
    }

    private static func apply(
        _ value: JSONValue, after previous: inout [UInt8]?, to strobe: inout Strobe128
    ) throws(VectorFailure) -> Bool {
        let step = try VectorCase(value, known: ["operation", "more", "data", "output"])
        let operation = try step["operation"]
        let more = try step["more"].flag()
        let name = try operation.text()
        // Misuse of STROBE stops the program; in a file it is a fault of the file. The protocol's name was meta-AD.
        let isContinued = previous.map { $0 == name } ?? same(name, "meta-ad")
        guard !more || isContinued else { throw .member }
        previous = name
        if try operation.spells("prf") {
            let expected = try step["output"].bytes()
            var output = [UInt8](repeating: 0, count: expected.count)
            var span = output.mutableSpan
            strobe.prf(&span, more: more)
            return output == expected
        }
        let data = try step["data"].bytes()
        if try operation.spells("ad") {
            strobe.ad(data.span, more: more)
        } else if try operation.spells("meta-ad") {
            strobe.metaAD(data.span, more: more)
        } else if try operation.spells("key") {
            strobe.key(data.span, more: more)
        } else {
            throw .unknownName
        }
        return true
    }
}
