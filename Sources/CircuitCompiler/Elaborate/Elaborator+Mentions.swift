internal import BigNumbers

extension Elaborator {
    /// Zero times every private value that some expressions name, without their gadgets.
    ///
    /// A parameter of zero must not make a value look forgotten, nor cost auxiliary values.
    ///
    /// - Parameter expressions: The expressions.
    /// - Returns: Zero, naming the values.
    /// - Throws: ``ElaborationFailure``.
    mutating func mentioned(in expressions: [Expression]) throws(ElaborationFailure) -> Form {
        var form = Form.zero
        for expression in expressions { form += try mentioned(in: expression) }
        return form
    }

    private mutating func mentioned(in expression: Expression) throws(ElaborationFailure) -> Form {
        try enter()
        defer { leave() }
        switch expression.kind {
        case .number, .count: return .zero
        case .reference(let name, let indices):
            switch source.table[name] {
            case .privateValue: return try evaluate(expression) * .zero
            case .definition(let index):
                return try within(source.syntax.lets[index], indices) { elaborator, body throws(ElaborationFailure) in
                    try elaborator.mentioned(in: body)
                }
            case .parameter, .imported, .indexSet, .requirement, nil: return .zero
            }
        case .sum(let terms): return try mentioned(in: terms.map(\.expression))
        case .product(let factors): return try mentioned(in: factors.map(\.expression))
        case .negated(let inner): return try mentioned(in: inner)
        case .call(_, let arguments): return try mentioned(in: arguments)
        case .holds(let left, let right): return try mentioned(in: [left, right])
        case .tiered(_, _, _, let value): return try mentioned(in: value)
        case .fold(_, let binder, let body), .meanOfWorst(_, let binder, let body), .capped(let binder, _, let body):
            var form = Form.zero
            try each(binder) { elaborator throws(ElaborationFailure) in form += try elaborator.mentioned(in: body) }
            return form
        }
    }
}
