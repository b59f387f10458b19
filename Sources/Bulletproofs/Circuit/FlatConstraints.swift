internal import Ristretto

/// All linear constraints joined into one by powers of z.
///
/// Row q counted from 1 has weight z^q; with <w, ...> for inner products,
/// <left, a_L> + <right, a_R> + <output, a_O> + sum_k <vectors_k, c_k> = <inputs, v> + constant.
struct FlatConstraints {
    /// The weights of a_L.
    var left: [Scalar]
    /// The weights of a_R.
    var right: [Scalar]
    /// The weights of a_O.
    var output: [Scalar]
    /// The weights of each c_k.
    var vectors: [[Scalar]]
    /// The weights of v.
    var inputs: [Scalar]
    /// The public term.
    var constant = Scalar.zero

    /// No constraint.
    init(_ shape: CircuitShape) {
        let zeros = [Scalar](repeating: .zero, count: shape.slots)
        (left, right, output) = (zeros, zeros, zeros)
        vectors = [[Scalar]](repeating: zeros, count: shape.vectorCommitments)
        inputs = [Scalar](repeating: .zero, count: shape.inputs)
    }
}
