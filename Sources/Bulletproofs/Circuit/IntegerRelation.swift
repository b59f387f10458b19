/// What a circuit proof is about: forms over committed and free variables that lie in ranges, are products, bits or zero.
///
/// Variables are numbered: first the inputs, 0..<inputs, of which the verifier has Pedersen commitments; then the free
/// witnesses; then the products, variable inputs + witnesses + i for product i. A proof shows that whoever made it knows
/// openings of the commitments, free witnesses and products modulo l such that every row holds:
///
/// - product i equals left * right; its forms use earlier products only;
/// - each boolean form is 0 or 1;
/// - each equality form is 0;
/// - each range form is one of the residues 0, 1, ... 2^width - 1.
///
/// All of it is modulo l. That the rows also hold over the integers is the compiler's business: it knows intervals, and
/// the relation does not.
///
/// - seealso: `docs/spec/circuit-proof.md`, "Relation".
public struct IntegerRelation: Equatable, Sendable {
    /// A variable that is the product of two forms.
    public struct Product: Equatable, Sendable {
        /// A factor.
        public let left: LinearForm
        /// The other factor.
        public let right: LinearForm

        /// States a product.
        ///
        /// - Parameters:
        ///   - left: A factor.
        ///   - right: The other factor.
        public init(left: LinearForm, right: LinearForm) {
            self.left = left
            self.right = right
        }
    }

    /// A form that lies in [0, 2^width).
    public struct RangeRow: Equatable, Sendable {
        /// The form.
        public let form: LinearForm
        /// The width in bits, a multiple of the digits' and at most 249.
        public let width: Int

        /// States a range.
        ///
        /// - Parameters:
        ///   - form: The form.
        ///   - width: The width in bits, a multiple of the digits' and at most 249.
        public init(form: LinearForm, width: Int) {
            self.form = form
            self.width = width
        }
    }

    /// A row by kind and position, for messages.
    public enum Row: Equatable, Sendable {
        /// A product, or one of its forms.
        case product(Int)
        /// A boolean form.
        case boolean(Int)
        /// An equality form.
        case equality(Int)
        /// A range.
        case range(Int)
    }

    /// The widest range, in bits: 2^250 and above, sums with a margin would wrap around l.
    public static let widestRange = 249

    /// Most slots of a proof.
    public static let mostSlots = 65536

    /// m: how many inputs there are.
    public let inputs: Int
    /// How many free witnesses there are.
    public let witnesses: Int
    /// b: the bits of a digit, 1 to 16; all widths are multiples of it.
    public let digitBits: Int
    /// The products, variable inputs + witnesses + i each.
    public let products: [Product]
    /// Forms that are 0 or 1.
    public let booleans: [LinearForm]
    /// Forms that are 0.
    public let equalities: [LinearForm]
    /// Forms that are in range.
    public let ranges: [RangeRow]

    /// All rows' coefficients, by row and by variable.
    let matrix: RowMatrix

    /// States a relation.
    ///
    /// - Parameters:
    ///   - inputs: How many inputs there are, 0 to 65536.
    ///   - witnesses: How many free witnesses there are, 0 to 65536.
    ///   - products: The products.
    ///   - booleans: Forms that are 0 or 1.
    ///   - equalities: Forms that are 0.
    ///   - ranges: Forms that are in range.
    ///   - digitBits: b, the bits of a digit, 1 to 16.
    /// - Throws: ``IntegerRelationFault``, which names the row.
    public init(
        inputs: Int, witnesses: Int, products: [Product] = [], booleans: [LinearForm] = [],
        equalities: [LinearForm] = [], ranges: [RangeRow] = [], digitBits: Int
    ) throws(IntegerRelationFault) {
        self.inputs = inputs
        self.witnesses = witnesses
        self.products = products
        self.booleans = booleans
        self.equalities = equalities
        self.ranges = ranges
        self.digitBits = digitBits
        matrix = try Self.validated(
            inputs: inputs, witnesses: witnesses, products: products, booleans: booleans, equalities: equalities,
            ranges: ranges, digitBits: digitBits)
    }

    /// How many variables there are: inputs, free witnesses and products.
    public var variables: Int { inputs + witnesses + products.count }

    /// D: how many digits all ranges have.
    public var digits: Int { ranges.reduce(0) { $0 + $1.width } / digitBits }

    /// n: how many slots a proof has, a power of two; above ``mostSlots`` none is offered.
    ///
    /// - Parameter suite: The suite.
    /// - Returns: The slots.
    public func slots(_ suite: CircuitSuite) -> Int {
        let gates = products.count + booleans.count
        let needed =
            switch suite {
            case .lookups: max(digits + gates, digits + witnesses, 1 << digitBits)
            case .bits: digits * digitBits + gates + (witnesses + 1) / 2
            }
        var slots = 1
        while slots < needed { slots *= 2 }
        return slots
    }
}
