/// A relation as gates and linear constraints of one suite.
///
/// Suite `lookups`: gates 0..<D are the digits, (alpha + d_i) r_i = 1; then come the products and the booleans. c_1 holds
/// the digits and then the free witnesses, c_2 how often each table entry is looked up. Suite `bits`: gates 0..<W are the
/// bits, then products, booleans, and free witnesses by two in gates of their own.
///
/// - seealso: `docs/spec/circuit-proof.md`, "Layout".
package struct CircuitLayout: Sendable {
    /// The relation.
    let relation: IntegerRelation
    /// The suite.
    let suite: CircuitSuite
    /// The table under its challenge; none in suite `bits`.
    let table: LookupTable?
    /// The numbers of gates, inputs and vector commitments.
    package let shape: CircuitShape

    /// Lays a relation out for suite `bits`.
    package init(bits relation: IntegerRelation) {
        self.relation = relation
        suite = .bits
        table = nil
        shape = relation.shape(.bits)
    }

    /// Lays a relation out for suite `lookups`.
    package init(lookups relation: IntegerRelation, table: LookupTable) {
        self.relation = relation
        suite = .lookups
        self.table = table
        shape = relation.shape(.lookups)
    }

    /// The first gate after those of the digits or bits.
    var firstProduct: Int { relation.firstGate(suite) }
    /// The first gate of a boolean.
    var firstBoolean: Int { firstProduct + relation.products.count }
    /// The first gate of a free witness in suite `bits`.
    var firstWitness: Int { firstBoolean + relation.booleans.count }

    /// How many linear constraints there are.
    var constraintCount: Int {
        let sum = suite == .lookups ? 1 : 0
        return 2 * firstProduct + sum + relation.ranges.count + 2 * relation.products.count
            + 3 * relation.booleans.count + relation.equalities.count
    }
}

extension IntegerRelation {
    /// The numbers of a proof in a suite.
    func shape(_ suite: CircuitSuite) -> CircuitShape {
        CircuitShape(slots: slots(suite), vectorCommitments: suite.vectorCommitments, inputs: inputs)
    }

    /// How many gates the digits or bits take.
    func firstGate(_ suite: CircuitSuite) -> Int {
        switch suite {
        case .lookups: digits
        case .bits: digits * digitBits
        }
    }
}
