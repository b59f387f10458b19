internal import Ristretto

extension IntegerRelation {
    /// Checks a relation and puts its rows in order.
    static func validated(
        inputs: Int, witnesses: Int, products: [Product], booleans: [LinearForm], equalities: [LinearForm],
        ranges: [RangeRow], digitBits: Int
    ) throws(IntegerRelationFault) -> RowMatrix {
        let most = mostSlots
        guard 0...most ~= inputs, 0...most ~= witnesses, products.count <= most, booleans.count <= most,
            equalities.count <= most, ranges.count <= most
        else { throw .size }
        guard 1...16 ~= digitBits else { throw .digitBits(digitBits) }
        var digits = 0
        for (index, range) in ranges.enumerated() {
            guard 1...widestRange ~= range.width, range.width % digitBits == 0 else {
                throw .width(.range(index), bits: range.width)
            }
            digits += range.width / digitBits
        }
        guard digits <= most else { throw .size }

        let variables = inputs + witnesses + products.count
        for (index, product) in products.enumerated() {
            let known = inputs + witnesses + index
            try check(product.left, .product(index), below: known)
            try check(product.right, .product(index), below: known)
        }
        for (index, form) in booleans.enumerated() { try check(form, .boolean(index), below: variables) }
        for (index, form) in equalities.enumerated() { try check(form, .equality(index), below: variables) }
        for (index, range) in ranges.enumerated() { try check(range.form, .range(index), below: variables) }

        let forms = ranges.map { $0.form } + products.flatMap { [$0.left, $0.right] } + booleans + equalities
        let terms = forms.reduce(0) { $0 + $1.terms.count }
        guard terms < 1 << 28 else { throw .size }
        let matrix = RowMatrix(
            forms: forms, variables: variables, ranges: ranges.count, products: products.count,
            booleans: booleans.count)
        if !Seam.omits(.independentInputs), let input = matrix.dependentInput(inputs: inputs) {
            throw .dependentInput(input)
        }
        return matrix
    }

    /// Refuses a form with a variable that is not there.
    private static func check(_ form: LinearForm, _ row: Row, below variables: Int) throws(IntegerRelationFault) {
        // Terms ascend, so the last one has the largest variable.
        if let last = form.terms.last, UInt64(last.variable) >= UInt64(variables) {
            throw .variable(row, last.variable)
        }
    }
}
