/// What a vector file gave.
package struct VectorOutcome: Equatable, Sendable {
    /// How many cases the file has.
    package var cases = 0
    /// How many of them failed.
    package var failures = 0
    /// The first failing case, counted from 1, or 0; 1 also where the file as a whole cannot be read.
    package var firstFailure = 0
    /// The name of the first failing case.
    package var firstFailureName: [UInt8] = []
}

/// Runs vector files without Foundation, so that one code checks them natively and inside WebAssembly.
package enum VectorSuite {
    /// Runs every case of a file.
    ///
    /// - Parameter text: The file: an object of `suite`, `source` and `cases`.
    /// - Returns: The outcome. A file that cannot be read, is of an unknown suite or has no case counts as a failure.
    package static func run(_ text: [UInt8]) -> VectorOutcome {
        var outcome = VectorOutcome()
        do throws(VectorFailure) {
            let file = try content(text)
            for value in file.cases {
                outcome.cases += 1
                if !holds(value, file.check) { note(value, in: &outcome) }
            }
        } catch {
            outcome.failures += 1
            if outcome.firstFailure == 0 { outcome.firstFailure = max(outcome.cases, 1) }
        }
        return outcome
    }

    /// Checks one case: whether what is computed is what the case says.
    typealias Checker = (JSONValue) throws(VectorFailure) -> Bool

    /// Reads a file without checking its cases, of which there is at least one.
    static func content(
        _ text: [UInt8]
    ) throws(VectorFailure) -> (suite: [UInt8], check: Checker, cases: [JSONValue]) {
        let file = try VectorCase(try JSONParser.parse(text), known: ["suite", "source", "cases"])
        _ = try file["source"].text()
        let suite = try file["suite"].text()
        let cases = try file["cases"].elements()
        guard !cases.isEmpty else { throw .member }
        return (suite, try checker(for: suite), cases)
    }

    private static func checker(for suite: [UInt8]) throws(VectorFailure) -> Checker {
        if same(suite, "keccak-f1600") { return KeccakVectors.permutation }
        if same(suite, "sha3") { return KeccakVectors.sha3 }
        if same(suite, "shake") { return KeccakVectors.shake }
        if same(suite, "strobe-128") { return StrobeVectors.check }
        if same(suite, "merlin") { return MerlinVectors.check }
        if same(suite, "scalar") { return ScalarVectors.operations }
        if same(suite, "scalar-decoding") { return ScalarVectors.decoding }
        if same(suite, "ristretto255") { return RistrettoVectors.operations }
        if same(suite, "ristretto255-decoding") { return RistrettoVectors.decoding }
        if same(suite, "multi-scalar") { return RistrettoVectors.sums }
        if same(suite, "bulletproofs-range") { return RangeVectors.check }
        if same(suite, "circuit-proof") { return CircuitVectors.check }
        if same(suite, "generalized-bulletproofs") { return CircuitVectors.bare }
        if same(suite, "lookup-statement") { return CircuitVectors.lookupStatement }
        if same(suite, "generators") { return GeneratorVectors.check }
        if same(suite, "cbor") { return CBORVectors.check }
        if same(suite, "sum-tree") { return TreeVectors.check }
        if same(suite, "sum-tree-path") { return TreePathVectors.check }
        throw .unknownName
    }

    static func holds(_ value: JSONValue, _ check: Checker) -> Bool {
        do throws(VectorFailure) { return try check(value) } catch { return false }
    }

    private static func note(_ value: JSONValue, in outcome: inout VectorOutcome) {
        outcome.failures += 1
        guard outcome.firstFailure == 0 else { return }
        outcome.firstFailure = outcome.cases
        guard case .object(let members) = value else { return }
        for member in members where same(member.name, "name") {
            if case .string(let name) = member.value { outcome.firstFailureName = name }
        }
    }
}
