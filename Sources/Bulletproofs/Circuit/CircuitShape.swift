/// The numbers that fix a circuit proof's length.
package struct CircuitShape: Equatable, Sendable {
    /// n: how many gates there are, a power of two.
    package let slots: Int
    /// m: how many Pedersen-committed inputs there are.
    package let inputs: Int
    /// Where everything stands in the polynomials.
    package let exponents: CircuitExponents

    /// Puts numbers together.
    package init(slots: Int, vectorCommitments: Int, inputs: Int) {
        precondition(slots > 0 && slots & (slots - 1) == 0)
        self.slots = slots
        self.inputs = inputs
        exponents = CircuitExponents(vectorCommitments: vectorCommitments)
    }

    /// n_c: how many vector commitments there are.
    package var vectorCommitments: Int { exponents.vectorCommitments }

    /// The rounds of the inner-product argument.
    package var rounds: Int { slots.trailingZeroBitCount }

    /// How many T there are: 5, 8, 11, 14 for n_c = 0, 1, 2, 3.
    package var polynomialCommitments: Int { exponents.degrees.count }

    /// The words of a proof: C_k, A_I, A_O, S, all T, three scalars, L and R of each round, a and b.
    package var wordCount: Int { vectorCommitments + 3 + polynomialCommitments + 3 + 2 * rounds + 2 }
}
