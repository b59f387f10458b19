import BigNumbers
import CircuitModel
import Testing

@testable import CircuitCompiler

/// What each gadget makes provable, compared with the plain rule it stands for.
@Suite struct GadgetTests {
    static let bound: ClosedRange<BigInteger> = BigInteger(-1000)...BigInteger(1000)

    /// A statement about `count` signed positions: gadget(positions) against a threshold.
    static func statement(
        count: Int, threshold: BigRational, sign: Int = 1,
        _ gadget: (inout StatementBuilder, [Form]) throws -> Form
    ) throws -> StatementCompilation {
        var builder = StatementBuilder()
        var positions: [Form] = []
        for index in 0..<count {
            positions.append(
                try builder.input(.position, id: "p\(index)", decimals: 0, range: bound, at: Sample.here))
        }
        let value = try gadget(&builder, positions)
        try builder.report(value, as: "value", at: Sample.here)
        let form = (value - Form(threshold)) * BigRational(sign)
        try builder.require(form, isAtLeastZero: "threshold", circuit: 0, at: Sample.place(2))
        return try Sample.compile(builder)
    }

    /// The gadget's value against the plain rule, and provability at, one unit above and one below it.
    static func compare(
        count: Int, sign: Int, _ gadget: (inout StatementBuilder, [Form]) throws -> Form,
        _ rule: ([Int64]) -> BigRational
    ) throws {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<12 {
            let inputs = (0..<count).map { _ in Int64.random(in: -1000...1000, using: &random) }
            let expected = rule(inputs)
            for difference in [-1, 0, 1] {
                let threshold = expected + BigRational(difference)
                let compilation: StatementCompilation
                do {
                    compilation = try statement(count: count, threshold: threshold, sign: sign, gadget)
                } catch StatementError.neverTrue {
                    #expect(difference * sign > 0)
                    continue
                }
                let result = try Sample.run(compilation, inputs)
                #expect(result.figures["value"] == expected)
                #expect(try Sample.isProvable(compilation, inputs) == (difference * sign <= 0), "\(inputs)")
            }
        }
    }

    @Test func minimumIsACredit() throws {
        let third = try BigRational(1, over: 3)
        try Self.compare(count: 3, sign: 1) { builder, p in
            try builder.minimum(of: [p[0] * third, p[1] + Form(7), p[2] * 2 - Form(third)], at: Sample.here)
        } _: { p in
            min(BigRational(Int(p[0])) * third, BigRational(Int(p[1]) + 7), BigRational(2 * Int(p[2])) - third)
        }
    }

    @Test func maximumIsACharge() throws {
        try Self.compare(count: 3, sign: -1) { builder, p in
            try builder.maximum(of: [.zero, p[0] * 3 - p[1], p[1] + p[2]], at: Sample.here)
        } _: { p in
            BigRational(Int(max(0, 3 * p[0] - p[1], p[1] + p[2])))
        }
    }

    @Test func absoluteAndPositivePart() throws {
        try Self.compare(count: 2, sign: -1) { builder, p in
            try builder.absolute(p[0], at: Sample.here) * 2 + builder.positivePart(p[1], at: Sample.here)
        } _: { p in
            BigRational(Int(2 * abs(p[0]) + max(p[1], 0)))
        }
    }

    @Test(arguments: 1...5) func worstSumsTheLargest(_ k: Int) throws {
        try Self.compare(count: 5, sign: -1) { builder, p in
            try builder.worst(k, of: p, at: Sample.here)
        } _: { p in
            BigRational(Int(p.sorted(by: >).prefix(k).reduce(0, +)))
        }
    }
}
