internal import Bulletproofs

extension CompiledStatement {
    /// The interval of a form over intervals of its variables.
    ///
    /// `nil` where a number does not fit: then it is far beyond l.
    static func interval(
        of form: IntegerForm, _ bounds: [Interval], without variable: UInt32? = nil
    ) -> Interval? {
        var result = Interval(point: form.constant)
        for term in form.terms where term.variable != variable {
            guard let part = bounds[Int(term.variable)].multiplied(by: term.coefficient),
                let sum = result.adding(part)
            else { return nil }
            result = sum
        }
        return result
    }

    /// Bounds for every variable that hold whatever the prover does: rule 1 of the type.
    static func derivedBounds(_ parts: Parts) throws(StatementFault) -> [Interval] {
        let inputs = parts.inputs.count
        var bounds: [Interval] = []
        bounds.reserveCapacity(inputs + parts.witnesses + parts.products.count)
        for index in 0..<inputs { bounds.append(try inputBounds(parts, index)) }
        // A place for every variable; `known` says which are bounded.
        let nothing = Interval(point: .zero)
        for _ in 0..<parts.witnesses + parts.products.count { bounds.append(nothing) }
        var known = Known(inputs: inputs, witnesses: parts.witnesses)
        for _ in 0..<parts.witnesses {
            try boundProducts(parts, &bounds, &known)
            let variable = UInt32(inputs + known.witnesses)
            bounds[Int(variable)] = try witnessBounds(parts, variable, bounds, known)
            known.witnesses += 1
        }
        try boundProducts(parts, &bounds, &known)
        guard known.products == parts.products.count else {
            // All witnesses are known, so only a later product can be missing.
            throw .variable(.product(known.products), UInt32(inputs + parts.witnesses + known.products))
        }
        return bounds
    }

    /// Which variables are bounded so far.
    struct Known {
        let inputs: Int
        let allWitnesses: Int
        var witnesses = 0
        var products = 0
        /// How many leading terms of the next product's factors are bounded: a variable that is stays so, and a form is
        /// not looked through anew after each witness.
        private var leftTerms = 0
        private var rightTerms = 0

        init(inputs: Int, witnesses: Int) {
            self.inputs = inputs
            allWitnesses = witnesses
        }

        func has(_ variable: UInt32) -> Bool {
            let position = UInt64(variable)
            if position < UInt64(inputs + witnesses) { return true }
            let first = UInt64(inputs + allWitnesses)
            return position >= first && position < first + UInt64(products)
        }

        /// Whether both factors of the next product are bounded.
        mutating func hasNext(_ product: Product) -> Bool {
            leftTerms = advanced(leftTerms, over: product.left)
            rightTerms = advanced(rightTerms, over: product.right)
            return leftTerms == product.left.terms.count && rightTerms == product.right.terms.count
        }

        private func advanced(_ start: Int, over form: IntegerForm) -> Int {
            var place = start
            while place < form.terms.count, has(form.terms[place].variable) { place += 1 }
            return place
        }

        /// Takes the next product.
        mutating func takeProduct() {
            products += 1
            (leftTerms, rightTerms) = (0, 0)
        }

        func hasAll(of form: IntegerForm, but variable: UInt32? = nil) -> Bool {
            for term in form.terms where term.variable != variable && !has(term.variable) { return false }
            return true
        }
    }

    /// Bounds the next products as long as their factors are bounded.
    private static func boundProducts(
        _ parts: Parts, _ bounds: inout [Interval], _ known: inout Known
    ) throws(StatementFault) {
        let first = parts.inputs.count + parts.witnesses
        while known.products < parts.products.count {
            let product = parts.products[known.products]
            guard known.hasNext(product) else { return }
            guard let left = interval(of: product.left, bounds), let right = interval(of: product.right, bounds),
                let result = left.multiplied(by: right), result.largestMagnitude < Int256.groupOrder
            else { throw .wraps(.product(known.products)) }
            bounds[first + known.products] = result
            known.takeProduct()
        }
    }

