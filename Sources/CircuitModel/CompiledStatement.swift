public import Bulletproofs

/// A statement in the form that a proof is about: inputs with their meaning, and rows over the integers.
///
/// Variables are numbered as in `IntegerRelation`: inputs, free witnesses, products. A value of this type has been
/// checked, whether it was compiled or decoded:
///
/// 1. every variable is bounded: an input by a row of its own, a free witness by one row in which it has coefficient 1 or
///    -1 beside variables that are bounded before it, a product by its factors;
/// 2. for every row, the largest absolute value of its form within these bounds and the row's width stay below l.
///
/// So whatever modulo l satisfies the rows is, read in the bounds, a solution over the integers. What the rows *mean* is
/// the compiler's business: that they say what the circuits say is checked by compiling the same circuits.
///
/// - seealso: `docs/spec/circuit-model.md`; `docs/protocol.md`, "Statements about integers".
public struct CompiledStatement: Equatable, Sendable {
    /// A variable that is the product of two forms.
    public struct Product: Equatable, Hashable, Sendable {
        /// A factor.
        public let left: IntegerForm
        /// The other factor.
        public let right: IntegerForm

        /// States a product.
        ///
        /// - Parameters:
        ///   - left: A factor.
        ///   - right: The other factor.
        public init(left: IntegerForm, right: IntegerForm) {
            self.left = left
            self.right = right
        }
    }

    /// A form that lies in [0, 2^width).
    public struct RangeRow: Equatable, Hashable, Sendable {
        /// The form.
        public let form: IntegerForm
        /// The width in bits, a multiple of the digits' and at most 249.
        public let width: Int

        /// States a range.
        ///
        /// - Parameters:
        ///   - form: The form.
        ///   - width: The width in bits.
        public init(form: IntegerForm, width: Int) {
            self.form = form
            self.width = width
        }
    }

    /// What a statement is made of, before it is checked.
    public struct Parts: Equatable, Sendable {
        /// The circuits in order.
        public var circuits: [CircuitReference] = []
        /// The rung in basis points, from 10000.
        public var rung: UInt32 = 10000
        /// The bits of a digit, 1 to 16.
        public var digitBits = 8
        /// The inputs, variables 0..<inputs.count.
        public var inputs: [InputDescriptor] = []
        /// How many free witnesses there are.
        public var witnesses = 0
        /// The products.
        public var products: [Product] = []
        /// Forms that are 0 or 1.
        public var booleans: [IntegerForm] = []
        /// Forms that are 0.
        public var equalities: [IntegerForm] = []
        /// Forms that are in range.
        public var ranges: [RangeRow] = []
        /// For each input and each free witness, the row that bounds it: a range, a boolean or an equality.
        public var definitions: [IntegerRelation.Row] = []
        /// The names of the requirements.
        public var labels: [RequirementLabel] = []

        /// No parts.
        public init() {}
    }

    /// What the statement is made of.
    public let parts: Parts

    /// The relation modulo l that a proof is about.
    public let relation: IntegerRelation

    /// For every variable, integers between which it lies whatever the prover does.
    public let bounds: [Interval]

    /// Checks parts.
    ///
    /// - Parameter parts: The parts.
    /// - Throws: ``StatementFault``.
    public init(checking parts: Parts) throws(StatementFault) {
        try Self.checkDescriptions(parts)
        bounds = try Self.derivedBounds(parts)
        try Self.checkWrapping(parts, bounds)
        relation = try Self.relation(parts)
        self.parts = parts
    }

    /// How many variables there are: inputs, free witnesses and products.
    public var variables: Int { parts.inputs.count + parts.witnesses + parts.products.count }

    /// Names the statement: H("statement" | rung | circuit digests).
    public var digest: StatementDigest {
        var rung: [UInt8] = []
        for position in 0..<8 { rung.append(UInt8(truncatingIfNeeded: UInt64(parts.rung) >> UInt64(8 * position))) }
        var fields = [rung]
        for circuit in parts.circuits { fields.append(circuit.digest.bytes) }
        return StatementDigest(tag: "statement", fields: fields)
    }

    /// Names the compiled form: H("system" | encoding).
    public var systemDigest: SystemDigest { SystemDigest(tag: "system", fields: [encoded()]) }

    /// The same rows modulo l.
    private static func relation(_ parts: Parts) throws(StatementFault) -> IntegerRelation {
        var products: [IntegerRelation.Product] = []
        for product in parts.products {
            products.append(
                IntegerRelation.Product(left: product.left.linearForm, right: product.right.linearForm))
        }
        var ranges: [IntegerRelation.RangeRow] = []
        for range in parts.ranges {
            ranges.append(IntegerRelation.RangeRow(form: range.form.linearForm, width: range.width))
        }
        var booleans: [LinearForm] = []
        for form in parts.booleans { booleans.append(form.linearForm) }
        var equalities: [LinearForm] = []
        for form in parts.equalities { equalities.append(form.linearForm) }
        do throws(IntegerRelationFault) {
            return try IntegerRelation(
                inputs: parts.inputs.count, witnesses: parts.witnesses, products: products, booleans: booleans,
                equalities: equalities, ranges: ranges, digitBits: parts.digitBits)
        } catch {
            throw .relation(error)
        }
    }
}
