import BigNumbers
import CircuitModel
import Testing

@testable import CircuitCompiler

/// Random statements: what is provable is what a plain exact evaluation of the same rules says.
@Suite struct RandomStatementTests {
    /// An expression with its exact value: built twice, as a form and as a number.
    struct Pair {
        var form: Form
        var value: BigRational

        mutating func add(_ pair: Pair, times factor: BigRational) {
            form.add(pair.form, times: factor)
            value += pair.value * factor
        }
    }

    struct Generator {
        var random: CostTests.Linear
        var builder = StatementBuilder()
        var inputs: [Int64] = []
        var exact: [Pair] = []

        init(seed: UInt64) throws {
            random = CostTests.Linear(state: seed &* 0x9E37_79B9_7F4A_7C15 | 1)
            for index in 0..<4 {
                let isSigned = index % 2 == 1
                let value = Int64(random.next(isSigned ? 2001 : 1001)) - (isSigned ? 1000 : 0)
                let form = try builder.input(
                    isSigned ? .position : .collateral, id: "x\(index)", decimals: index,
                    range: isSigned ? -1000...1000 : 0...1000, at: Sample.here)
                inputs.append(value)
                exact.append(Pair(form: form, value: BigRational(BigInteger(value)) * .powerOfTen(-index)))
            }
        }

        mutating func number() -> BigRational {
            let numerator = BigInteger(random.next(41) - 20)
            guard let number = try? BigRational(numerator, over: BigInteger(random.next(12) + 1)) else { return 0 }
            return number
        }

        /// A random linear form of inputs, and of one-sided values on their right side.
        mutating func linear(_ sided: [Pair], isCredit: Bool) -> Pair {
            var result = Pair(form: Form(.zero), value: .zero)
            for pair in exact { result.add(pair, times: number()) }
            for pair in sided where random.next(2) == 0 { result.add(pair, times: number().magnitude) }
            let constant = number()
            result.form += Form(constant)
            result.value += constant
            return result
        }

        mutating func several(_ sided: [Pair], isCredit: Bool) -> [Pair] {
            var result: [Pair] = []
            for _ in 0..<random.next(3) + 1 { result.append(linear(sided, isCredit: isCredit)) }
            return result
        }

        /// A random value that is understated, or overstated, at worst.
        mutating func gadget(_ sided: [Pair], isCredit: Bool) throws -> Pair {
            let parts = several(sided, isCredit: isCredit)
            let (forms, values) = (parts.map(\.form), parts.map(\.value))
            let here = Sample.here
            guard isCredit else {
                switch random.next(4) {
                case 0:
                    let k = random.next(parts.count) + 1
                    let sum = values.sorted(by: >).prefix(k).reduce(BigRational.zero, +)
                    return Pair(form: try builder.worst(k, of: forms, at: here), value: sum)
                case 1:
                    return Pair(
                        form: try builder.positivePart(forms[0], at: here), value: max(values[0], .zero))
                case 2:
                    let own = linear([], isCredit: false)
                    return Pair(form: try builder.absolute(own.form, at: here), value: own.value.magnitude)
                default:
                    return Pair(form: try builder.maximum(of: forms, at: here), value: values.max() ?? .zero)
                }
            }
            return Pair(form: try builder.minimum(of: forms, at: here), value: values.min() ?? .zero)
        }

        /// Exact values of higher degree.
        mutating func exactGadget() throws -> Pair {
            let (a, b) = (linear([], isCredit: true), linear([], isCredit: true))
            switch random.next(3) {
            case 0: return Pair(form: try builder.product(a.form, b.form, at: Sample.here), value: a.value * b.value)
            case 1: return Pair(form: try builder.square(a.form, at: Sample.here), value: a.value * a.value)
            default:
                return Pair(
                    form: try builder.isAtLeastZero(a.form, at: Sample.here), value: a.value.isNegative ? 0 : 1)
            }
        }
    }