    /// The row that is named for a variable, and what its form may be.
    private static func definition(
        _ parts: Parts, _ variable: UInt32
    ) throws(StatementFault) -> (form: IntegerForm, values: Interval) {
        switch parts.definitions[Int(variable)] {
        case .range(let index):
            guard parts.ranges.indices.contains(index) else { throw .unbounded(variable) }
            let row = parts.ranges[index]
            // `checkDescriptions` has seen the width.
            guard let values = Interval(.zero, Int256.powerOfTwo(row.width) &- .one) else { throw .unbounded(variable) }
            return (row.form, values)
        case .boolean(let index):
            guard parts.booleans.indices.contains(index), let values = Interval(.zero, .one) else {
                throw .unbounded(variable)
            }
            return (parts.booleans[index], values)
        case .equality(let index):
            guard parts.equalities.indices.contains(index) else { throw .unbounded(variable) }
            return (parts.equalities[index], Interval(point: .zero))
        case .product: throw .unbounded(variable)
        }
    }

    /// An input has a row of its own: input - lower in [0, 2^width), or a boolean.
    private static func inputBounds(_ parts: Parts, _ index: Int) throws(StatementFault) -> Interval {
        let variable = UInt32(index)
        let (form, values) = try definition(parts, variable)
        guard form.terms.count == 1, form.coefficient(of: variable) == .one else { throw .unbounded(variable) }
        let input = parts.inputs[index]
        switch parts.definitions[index] {
        case .range: break
        case .boolean:
            guard form.constant.isZero, input.lower.isZero, input.upper == .one else { throw .inputRange(index) }
        case .equality, .product: throw .unbounded(variable)
        }
        guard let lower = Int256.zero.subtractingExactly(form.constant),
            let shift = values.adding(Interval(point: lower)),
            let declared = Interval(input.lower, input.upper)
        else { throw .wraps(parts.definitions[index]) }
        guard shift.lower == input.lower, shift.contains(declared) else { throw .inputRange(index) }
        return shift
    }

    /// A free witness x with s x + rest = e, s = 1 or -1, and e in the row's values: x = s (e - rest).
    private static func witnessBounds(
        _ parts: Parts, _ variable: UInt32, _ bounds: [Interval], _ known: Known
    ) throws(StatementFault) -> Interval {
        let (form, values) = try definition(parts, variable)
        let sign = form.coefficient(of: variable)
        let minusOne = Int256(-1)
        guard sign == .one || sign == minusOne, known.hasAll(of: form, but: variable) else {
            throw .unbounded(variable)
        }
        guard let rest = interval(of: form, bounds, without: variable), let negated = rest.multiplied(by: minusOne),
            let difference = values.adding(negated), let result = difference.multiplied(by: sign)
        else { throw .wraps(parts.definitions[Int(variable)]) }
        return result
    }

    /// Rule 2 of the type: no row can hold modulo l without holding over the integers.
    static func checkWrapping(_ parts: Parts, _ bounds: [Interval]) throws(StatementFault) {
        func check(_ form: IntegerForm, room: Int256, _ row: IntegerRelation.Row) throws(StatementFault) {
            guard let interval = interval(of: form, bounds),
                let reach = interval.largestMagnitude.addingExactly(room), reach < Int256.groupOrder
            else { throw .wraps(row) }
        }
        for (index, product) in parts.products.enumerated() {
            try check(product.left, room: .zero, .product(index))
            try check(product.right, room: .zero, .product(index))
        }
        for (index, form) in parts.booleans.enumerated() { try check(form, room: .one, .boolean(index)) }
        for (index, form) in parts.equalities.enumerated() { try check(form, room: .zero, .equality(index)) }
        for (index, range) in parts.ranges.enumerated() {
            try check(range.form, room: Int256.powerOfTwo(range.width), .range(index))
        }
    }
}
