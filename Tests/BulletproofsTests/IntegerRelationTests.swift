@testable import Bulletproofs
import Ristretto
import Testing

@Suite struct IntegerRelationTests {
    /// A form from pairs of coefficient and variable.
    private func form(_ terms: [(Int64, UInt32)], constant: Int64 = 0) -> LinearForm {
        var form = LinearForm(constant: Scalar(signed: constant))
        for (coefficient, variable) in terms { form.add(Scalar(signed: coefficient), times: variable) }
        return form
    }

    @Test func termsAreSortedMergedAndNeverZero() {
        let first = form([(3, 7), (2, 1), (5, 4), (-3, 7), (1, 4)])
        #expect(first.terms.map(\.variable) == [1, 4])
        #expect(first.terms.map(\.coefficient) == [Scalar(2 as UInt64), Scalar(6 as UInt64)])
        #expect(first == form([(2, 1), (6, 4)]))
        #expect(form([(0, 1)]).terms.isEmpty)
        #expect(form([(0, 1), (4, 0), (0, 0)]).terms.map(\.variable) == [0])
    }

    @Test func sizesAreThoseOfTheLayout() throws {
        let ranges = [
            IntegerRelation.RangeRow(form: form([(1, 0)]), width: 8), .init(form: form([(1, 1)]), width: 12),
        ]
        let relation = try IntegerRelation(
            inputs: 2, witnesses: 3, products: [.init(left: form([(1, 0)]), right: form([(1, 1)]))],
            booleans: [form([(1, 5)])], ranges: ranges, digitBits: 4)
        #expect(relation.variables == 6)
        #expect(relation.digits == 5)
        // lookups: max(5 + 2, 5 + 3, 16); bits: 20 + 2 + 2.
        #expect(relation.slots(.lookups) == 16)
        #expect(relation.slots(.bits) == 32)
    }

    @Test func refusesWhatCannotBeProven() {
        let input = form([(1, 0)])
        let range = IntegerRelation.RangeRow(form: input, width: 8)
        func fault(
            inputs: Int = 1, witnesses: Int = 0, products: [IntegerRelation.Product] = [],
            ranges: [IntegerRelation.RangeRow]? = nil, booleans: [LinearForm] = [], digitBits: Int = 4
        ) -> IntegerRelationFault? {
            do throws(IntegerRelationFault) {
                _ = try IntegerRelation(
                    inputs: inputs, witnesses: witnesses, products: products, booleans: booleans,
                    ranges: ranges ?? [range], digitBits: digitBits)
                return nil
            } catch { return error }
        }
        #expect(fault() == nil)
        #expect(fault(digitBits: 0) == .digitBits(0))
        #expect(fault(digitBits: 17) == .digitBits(17))
        #expect(fault(digitBits: 3) == .width(.range(0), bits: 8))
        #expect(fault(ranges: [.init(form: input, width: 0)]) == .width(.range(0), bits: 0))
        #expect(fault(ranges: [.init(form: input, width: 248)]) == nil)
        #expect(fault(ranges: [.init(form: input, width: 252)]) == .width(.range(0), bits: 252))
        #expect(fault(inputs: -1) == .size)
        #expect(fault(witnesses: 65537) == .size)
        #expect(fault(booleans: [form([(1, 1)])]) == .variable(.boolean(0), 1))
        // A product's forms use earlier products only.
        #expect(fault(products: [.init(left: input, right: form([(1, 1)]))]) == .variable(.product(0), 1))
        #expect(fault(ranges: []) == .dependentInput(0))
    }

    @Test func everyInputIsFixedByARow() throws {
        // x + y, x - y: independent, but neither row fixes one alone; with a row for x both are fixed.
        let sum = IntegerRelation.RangeRow(form: form([(1, 0), (1, 1)]), width: 8)
        let difference = IntegerRelation.RangeRow(form: form([(1, 0), (-1, 1)]), width: 8)
        let single = IntegerRelation.RangeRow(form: form([(1, 0), (9, 2)]), width: 8)
        #expect(throws: IntegerRelationFault.dependentInput(0)) {
            try IntegerRelation(inputs: 2, witnesses: 1, ranges: [sum, difference], digitBits: 8)
        }
        _ = try IntegerRelation(inputs: 2, witnesses: 1, ranges: [sum, difference, single], digitBits: 8)
        Seam.$omitted.withValue([.independentInputs]) {
            #expect(throws: Never.self) {
                try IntegerRelation(inputs: 2, witnesses: 1, ranges: [sum, difference], digitBits: 8)
            }
        }
    }

    /// Rows and columns of the stored matrix give what the forms say, with coefficients of every size.
    @Test func matrixAgreesWithForms() throws {
        var samples = ScalarSamples(seed: 11)
        let variables = 9
        var ranges: [IntegerRelation.RangeRow] = (0..<4).map { .init(form: LinearForm(UInt32($0)), width: 8) }
        for row in 0..<20 {
            var form = LinearForm(constant: samples.next())
            for variable in 0..<variables where (row + variable) % 3 != 0 {
                let small = Scalar(signed: Int64(row * 1_000_003 * variable) - 40_000_000)
                form.add((row + variable) % 4 == 0 ? samples.next() : small, times: UInt32(variable))
            }
            ranges.append(.init(form: form, width: 8))
        }
        let relation = try IntegerRelation(inputs: 4, witnesses: 5, ranges: ranges, digitBits: 8)
        let values = (0..<variables).map { _ in samples.next() }
        let weights = (0..<ranges.count).map { _ in samples.next() }
        var total = Scalar.zero
        for (row, range) in ranges.enumerated() {
            var expected = Scalar.zero
            for term in range.form.terms { expected += term.coefficient * values[Int(term.variable)] }
            let sum = values.withUnsafeBufferPointer { relation.matrix.byRow.sum(ofLine: row, $0) }
            #expect(sum == expected)
            total += weights[row] * (expected + range.form.constant)
        }
        let combined = relation.matrix.combined(weights)
        #expect(Scalar.innerProduct(combined.coefficients, values) + combined.constant == total)
    }
}

/// Scalars that look random, the same in every run.
struct ScalarSamples {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func word() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ (state &>> 29)
    }

    mutating func next() -> Scalar {
        let high = Scalar(UInt128(word()) << 64 | UInt128(word()))
        let low = Scalar(UInt128(word()) << 64 | UInt128(word()))
        return high * Scalar.powerOfTwo(vartime: 128) + low
    }
}