    /// Adds the requirement; `false` when no admissible input satisfies it.
    static func require(_ form: Form, _ builder: inout StatementBuilder) throws -> Bool {
        do {
            try builder.require(form, isAtLeastZero: "covered", circuit: 0, at: Sample.here)
            return true
        } catch {
            guard error == .neverTrue(at: Sample.here, name: "covered") else { throw error }
            return false
        }
    }

    @Test(arguments: 0..<60) func provableIsTrue(_ seed: Int) throws {
        var generator = try Generator(seed: UInt64(seed))
        generator.exact.append(try generator.exactGadget())
        var (credits, charges): ([Pair], [Pair]) = ([], [])
        for _ in 0..<2 {
            credits.append(try generator.gadget(credits, isCredit: true))
            charges.append(try generator.gadget(charges, isCredit: false))
        }
        let (credit, charge) = (
            generator.linear(credits, isCredit: true), generator.linear(charges, isCredit: false)
        )
        let headroom = credit.value - charge.value
        let difference = credit.form - charge.form
        // The smallest step that the requirement can tell apart.
        var base = generator.builder
        let draft = try base.drafted(difference, Sample.here)
        let unit = draft.unit
        for step in [-2, -1, 0, 1, 2] {
            var builder = generator.builder
            let threshold = headroom - unit * BigRational(step)
            guard try Self.require(difference - Form(threshold), &builder) else {
                #expect(step < 0)
                continue
            }
            let compilation = try Sample.compile(builder)
            #expect(try Sample.isProvable(compilation, generator.inputs) == (step >= 0), "step \(step)")
            let result = try Sample.run(compilation, generator.inputs)
            if step < 0 { #expect(result.failed.first?.value == unit * BigRational(step)) }
            // No prover does better: raising a credit or lowering a charge breaks a row.
            for index in result.witnesses.indices where step < 0 {
                for change in [-3, -1, 1, 3] {
                    var witnesses = result.witnesses
                    witnesses[index] += BigInteger(change)
                    let violations = TransparentCheck(compilation.statement)
                        .violations(generator.inputs.map { BigInteger($0) }, witnesses)
                    #expect(!violations.isEmpty)
                }
            }
        }
    }

    /// Intervals as the checker derives them hold for honest values, and are those of exact arithmetic.
    @Test(arguments: 0..<20) func boundsHoldAndAreExact(_ seed: Int) throws {
        var generator = try Generator(seed: UInt64(seed) &+ 1000)
        generator.exact.append(try generator.exactGadget())
        let credit = try generator.gadget([], isCredit: true)
        let charge = try generator.gadget([], isCredit: false)
        try generator.builder.require(
            credit.form - charge.form + Form(1_000_000), isAtLeastZero: "covered", circuit: 0, at: Sample.here)
        for pair in generator.exact {
            try generator.builder.require(
                pair.form + Form(10_000_000_000), isAtLeastZero: "used", circuit: 0, at: Sample.here)
        }
        let compilation = try Sample.compile(generator.builder)
        let statement = compilation.statement
        let check = TransparentCheck(statement)
        let result = try Sample.run(compilation, generator.inputs)
        let values = check.assignment(generator.inputs.map { BigInteger($0) }, result.witnesses)
        for (index, bound) in statement.bounds.enumerated() {
            var value = values[index]
            if value > BigInteger.powerOfTwo(251) { value -= TransparentCheck.order }
            #expect(BigInteger(bound.lower) <= value && value <= BigInteger(bound.upper))
        }
        for range in statement.parts.ranges {
            // The same sum in exact integers, whose room to the order is what the checker must have seen.
            var (lower, upper) = (BigInteger(range.form.constant), BigInteger(range.form.constant))
            for term in range.form.terms {
                let bound = statement.bounds[Int(term.variable)]
                let ends = [bound.lower, bound.upper].map { BigInteger($0) * BigInteger(term.coefficient) }
                lower += ends.min() ?? .zero
                upper += ends.max() ?? .zero
            }
            #expect(max(upper.magnitude, lower.magnitude) + .powerOfTwo(range.width) < TransparentCheck.order)
        }
    }
}
