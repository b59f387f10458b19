import BigNumbers
import Bulletproofs
import CircuitModel

@testable import CircuitCompiler

/// A proof system without secrecy, for tests: shows all values, and whoever looks checks every row modulo l.
///
/// It accepts exactly what a circuit proof of the same relation could be made for.
struct TransparentCheck {
    static let order = BigInteger(Int256.groupOrder)

    let parts: CompiledStatement.Parts

    init(_ statement: CompiledStatement) { parts = statement.parts }

    init(_ parts: CompiledStatement.Parts) { self.parts = parts }

    static func residue(_ value: BigInteger) -> BigInteger {
        guard let residue = try? value.dividedDown(by: order).remainder else { return .zero }
        return residue
    }

    func value(_ form: IntegerForm, _ values: [BigInteger]) -> BigInteger {
        form.terms.reduce(BigInteger(form.constant)) {
            $0 + BigInteger($1.coefficient) * values[Int($1.variable)]
        }
    }

    /// All variables, products computed.
    func assignment(_ inputs: [BigInteger], _ witnesses: [BigInteger]) -> [BigInteger] {
        var values = inputs + witnesses + Array(repeating: .zero, count: parts.products.count)
        for (index, product) in parts.products.enumerated() {
            values[inputs.count + witnesses.count + index] = Self.residue(
                value(product.left, values) * value(product.right, values))
        }
        return values
    }

    /// The rows that do not hold modulo l.
    func violations(_ inputs: [BigInteger], _ witnesses: [BigInteger]) -> [IntegerRelation.Row] {
        let values = assignment(inputs, witnesses)
        var found: [IntegerRelation.Row] = []
        for (index, form) in parts.booleans.enumerated() where Self.residue(value(form, values)) > 1 {
            found.append(.boolean(index))
        }
        for (index, form) in parts.equalities.enumerated() where !Self.residue(value(form, values)).isZero {
            found.append(.equality(index))
        }
        for (index, range) in parts.ranges.enumerated()
        where Self.residue(value(range.form, values)) >= .powerOfTwo(range.width) {
            found.append(.range(index))
        }
        return found
    }
}

/// What the tests of gadgets share.
enum Sample {
    static let here = SourceLocation(file: "test.circuit", line: 1, column: 1)

    static func place(_ line: Int) -> SourceLocation { SourceLocation(file: "test.circuit", line: line, column: 1) }

    static func circuit(_ name: String = "test") throws -> CircuitReference {
        CircuitReference(name: [UInt8](name.utf8), version: 1, digest: CircuitDigest(tag: "circuit", fields: []))
    }

    static func compile(_ builder: StatementBuilder) throws -> StatementCompilation {
        try builder.compile(circuits: [circuit()], rung: 10000)
    }

    static func number(_ text: String) throws -> BigRational { try BigRational(decimal: text) }

    /// The values that the compiler's own prover computes.
    static func run(
        _ compilation: StatementCompilation, _ inputs: [Int64]
    ) throws -> (witnesses: [BigInteger], failed: [WitnessEvaluation.Requirement], figures: [String: BigRational]) {
        let evaluation = try compilation.evaluator.evaluate(try SecretIntegers(inputs))
        let witnesses = (0..<evaluation.witnesses.count).map { BigInteger(evaluation.witnesses[$0]) }
        let figures = Dictionary(uniqueKeysWithValues: evaluation.figures().map { ($0.name, $0.value) })
        return (witnesses, evaluation.failedRequirements(), figures)
    }

    /// Whether an honest prover can prove the statement; checks that its evaluator and the rows agree on that.
    static func isProvable(_ compilation: StatementCompilation, _ inputs: [Int64]) throws -> Bool {
        let result = try run(compilation, inputs)
        let violations = TransparentCheck(compilation.statement).violations(
            inputs.map { BigInteger($0) }, result.witnesses)
        guard violations.isEmpty == result.failed.isEmpty else {
            throw Disagreement(violations: violations, failed: result.failed.map(\.name))
        }
        return violations.isEmpty
    }

    struct Disagreement: Error {
        let violations: [IntegerRelation.Row]
        let failed: [String]
    }
}
