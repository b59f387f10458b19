import BigNumbers
import Bulletproofs
import CircuitModel
import Testing

@testable import CircuitCompiler

/// What the encoding rules are for: rows that a forger satisfies modulo l, and the rule that refuses to compile them.
@Suite struct ForgeryTests {
    static func form(_ terms: [(UInt32, Int256)], _ constant: Int256 = .zero) throws -> IntegerForm {
        try #require(
            IntegerForm(
                terms: terms.map { IntegerForm.Term(variable: $0.0, coefficient: $0.1) }, constant: constant))
    }

    /// Inputs in [0, 512), each with a range of its own, three bits to a digit.
    static func parts(inputs: Int, witnesses: Int) throws -> CompiledStatement.Parts {
        var parts = CompiledStatement.Parts()
        parts.digitBits = 3
        parts.circuits = [try Sample.circuit()]
        for index in 0..<inputs {
            parts.inputs.append(
                InputDescriptor(
                    kind: .collateral, id: [UInt8(97 + index)], nettingSet: 0, decimals: 0, lower: .zero,
                    upper: Int256(511)))
            parts.ranges.append(CompiledStatement.RangeRow(form: try form([(UInt32(index), .one)]), width: 9))
            parts.definitions.append(.range(index))
        }
        parts.witnesses = witnesses
        return parts
    }

    /// Rule (ii): "h is at most a sixteenth of x" with coefficient 16 lets h be l / 16, a credit beyond all money.
    @Test func aSixteenthModuloTheOrder() throws {
        var parts = try Self.parts(inputs: 1, witnesses: 1)
        parts.ranges.append(
            CompiledStatement.RangeRow(form: try Self.form([(0, .one), (1, Int256(-16))]), width: 9))
        parts.ranges.append(
            CompiledStatement.RangeRow(form: try Self.form([(1, .one)], .zero &- Int256.powerOfTwo(200)), width: 249))
        parts.definitions.append(.range(1))
        // x - 16 h = e modulo l for a small e, and h = (x - e + l) / 16.
        let x = BigInteger(100)
        let e = try (x + TransparentCheck.order).dividedDown(by: 16).remainder
        let h = try (x - e + TransparentCheck.order).dividedExactly(by: 16)
        #expect(TransparentCheck(parts).violations([x], [h]) == [])
        #expect(throws: StatementFault.unbounded(1)) { try CompiledStatement(checking: parts) }
    }

    /// Rule (iii): -2^250 x >= 0 says that x is 0; modulo l it holds for x = 4 as well.
    @Test func aRowThatWrapsAround() throws {
        var parts = try Self.parts(inputs: 1, witnesses: 0)
        parts.ranges.append(
            CompiledStatement.RangeRow(form: try Self.form([(0, .zero &- Int256.powerOfTwo(250))]), width: 126))
        #expect(TransparentCheck(parts).violations([4], []) == [])
        #expect(throws: StatementFault.wraps(.range(1))) { try CompiledStatement(checking: parts) }
        // The builder says where.
        var builder = StatementBuilder()
        let x = try builder.input(.collateral, id: "x", decimals: 0, range: 0...511, at: Sample.here)
        let y = try builder.input(.collateral, id: "y", decimals: 0, range: 0...511, at: Sample.here)
        let huge = BigRational(BigInteger.powerOfTwo(239))
        try builder.require(y - x * huge, isAtLeastZero: "x is nothing", circuit: 0, at: Sample.place(3))
        _ = try Sample.compile(builder)
        try builder.require(
            y - x * (huge * 4096), isAtLeastZero: "x is nothing", circuit: 0, at: Sample.place(4))
        #expect(throws: StatementError.wrapsAround(at: Sample.place(4))) { try Sample.compile(builder) }
    }

    /// Rule (i): a committed value without a range is a negative balance that fills another's hole.
    @Test func anInputWithoutARange() throws {
        var parts = try Self.parts(inputs: 2, witnesses: 0)
        parts.ranges[0] = CompiledStatement.RangeRow(form: try Self.form([(0, .one), (1, .one)]), width: 9)
        parts.ranges.append(CompiledStatement.RangeRow(form: try Self.form([(1, .one)], Int256(-300)), width: 9))
        let negative = TransparentCheck.order - 400
        #expect(TransparentCheck(parts).violations([negative, 400], []) == [])
        #expect(throws: StatementFault.unbounded(0)) { try CompiledStatement(checking: parts) }
    }

    /// Rule (iv): a bit that is proven as one digit can be 7.
    @Test func aBitAsADigit() throws {
        var builder = StatementBuilder()
        let bit = try builder.input(.collateral, id: "bit", decimals: 0, range: 0...1, at: Sample.here)
        try builder.require(bit * 10 - Form(10), isAtLeastZero: "set", circuit: 0, at: Sample.here)
        let statement = try Sample.compile(builder).statement
        #expect(statement.parts.booleans.count == 1)
        #expect(statement.parts.definitions == [.boolean(0)])
        #expect(TransparentCheck(statement).violations([2], []) == [.boolean(0)])
        // The forgery against the mutant: a lookup of one digit instead of the gate.
        var parts = statement.parts
        parts.booleans = []
        parts.ranges.append(
            CompiledStatement.RangeRow(form: try Self.form([(0, .one)]), width: parts.digitBits))
        if parts.digitBits > 1 { #expect(TransparentCheck(parts).violations([2], []) == []) }
    }

    /// Rule (vi), the example of a pool's share: with the one-sided value on both sides, a holder of 60 % who understates
    /// it looks diversified.
    @Test func anUnderstatedShareOfAPool() throws {
        var builder = StatementBuilder()
        let btc = try builder.input(.collateral, id: "btc", decimals: 0, range: 0...511, at: Sample.here)
        let eth = try builder.input(.collateral, id: "eth", decimals: 0, range: 0...511, at: Sample.here)
        let credit = try builder.minimum(of: [btc, btc * (try Sample.number("0.9")) + Form(10)], at: Sample.place(2))
        let other = try builder.minimum(of: [eth, eth * (try Sample.number("0.9")) + Form(10)], at: Sample.place(3))
        let limit = (credit + other) * (try Sample.number("0.4")) - credit
        #expect(
            throws: StatementError.polarity(
                at: Sample.place(4), auxiliary: Sample.place(2), needed: .understated, found: .overstated)
        ) { try builder.require(limit, isAtLeastZero: "not concentrated", circuit: 0, at: Sample.place(4)) }

        // What the refused rows would have accepted: values 60 and 40, credit for the first cut to 20.
        var parts = try Self.parts(inputs: 2, witnesses: 2)
        parts.ranges.append(CompiledStatement.RangeRow(form: try Self.form([(0, .one), (2, Int256(-1))]), width: 9))
        parts.ranges.append(CompiledStatement.RangeRow(form: try Self.form([(1, .one), (3, Int256(-1))]), width: 9))
        parts.ranges.append(
            CompiledStatement.RangeRow(form: try Self.form([(2, Int256(-6)), (3, Int256(4))]), width: 12))
        parts.definitions += [.range(2), .range(3)]
        #expect(TransparentCheck(parts).violations([60, 40], [60, 40]) == [.range(4)])
        #expect(TransparentCheck(parts).violations([60, 40], [20, 40]) == [])

        // Exact on the charge side: allowed, and false for 60 %.
        try builder.require(
            (credit + other) * (try Sample.number("0.4")) - btc, isAtLeastZero: "not concentrated", circuit: 0,
            at: Sample.place(5))
        let compilation = try Sample.compile(builder)
        #expect(try Sample.isProvable(compilation, [60, 40]) == false)
        #expect(try Sample.isProvable(compilation, [30, 60]))
    }

    /// Rule (vi): what polarity refuses, gadget by gadget, with both places in the text.
    @Test func aShiftedValueOnTheWrongSide() throws {
        var builder = StatementBuilder()
        let x = try builder.input(.position, id: "x", decimals: 0, range: -100...100, at: Sample.here)
        let credit = try builder.minimum(of: [x, Form(10)], at: Sample.place(2))
        let charge = try builder.maximum(of: [x, .zero], at: Sample.place(3))
        let other = try builder.minimum(of: [x * 2, Form(5)], at: Sample.place(4))
        func refused(_ auxiliary: Int, _ needed: Polarity, _ found: Polarity) -> StatementError {
            .polarity(at: Sample.place(9), auxiliary: Sample.place(auxiliary), needed: needed, found: found)
        }
        let here = Sample.place(9)
        #expect(throws: refused(3, .understated, .overstated)) {
            try builder.require(charge, isAtLeastZero: "", circuit: 0, at: here)
        }
        #expect(throws: refused(2, .understated, .overstated)) {
            try builder.require(-credit, isAtLeastZero: "", circuit: 0, at: here)
        }
        #expect(throws: refused(2, .exact, .understated)) {
            try builder.require(credit - Form(1), isZero: "", circuit: 0, at: here)
        }
        #expect(throws: refused(3, .understated, .overstated)) { try builder.minimum(of: [x, charge], at: here) }
        #expect(throws: refused(2, .overstated, .understated)) { try builder.maximum(of: [x, credit], at: here) }
        #expect(throws: refused(2, .overstated, .understated)) { try builder.absolute(credit, at: here) }
        #expect(throws: refused(2, .overstated, .understated)) { try builder.worst(1, of: [x, credit], at: here) }
        #expect(throws: refused(3, .understated, .overstated)) { try builder.capped([(charge, 1)], at: here) }
        #expect(throws: refused(3, .understated, .overstated)) { try builder.square(charge, at: here) }
        #expect(throws: refused(2, .exact, .understated)) { try builder.isAtLeastZero(credit, at: here) }
        #expect(throws: refused(4, .exact, .understated)) { try builder.product(credit, other, at: here) }
        // On the right side, nested, or cancelled.
        #expect(builder.polarity(of: credit - charge) == .understated)
        #expect(builder.polarity(of: charge - credit) == .overstated)
        #expect(builder.polarity(of: charge + credit) == .mixed)
        #expect(builder.polarity(of: charge - charge + x) == .exact)
        _ = try builder.minimum(of: [x - charge, credit + other], at: here)
        try builder.require(credit - charge, isAtLeastZero: "", circuit: 0, at: here)
    }

    /// The inner values of a gadget stand on both sides, and are not given out.
    @Test func onlyOutputsOfAGadgetAreSeen() throws {
        var builder = StatementBuilder()
        let x = try builder.input(.position, id: "x", decimals: 0, range: -100...100, at: Sample.here)
        let total = try builder.worst(1, of: [x, -x], at: Sample.place(2))
        #expect(total.terms.count == 1)
        #expect(builder.polarity(of: total) == .overstated)
        #expect(builder.variables.count { $0.polarity == .mixed } == 3)
    }
}
