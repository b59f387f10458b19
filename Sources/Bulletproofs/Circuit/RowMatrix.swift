internal import Ristretto

/// The forms of a relation as a sparse matrix, in the order of its rows: ranges, both forms of each product, booleans,
/// equalities.
struct RowMatrix: Equatable, Sendable {
    /// The coefficients row by row, places being variables.
    private(set) var byRow = SparseLines()
    /// The coefficients variable by variable, places being rows.
    private(set) var byVariable = SparseLines()
    /// The constant of each row.
    private(set) var constants: [Scalar] = []

    /// The first row of each kind; ranges come first.
    let firstProduct: Int
    let firstBoolean: Int
    let firstEquality: Int

    /// How many rows there are.
    var rows: Int { constants.count }

    /// Takes forms whose variables have been checked.
    init(forms: [LinearForm], variables: Int, ranges: Int, products: Int, booleans: Int) {
        firstProduct = ranges
        firstBoolean = ranges + 2 * products
        firstEquality = ranges + 2 * products + booleans
        constants.reserveCapacity(forms.count)
        var counts = [Int](repeating: 0, count: variables + 1)
        for form in forms {
            constants.append(form.constant)
            for term in form.terms { counts[Int(term.variable) + 1] += 1 }
        }
        for variable in 0..<variables { counts[variable + 1] += counts[variable] }
        let total = counts[variables]
        // Every entry's place in the order of variables, filled row by row, so that rows ascend for each variable.
        var next = counts
        var sorted = [SparseLines.Entry](
            repeating: SparseLines.Entry(place: 0, coefficient: .positive(0)), count: total)
        for (row, form) in forms.enumerated() {
            for term in form.terms {
                let coefficient = SparseLines.Coefficient(term.coefficient)
                byRow.append(SparseLines.Entry(place: term.variable, coefficient: coefficient))
                let variable = Int(term.variable)
                sorted[next[variable]] = SparseLines.Entry(place: UInt32(row), coefficient: coefficient)
                next[variable] += 1
            }
            byRow.endLine()
        }
        for variable in 0..<variables {
            for entry in counts[variable]..<counts[variable + 1] { byVariable.append(sorted[entry]) }
            byVariable.endLine()
        }
    }

    /// The sum of weight[row] times row: a coefficient for each variable, and the constant.
    func combined(_ weights: [Scalar]) -> (coefficients: [Scalar], constant: Scalar) {
        let coefficients = weights.withUnsafeBufferPointer { weights in
            (0..<byVariable.count).map { byVariable.sum(ofLine: $0, weights) }
        }
        return (coefficients, Scalar.innerProduct(weights, constants))
    }

    /// The first input that is never the only one of a row that has not been fixed before; `nil` when there is none.
    func dependentInput(inputs: Int) -> Int? {
        var unfixed = [Int](repeating: 0, count: rows)
        for input in 0..<inputs { byVariable.forEachPlace(ofLine: input) { unfixed[$0] += 1 } }
        var fixed = [Bool](repeating: false, count: inputs)
        var ready = (0..<rows).filter { unfixed[$0] == 1 }
        while let row = ready.popLast() {
            var found: Int?
            byRow.forEachPlace(ofLine: row) { if $0 < inputs, !fixed[$0] { found = $0 } }
            guard let input = found else { continue }
            fixed[input] = true
            byVariable.forEachPlace(ofLine: input) { row in
                unfixed[row] -= 1
                if unfixed[row] == 1 { ready.append(row) }
            }
        }
        return fixed.firstIndex(of: false)
    }
}
