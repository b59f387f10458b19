import BigNumbers
import Bulletproofs
import CircuitCompiler
import CircuitModel
import Ristretto

extension Checks {
    /// A prover's values of a statement with every gadget, from marked inputs.
    ///
    /// Lifted are two verdicts: that an input is within its bounds, and that a row holds.
    func witnesses() throws {
        Disclosure.mark = { Secrecy.reveal($0) }
        defer { Disclosure.mark = nil }
        let here = SourceLocation(file: "ctcheck", line: 1, column: 1)
        var builder = StatementBuilder()
        let range: ClosedRange<BigInteger> = -1000...1000
        let x = try builder.input(.position, id: "x", decimals: 0, range: range, at: here)
        let y = try builder.input(.position, id: "y", decimals: 2, range: range, at: here)
        let z = try builder.input(.collateral, id: "z", decimals: 1, range: 0...1000, at: here)
        let half = try BigRational(1, over: 2)
        let credit = try builder.capped(
            [(try builder.minimum(of: [z, z * half + Form(3)], at: here), half), (z * half, half)], at: here)
        let losses = [x - y, y - x, x * 2, y * 3 - z]
        var charge = try builder.maximum(of: [.zero] + losses, at: here)
        charge += try builder.worst(2, of: losses, at: here)
        charge += try builder.absolute(x, at: here) + builder.isAtLeastZero(y, at: here)
        charge += try builder.square(x + y, at: here)
        try builder.require(credit - charge, isAtLeastZero: "covered", circuit: 0, at: here)
        let circuit = CircuitReference(
            name: [UInt8]("ctcheck".utf8), version: 1, digest: CircuitDigest(tag: "circuit", fields: []))
        let evaluator = try builder.compile(circuits: [circuit], rung: 10000).evaluator

        for inputs in [[3, -20, 500], [-1000, 1000, 0], [0, 0, 1000]] as [[Int64]] {
            var values = inputs.map { Int256($0) }
            Secrecy.hide(&values)
            var integers = try SecretIntegers(zeros: values.count)
            for index in values.indices { integers[index] = values[index] }
            let evaluation = try evaluator.evaluate(integers)
            let scalars = try evaluation.witnesses.scalars()
            // The first witness is min(z, z / 2 + 3), in twentieths.
            let expected = min(2 * inputs[2], inputs[2] + 60)
            precondition(Secrecy.revealed(evaluation.witnesses[0]) == Int256(expected))
            precondition(Secrecy.revealed(scalars[0]) == Int256(expected).scalar())
        }
    }

    /// The same with nothing lifted: the check of the inputs' bounds has to be reported.
    func undisclosedWitnesses() throws {
        let here = SourceLocation(file: "ctcheck", line: 1, column: 1)
        var builder = StatementBuilder()
        let x = try builder.input(.position, id: "x", decimals: 0, range: -5...5, at: here)
        try builder.require(x + Form(9), isAtLeastZero: "more", circuit: 0, at: here)
        var values = [Int256(3)]
        Secrecy.hide(&values)
        var integers = try SecretIntegers(zeros: 1)
        integers[0] = values[0]
        let circuit = CircuitReference(
            name: [UInt8]("ctcheck".utf8), version: 1, digest: CircuitDigest(tag: "circuit", fields: []))
        _ = try builder.compile(circuits: [circuit], rung: 10000).evaluator.evaluate(integers)
    }
}
