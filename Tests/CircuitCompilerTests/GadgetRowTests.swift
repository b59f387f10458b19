import BigNumbers
import Bulletproofs
import CircuitModel
import Testing

@testable import CircuitCompiler

/// Every row of every gadget stands alone against a forgery: values that make a false statement pass but for this row.
@Suite struct GadgetRowTests {
    /// A statement, inputs for which it is false, and a way to change the honest witnesses.
    struct Case {
        var builder = StatementBuilder()
        var forms: [Form] = []

        init(_ count: Int, _ range: ClosedRange<BigInteger> = 0...1000) throws {
            for index in 0..<count {
                forms.append(
                    try builder.input(.collateral, id: "c\(index)", decimals: 0, range: range, at: Sample.here))
            }
        }

        /// Requires the form and checks that the forged values break exactly one row.
        mutating func expect(
            _ form: Form, _ inputs: [Int64], forged: [Int: Int64], breaks row: IntegerRelation.Row,
            sourceLocation: Testing.SourceLocation = #_sourceLocation
        ) throws {
            try builder.require(form, isAtLeastZero: "false", circuit: 0, at: Sample.place(9))
            let compilation = try Sample.compile(builder)
            var (witnesses, failed, _) = try Sample.run(compilation, inputs)
            #expect(failed.map(\.name) == ["false"], "honestly false", sourceLocation: sourceLocation)
            for (index, value) in forged { witnesses[index] = BigInteger(value) }
            let check = TransparentCheck(compilation.statement)
            #expect(
                check.violations(inputs.map { BigInteger($0) }, witnesses) == [row], sourceLocation: sourceLocation)
        }
    }

    /// min(c0, c1) >= 50 with c0 = 100, c1 = 40 and the other way round: rows 2 and 3 follow the inputs' own.
    @Test(arguments: [0, 1]) func minimum(_ smallest: Int) throws {
        var test = try Case(2)
        let value = try test.builder.minimum(of: test.forms, at: Sample.here)
        let inputs: [Int64] = smallest == 0 ? [40, 100] : [100, 40]
        try test.expect(value - Form(50), inputs, forged: [0: 100], breaks: .range(2 + smallest))
    }

    @Test(arguments: [0, 1]) func maximum(_ largest: Int) throws {
        var test = try Case(2)
        let value = try test.builder.maximum(of: test.forms, at: Sample.here)
        let inputs: [Int64] = largest == 0 ? [100, 40] : [40, 100]
        try test.expect(Form(50) - value, inputs, forged: [0: 40], breaks: .range(2 + largest))
    }

    /// Losses 100, 90, 10; the worst two are 190.
    ///
    /// Witnesses: excesses 0, 1, 2, threshold 3, total 4.
    /// Rows: inputs 0, 1, 2; excesses 3, 4, 5; excess + threshold - loss 6, 7, 8; total 9.
    @Test func worstWithANegativeExcess() throws {
        var test = try Case(3)
        let value = try test.builder.worst(2, of: test.forms, at: Sample.here)
        // The excess of the smallest loss goes below 0 as far as its own loss allows, and takes the total along.
        try test.expect(Form(185) - value, [100, 90, 10], forged: [2: -80, 4: 110], breaks: .range(5))
    }

    @Test func worstWithAnExcessThatIsTooSmall() throws {
        var test = try Case(3)
        let value = try test.builder.worst(2, of: test.forms, at: Sample.here)
        try test.expect(Form(185) - value, [100, 90, 10], forged: [0: 0, 4: 180], breaks: .range(6))
    }

    @Test func worstWithATotalThatIsTooSmall() throws {
        var test = try Case(3)
        let value = try test.builder.worst(2, of: test.forms, at: Sample.here)
        try test.expect(Form(185) - value, [100, 90, 10], forged: [4: 185], breaks: .range(9))
    }

    /// 60 and 40 of which each may count for half: 80 in all.
    ///
    /// Witnesses: total 0, parts 1, 2 in halves.
    /// Rows: inputs 0, 1; total 2; form - part 3, 5; share - part 4, 6; sum 7.
    @Test func cappedRows() throws {
        let half = try BigRational(1, over: 2)
        func test(_ forged: [Int: Int64], _ row: Int) throws {
            var test = try Case(2)
            let value = try test.builder.capped([(test.forms[0], half), (test.forms[1], half)], at: Sample.here)
            try test.expect(value - Form(81), [60, 40], forged: forged, breaks: .range(row))
        }
        // A part above its form, a part above its share, a total above its parts.
        try test([0: 120, 1: 120, 2: 120], 5)
        try test([0: 82, 1: 84, 2: 80], 4)
        try test([0: 81, 1: 80, 2: 80], 7)
        // With the roles exchanged the other two rows stand.
        func swapped(_ forged: [Int: Int64], _ row: Int) throws {
            var test = try Case(2)
            let value = try test.builder.capped([(test.forms[0], half), (test.forms[1], half)], at: Sample.here)
            try test.expect(value - Form(81), [40, 60], forged: forged, breaks: .range(row))
        }
        try swapped([0: 120, 1: 120, 2: 120], 3)
        try swapped([0: 82, 1: 80, 2: 84], 6)
    }

    /// A bit of c0 - 50.
    ///
    /// Rows: input 0; bit 1; form + below (1 - bit) 1; -form - 1 + above bit 2.
    @Test func signRows() throws {
        var high = try Case(1)
        let isHigh = try high.builder.isAtLeastZero(high.forms[0] - Form(50), at: Sample.here)
        try high.expect(isHigh - Form(1), [49], forged: [0: 1], breaks: .range(1))

        var low = try Case(1)
        let isLow = try low.builder.isAtLeastZero(low.forms[0] - Form(50), at: Sample.here)
        try low.expect(-isLow, [50], forged: [0: 0], breaks: .range(2))

        // A bit of 2: far above the bound, both rows are satisfied, and only the gate stands.
        var many = try Case(2)
        let bit = try many.builder.isAtLeastZero(many.forms[0] - Form(100), at: Sample.here)
        try many.expect(bit * 10 + many.forms[1] - Form(11), [1000, 0], forged: [0: 2], breaks: .boolean(0))
    }

    /// The square of an understated value is understated only from 0 up: -100 squared is a credit of 10000.
    @Test func squareOfANegativeCredit() throws {
        var test = try Case(2)
        let value = try test.builder.minimum(of: test.forms, at: Sample.here)
        let square = try test.builder.square(value, at: Sample.here)
        // Rows: inputs 0, 1; minimum 2, 3; not negative 4.
        try test.expect(square - Form(10_000), [10, 20], forged: [0: -100], breaks: .range(4))
    }

    /// A charge times a factor that could be negative is a credit: the factor has a row.
    @Test func productWithANegativeFactor() throws {
        var builder = StatementBuilder()
        let a = try builder.input(.position, id: "a", decimals: 0, range: 0...100, at: Sample.here)
        let b = try builder.input(.position, id: "b", decimals: 0, range: 0...100, at: Sample.here)
        let value = try builder.minimum(of: [a, Form(50)], at: Sample.here)
        // b - a is not a sum with positive coefficients, and may be negative: refused.
        #expect(throws: StatementError.mayBeNegative(at: Sample.place(3))) {
            try builder.product(value, b - a, at: Sample.place(3))
        }
        // Two one-sided factors are refused.
        #expect(throws: StatementError.self) { try builder.product(value, value, at: Sample.place(3)) }
        let product = try builder.product(value, b, at: Sample.place(3))
        #expect(builder.polarity(of: product) == .understated)
    }

    /// 10 - x is not negative for x up to 10, but a range of x reaches to 15: only the factor's own row keeps a charge from
    /// becoming a credit there.
    @Test func productWithAFactorThatOnlyTheBoundKeepsPositive() throws {
        var builder = StatementBuilder()
        let x = try builder.input(.position, id: "x", decimals: 0, range: 0...10, at: Sample.here)
        let y = try builder.input(.position, id: "y", decimals: 0, range: 0...100, at: Sample.here)
        let charge = try builder.maximum(of: [y, Form(5)], at: Sample.here)
        let product = try builder.product(charge, Form(10) - x, at: Sample.here)
        try builder.require(Form(49) - product, isAtLeastZero: "small", circuit: 0, at: Sample.here)
        let compilation = try Sample.compile(builder)
        // Rows: inputs 0, 1; maximum 2, 3; not negative 4; requirement 5.
        let check = TransparentCheck(compilation.statement)
        #expect(check.violations([0, 0], [5]) == [.range(5)])
        #expect(check.violations([1, 0], [5]) == [])
        #expect(check.violations([12, 0], [5]) == [.range(4)])
    }
}
