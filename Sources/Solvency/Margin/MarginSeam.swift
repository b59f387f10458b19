/// A check of the verifier of margin proofs that a test can leave out, to show that it is this check that refuses.
package enum SkippableMarginCheck: Hashable, Sendable, CaseIterable {
    /// The proof is for this verifier, nonce, holder and accounts.
    case context
    /// The proof is for these circuits.
    case statement
    /// The proof is for these parameters.
    case parameters
    /// The rung is not below the wanted one, and on the ladder.
    case rung
    /// The suite is accepted.
    case suite
    /// The time is not after the expiry.
    case expiry
    /// The prices are signed by the challenge's key, which is trusted for prices.
    case priceSigner
    /// No price is too old.
    case priceAge
    /// A source's signer is trusted for what it lists.
    case sourceTrust
    /// A source's signature.
    case sourceSignature
    /// Holder, holder's key and account of a source.
    case sourceHolder
    /// No two sources of one institution and account.
    case sourceOnce
    /// All accounts are there.
    case allAccounts
    /// Times are close together.
    case skew
    /// Lists are complete where they must be.
    case completeness
    /// Collateral is locked where it must be, and never for somebody else.
    case lock
    /// An entry stands once in a list.
    case entryOnce
    /// One asset is counted in one unit.
    case split
    /// An entry has an input.
    case everyEntry
    /// Entry and input count the same decimals.
    case decimals
    /// The circuit proof.
    case circuitProof
    /// The holder signs the last challenge.
    case holderSignature
    /// The challenge and the context are absorbed.
    case absorbedContext
    /// The sources are absorbed.
    case absorbedSources
}

#if DEBUG && !hasFeature(Embedded)
    /// Where tests leave checks out: in debug builds only, and only for the task that asks.
    package enum MarginSeam {
        /// The checks that are left out.
        @TaskLocal package static var omitted: Set<SkippableMarginCheck> = []

        static func omits(_ check: SkippableMarginCheck) -> Bool { omitted.contains(check) }
    }
#else
    /// Nothing can be left out.
    enum MarginSeam {
        @inline(__always)
        static func omits(_ check: SkippableMarginCheck) -> Bool { false }
    }
#endif
