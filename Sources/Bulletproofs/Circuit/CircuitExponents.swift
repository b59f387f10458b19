/// The powers of x at which the commitments of a circuit proof enter l(X) and r(X).
///
/// With h = n_c + 1 and n' = 2 h: in l stand A_I at h, C_k at h + k, A_O at n' and S at n' + 1; in r the weights of C_k
/// at h - k, those of A_O at 0, A_I at h, S at n' + 1. A commitment at exponent e of l has whatever it holds over H at
/// exponent e of r, so no exponent of l may be n' - e for A_O or a C_k: their parts over H then never meet anything at
/// n', where the statement is read.
///
/// - seealso: `docs/protocol.md`, "Circuit proofs".
package struct CircuitExponents: Equatable, Sendable {
    /// n_c: how many vector commitments there are.
    package let vectorCommitments: Int

    /// The exponents for that many vector commitments.
    package init(vectorCommitments: Int) { self.vectorCommitments = vectorCommitments }

    /// h: A_I, in l and r.
    package var inner: Int { vectorCommitments + 1 }

    /// n': A_O in l, and the coefficient of t(X) that speaks about the statement.
    package var output: Int { 2 * inner }

    /// n' + 1: S, in l and r, and the degree of both.
    package var mask: Int { output + 1 }

    /// Where C_k stands in l, counted from 0.
    package func vector(_ k: Int) -> Int {
        // The mutant that the tests forge proofs for.
        if Seam.omits(.exponentRule), k == 0 { return 0 }
        return inner + 1 + k
    }

    /// Where the weights of C_k stand in r.
    package func vectorWeight(_ k: Int) -> Int { output - vector(k) }

    /// The least exponent of t(X).
    private var lowest: Int { Seam.omits(.exponentRule) ? 0 : inner }

    /// The exponents of t(X) that have a commitment T, ascending.
    package var degrees: [Int] { (lowest...2 * mask).filter { $0 != output } }
}
