import BigNumbers
import CircuitModel
import Testing

@testable import CircuitCompiler

/// Where widths and sizes come from, at their edges.
@Suite struct WidthTests {
    static func requirement(upTo largest: BigInteger) throws -> StatementCompilation {
        var builder = StatementBuilder()
        let x = try builder.input(.collateral, id: "x", decimals: 0, range: 0...largest, at: Sample.here)
        try builder.require(x - Form(1), isAtLeastZero: "some", circuit: 0, at: Sample.place(2))
        return try Sample.compile(builder)
    }

    /// A range is as wide as its largest honest value, on the grid of digits.
    @Test(arguments: [1, 2, 7, 8, 16, 44, 62, 63, 64, 100, 240]) func widthsFollowTheLargestValue(_ bits: Int) throws {
        for (largest, needed) in [
            (BigInteger.powerOfTwo(bits), bits + 1), (BigInteger.powerOfTwo(bits) - 1, max(bits, 1)),
        ] {
            guard largest > 1 else { continue }
            let parts = try Self.requirement(upTo: largest).statement.parts
            let size = parts.digitBits
            #expect(parts.ranges[0].width == (needed + size - 1) / size * size)
        }
    }

    @Test func aValueThatDoesNotFitIsRefused() throws {
        _ = try Self.requirement(upTo: .powerOfTwo(249) - 1)
        #expect(throws: StatementError.tooWide(at: Sample.here, bits: 250)) {
            try Self.requirement(upTo: .powerOfTwo(249))
        }
        #expect(throws: StatementError.tooWide(at: Sample.here, bits: 300)) {
            try Self.requirement(upTo: .powerOfTwo(300) - 1)
        }
    }

    /// A row is divided by its coefficients' common divisor; what the constant loses is below one unit.
    @Test func rowsAreDividedByTheirCommonDivisor() throws {
        var builder = StatementBuilder()
        let x = try builder.input(.position, id: "x", decimals: 2, range: -1000...1000, at: Sample.here)
        // 600 x - 7 >= 0 for x in hundredths: 6 X - 7 >= 0, so X >= 2, and X - 2 >= 0 is the row.
        try builder.require(x * 600 - Form(7), isAtLeastZero: "more", circuit: 0, at: Sample.here)
        let compilation = try Sample.compile(builder)
        let row = try #require(compilation.statement.parts.ranges.last)
        #expect(row.form.coefficient(of: 0) == .one)
        #expect(row.form.constant == Int256(-2))
        #expect(try Sample.isProvable(compilation, [2]))
        #expect(try Sample.isProvable(compilation, [1]) == false)
        // The figure that is shown is that of the requirement, not of the row.
        #expect(try Sample.run(compilation, [1]).failed.first?.value == -1)
    }

    @Test func whatCannotBeSaidIsRefused() throws {
        var builder = StatementBuilder()
        let x = try builder.input(.collateral, id: "x", decimals: 0, range: 0...100, at: Sample.here)
        let here = Sample.place(5)
        #expect(throws: StatementError.neverTrue(at: here, name: "a")) {
            try builder.require(x - Form(101), isAtLeastZero: "a", circuit: 0, at: here)
        }
        #expect(throws: StatementError.neverTrue(at: here, name: "a")) {
            try builder.require(Form(-1), isAtLeastZero: "a", circuit: 0, at: here)
        }
        #expect(throws: StatementError.neverTrue(at: here, name: "odd")) {
            try builder.require(x * 2 - Form(3), isZero: "odd", circuit: 0, at: here)
        }
        #expect(throws: StatementError.nothing(at: here)) { try builder.minimum(of: [], at: here) }
        #expect(throws: StatementError.nothing(at: here)) { try builder.capped([], at: here) }
        for k in [0, 3, -1] {
            #expect(throws: StatementError.worstCount(at: here, asked: k, available: 2)) {
                try builder.worst(k, of: [x, -x], at: here)
            }
        }
        #expect(throws: StatementError.share(at: here, 2)) { try builder.capped([(x, 2)], at: here) }
        #expect(throws: StatementError.mayBeNegative(at: here)) { try builder.capped([(x - Form(1), 1)], at: here) }
        #expect(throws: StatementError.conflictingInput(at: here, first: Sample.here)) {
            try builder.input(.collateral, id: "x", decimals: 1, range: 0...100, at: here)
        }
        #expect(throws: StatementError.invalidInput(at: here)) {
            try builder.input(.collateral, id: "", decimals: 1, range: 0...100, at: here)
        }
        #expect(throws: StatementError.invalidInput(at: here)) {
            try builder.input(.collateral, id: "y", decimals: 78, range: 0...100, at: here)
        }
        // An input that nothing names says nothing, and one that is named with coefficient 0 was looked at.
        _ = try builder.input(.collateral, id: "y", decimals: 0, range: 0...100, at: Sample.place(6))
        try builder.require(x, isAtLeastZero: "x", circuit: 0, at: here)
        #expect(throws: StatementError.unusedInput(at: Sample.place(6))) { try Sample.compile(builder) }
        let y = try builder.input(.collateral, id: "y", decimals: 0, range: 0...100, at: here)
        try builder.require(x + y * 0, isAtLeastZero: "both", circuit: 0, at: here)
        _ = try Sample.compile(builder)
    }

    /// One kind, id and netting set is one committed value.
    @Test func inputsAreSharedByName() throws {
        var builder = StatementBuilder()
        let range: ClosedRange<BigInteger> = 0...100
        let first = try builder.input(.position, id: "x", nettingSet: 0, decimals: 0, range: range, at: Sample.here)
        let again = try builder.input(.position, id: "x", nettingSet: 0, decimals: 0, range: range, at: Sample.here)
        let other = try builder.input(.position, id: "x", nettingSet: 1, decimals: 0, range: range, at: Sample.here)
        let asset = try builder.input(.collateral, id: "x", nettingSet: 0, decimals: 0, range: range, at: Sample.here)
        let shared = try builder.input(.collateral, id: "x", nettingSet: 3, decimals: 0, range: range, at: Sample.here)
        #expect(builder.polarity(of: first - again) == .exact)
        try builder.require(first + again + other + asset + shared, isAtLeastZero: "", circuit: 0, at: Sample.here)
        let parts = try Sample.compile(builder).statement.parts
        #expect(parts.inputs.count == 3)
        #expect(parts.ranges.last?.form.coefficient(of: 0) == Int256(2))
    }

    /// A prover's own mistakes have names.
    @Test func inputsOutOfBoundsAreNamed() throws {
        let compilation = try Self.requirement(upTo: 100)
        #expect(throws: WitnessFailure.inputOutOfBounds(0)) { try Sample.run(compilation, [101]) }
        #expect(throws: WitnessFailure.inputOutOfBounds(0)) { try Sample.run(compilation, [-1]) }
        #expect(throws: WitnessFailure.inputCount(expected: 1, found: 2)) { try Sample.run(compilation, [1, 2]) }
    }
}
