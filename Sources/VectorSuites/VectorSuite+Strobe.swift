import StrictJSON
import Transcript

extension VectorSuite {
    /// The suite `strobe-128`: operations of the duplex, what its `prf` gives, and the state at the end.
    static let strobe = VectorSuite("strobe-128") { reader throws(JSONFailure) in
        let label = try reader.hex("protocol")
        var strobe = Strobe128(protocolLabel: label.span)
        var comparisons: [Comparison] = []
        // The protocol's name was absorbed as meta-AD, which a first operation may continue.
        var previous = "meta-ad"
        for value in try reader.array("operations") {
            let comparison = try value.object { step throws(JSONFailure) in
                try apply(&step, after: &previous, to: &strobe)
            }
            if let comparison { comparisons.append(comparison) }
        }
        let state = try reader.hex("state", count: KeccakState.byteCount)
        return Comparison(comparisons + [Comparison(expected: state, got: strobe.stateBytes)])
    }

    private static func apply(
        _ step: inout JSONObjectReader, after previous: inout String, to strobe: inout Strobe128
    ) throws(JSONFailure) -> Comparison? {
        let operation = try step.required("operation")
        let name = try operation.string()
        let more = try step.bool("more")
        // Misuse of STROBE stops the program; in a file it is a fault of the file.
        guard !more || name == previous else {
            throw operation.failure(.refused("continues an operation of another kind"))
        }
        previous = name
        if name == "prf" {
            let expected = try step.hex("output")
            var got = [UInt8](repeating: 0, count: expected.count)
            var output = got.mutableSpan
            strobe.prf(&output, more: more)
            return Comparison(expected: expected, got: got)
        }
        let data = try step.hex("data")
        switch name {
        case "ad": strobe.ad(data.span, more: more)
        case "meta-ad": strobe.metaAD(data.span, more: more)
        case "key": strobe.key(data.span, more: more)
        default: throw operation.failure(.refused("not one of ad, key, meta-ad, prf"))
        }
        return nil
    }
}
