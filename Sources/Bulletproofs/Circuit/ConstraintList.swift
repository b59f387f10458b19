package import Ristretto

/// Linear constraints one by one, as the model of the protocol has them.
///
/// Statements of this package are ``IntegerRelation``s, whose constraints are laid out by ``CircuitLayout``; vectors for
/// the bare protocol come as lists.
package struct ConstraintList: Sendable {
    /// One value that a constraint is about.
    package enum Place: Equatable, Sendable {
        /// a_L of a gate.
        case left(Int)
        /// a_R of a gate.
        case right(Int)
        /// a_O of a gate.
        case output(Int)
        /// An item of c_k, counted from 0.
        case vector(Int, Int)
        /// An input.
        case input(Int)
    }

    /// A sum of coefficients times values, and a constant, that is 0.
    package struct Constraint: Sendable {
        package var terms: [(place: Place, coefficient: Scalar)]
        package var constant: Scalar

        package init(_ terms: [(place: Place, coefficient: Scalar)], constant: Scalar = .zero) {
            self.terms = terms
            self.constant = constant
        }
    }

    /// The numbers of gates, inputs and vector commitments.
    package let shape: CircuitShape
    /// The constraints, first to last.
    package let constraints: [Constraint]

    /// Takes constraints; `nil` when one is about a value that is not there.
    package init?(shape: CircuitShape, constraints: [Constraint]) {
        for constraint in constraints {
            for term in constraint.terms {
                guard Self.exists(term.place, shape) else { return nil }
            }
        }
        self.shape = shape
        self.constraints = constraints
    }

    private static func exists(_ place: Place, _ shape: CircuitShape) -> Bool {
        switch place {
        case .left(let slot), .right(let slot), .output(let slot): 0..<shape.slots ~= slot
        case .vector(let k, let slot): 0..<shape.vectorCommitments ~= k && 0..<shape.slots ~= slot
        case .input(let input): 0..<shape.inputs ~= input
        }
    }

    /// Joins the constraints by powers of z.
    func flattened(by z: Scalar) -> FlatConstraints {
        var flat = FlatConstraints(shape)
        var weight = z
        for constraint in constraints {
            for term in constraint.terms {
                let product = weight * term.coefficient
                switch term.place {
                case .left(let slot): flat.left[slot] += product
                case .right(let slot): flat.right[slot] += product
                case .output(let slot): flat.output[slot] += product
                case .vector(let k, let slot): flat.vectors[k][slot] += product
                case .input(let input): flat.inputs[input] -= product
                }
            }
            flat.constant -= weight * constraint.constant
            weight *= z
        }
        return flat
    }
}

/// The constraints of a proof, laid out or in a list.
package enum CircuitConstraints: Sendable {
    /// Those of a relation in a suite.
    case layout(CircuitLayout)
    /// Those of a list.
    case list(ConstraintList)

    /// The numbers of gates, inputs and vector commitments.
    package var shape: CircuitShape {
        switch self {
        case .layout(let layout): layout.shape
        case .list(let list): list.shape
        }
    }

    /// alpha; 0 where there is none.
    var lookupChallenge: Scalar {
        if case .layout(let layout) = self, let table = layout.table { return table.challenge }
        return .zero
    }

    /// Joins the constraints by powers of z.
    func flattened(by z: Scalar) -> FlatConstraints {
        switch self {
        case .layout(let layout): layout.flattened(by: z)
        case .list(let list): list.flattened(by: z)
        }
    }
}
