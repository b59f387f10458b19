internal import BigNumbers
internal import Bulletproofs
internal import CircuitModel

/// A builder's rows with the final numbers of variables, for any size of digits.
struct RowLayout {
    private let builder: StatementBuilder
    private var parts = CompiledStatement.Parts()
    /// The bits of each range, before they are put on the grid.
    private var bits: [Int] = []
    /// Where each row of the builder went.
    private var places: [IntegerRelation.Row] = []
    /// The final number of each variable.
    private var numbers: [UInt32] = []

    init(_ builder: StatementBuilder) {
        self.builder = builder
        let inputs = builder.inputs.count
        numbers = builder.variables.map { variable in
            switch variable.kind {
            case .input(let index): UInt32(index)
            case .witness(let index): UInt32(inputs + index)
            case .product(let index): UInt32(inputs + builder.witnessCount + index)
            }
        }
        parts.inputs = builder.inputs.map(\.descriptor)
        parts.witnesses = builder.witnessCount
        for row in builder.rows {
            let form = renumbered(row.form)
            switch row.kind {
            case .range:
                places.append(.range(parts.ranges.count))
                parts.ranges.append(CompiledStatement.RangeRow(form: form, width: row.bits))
                bits.append(row.bits)
            case .boolean:
                places.append(.boolean(parts.booleans.count))
                parts.booleans.append(form)
            case .equality:
                places.append(.equality(parts.equalities.count))
                parts.equalities.append(form)
            }
        }
        parts.products = builder.products.map {
            CompiledStatement.Product(left: renumbered($0.left), right: renumbered($0.right))
        }
        parts.definitions = Array(repeating: .range(0), count: inputs + builder.witnessCount)
        for (variable, rows) in builder.definitions {
            // The fewest variables and the narrowest range give the tightest bounds.
            let best = rows.min { left, right in
                let (a, b) = (builder.rows[left], builder.rows[right])
                return (a.form.terms.count, a.bits, left) < (b.form.terms.count, b.bits, right)
            }
            if let best { parts.definitions[Int(numbers[Int(variable)])] = places[best] }
        }
    }

    private func renumbered(_ draft: IntegerDraft) -> IntegerForm {
        var terms = draft.terms.map {
            IntegerForm.Term(variable: numbers[Int($0.variable)], coefficient: $0.coefficient)
        }
        // Kinds have their own runs of numbers, so a mixed row gets out of order.
        if !terms.indices.dropFirst().allSatisfy({ terms[$0 - 1].variable < terms[$0].variable }) {
            terms.sort { $0.variable < $1.variable }
        }
        guard let form = IntegerForm(terms: terms, constant: draft.constant) else {
            preconditionFailure("a draft names a variable once, with a coefficient")
        }
        return form
    }

    /// The statement with digits of a size.
    func statement(
        digitBits: Int, circuits: [CircuitReference], rung: UInt32
    ) throws(StatementError) -> CompiledStatement {
        var parts = parts
        parts.digitBits = digitBits
        parts.circuits = circuits
        parts.rung = rung
        for (index, needed) in bits.enumerated() {
            let width = (needed + digitBits - 1) / digitBits * digitBits
            parts.ranges[index] = CompiledStatement.RangeRow(form: parts.ranges[index].form, width: width)
        }
        for requirement in builder.requirements {
            guard let circuit = UInt32(exactly: requirement.circuit) else { throw .refused(.label(parts.labels.count)) }
            let (row, isEquality) =
                switch places[requirement.row] {
                case .range(let index): (index, false)
                case .equality(let index), .boolean(let index), .product(let index): (index, true)
                }
            parts.labels.append(
                RequirementLabel(
                    row: UInt32(row), isEquality: isEquality, circuit: circuit, name: [UInt8](requirement.name.utf8)))
        }
        do throws(StatementFault) {
            return try CompiledStatement(checking: parts)
        } catch {
            throw located(error)
        }
    }

    /// A fault with the place in the text that caused it.
    private func located(_ fault: StatementFault) -> StatementError {
        switch fault {
        case .wraps(.product(let index)): .wrapsAround(at: builder.products[index].location)
        case .wraps(let row):
            if let index = places.firstIndex(of: row) {
                .wrapsAround(at: builder.rows[index].location)
            } else {
                .refused(fault)
            }
        case .size, .relation(.size): .tooLarge
        default: .refused(fault)
        }
    }
}
