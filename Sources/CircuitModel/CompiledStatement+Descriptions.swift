internal import Bulletproofs
internal import Wire

extension CompiledStatement {
    /// Most terms of all forms together.
    public static let mostTerms = 1 << 21
    /// Most circuits.
    public static let mostCircuits = 64

    /// Checks everything that is not arithmetic: counts, names, references, widths on the grid.
    static func checkDescriptions(_ parts: Parts) throws(StatementFault) {
        let most = IntegerRelation.mostSlots
        guard parts.inputs.count <= most, parts.witnesses >= 0, parts.witnesses <= most, parts.products.count <= most,
            parts.booleans.count <= most, parts.equalities.count <= most, parts.ranges.count <= most,
            parts.labels.count <= parts.ranges.count + parts.equalities.count, parts.circuits.count <= mostCircuits,
            parts.definitions.count == parts.inputs.count + parts.witnesses
        else { throw .size }
        guard parts.rung >= 10000, parts.rung <= 1_000_000 else { throw .rung(parts.rung) }
        for (index, circuit) in parts.circuits.enumerated() {
            guard circuit.version > 0, circuit.name.count > 0, circuit.name.count <= CircuitReference.longestName
            else { throw .circuit(index) }
            for byte in circuit.name where byte < 0x21 || byte > 0x7E { throw .circuit(index) }
        }
        try checkInputs(parts)
        try checkLabels(parts)
        try checkForms(parts)
    }

    private static func checkInputs(_ parts: Parts) throws(StatementFault) {
        let limit = Int256.powerOfTwo(IntegerRelation.widestRange)
        for (index, input) in parts.inputs.enumerated() {
            guard input.id.count > 0, input.id.count <= InputDescriptor.longestID,
                UTF8Check.isWellFormed(input.id[...]),
                input.decimals <= InputDescriptor.mostDecimals, input.kind == .position || input.nettingSet == 0,
                let range = Interval(input.lower, input.upper), range.largestMagnitude < limit
            else { throw .input(index) }
        }
        // Equal ones stand side by side once sorted.
        let order = parts.inputs.indices.sorted { precedes(parts.inputs[$0], parts.inputs[$1]) }
        for place in order.indices.dropFirst() {
            let (first, second) = (order[place - 1], order[place])
            guard precedes(parts.inputs[first], parts.inputs[second]) else {
                throw .duplicateInput(min(first, second), max(first, second))
            }
        }
    }

    /// An order of what tells inputs apart.
    private static func precedes(_ left: InputDescriptor, _ right: InputDescriptor) -> Bool {
        if left.kind != right.kind { return left.kind.rawValue < right.kind.rawValue }
        if left.nettingSet != right.nettingSet { return left.nettingSet < right.nettingSet }
        return left.id.lexicographicallyPrecedes(right.id)
    }

    private static func checkLabels(_ parts: Parts) throws(StatementFault) {
        for (index, label) in parts.labels.enumerated() {
            let rows = label.isEquality ? parts.equalities.count : parts.ranges.count
            guard UInt64(label.row) < UInt64(rows), UInt64(label.circuit) < UInt64(parts.circuits.count),
                label.name.count <= RequirementLabel.longestName, UTF8Check.isWellFormed(label.name[...])
            else { throw .label(index) }
        }
    }

    private static func checkForms(_ parts: Parts) throws(StatementFault) {
        guard parts.digitBits >= 1, parts.digitBits <= 16 else { throw .width(.range(0), bits: parts.digitBits) }
        let variables = parts.inputs.count + parts.witnesses + parts.products.count
        var terms = 0
        func check(_ form: IntegerForm, _ row: IntegerRelation.Row, below limit: Int) throws(StatementFault) {
            terms += form.terms.count
            guard terms <= mostTerms else { throw .size }
            if let last = form.terms.last, UInt64(last.variable) >= UInt64(limit) {
                throw .variable(row, last.variable)
            }
            // A multiple of l would vanish from the relation and not from the integers.
            for term in form.terms where !isBelowOrder(term.coefficient) { throw .wraps(row) }
            guard isBelowOrder(form.constant) else { throw .wraps(row) }
        }
        for (index, product) in parts.products.enumerated() {
            let limit = parts.inputs.count + parts.witnesses + index
            try check(product.left, .product(index), below: limit)
            try check(product.right, .product(index), below: limit)
        }
        for (index, form) in parts.booleans.enumerated() { try check(form, .boolean(index), below: variables) }
        for (index, form) in parts.equalities.enumerated() { try check(form, .equality(index), below: variables) }
        for (index, range) in parts.ranges.enumerated() {
            guard range.width >= 1, range.width <= IntegerRelation.widestRange, range.width % parts.digitBits == 0
            else {
                throw .width(.range(index), bits: range.width)
            }
            try check(range.form, .range(index), below: variables)
        }
    }

    private static func isBelowOrder(_ value: Int256) -> Bool {
        value < Int256.groupOrder && Int256.zero &- Int256.groupOrder < value
    }
}
