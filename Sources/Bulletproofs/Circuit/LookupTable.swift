package import Ristretto

/// The reciprocals of the lookup table under a challenge: 1 / (alpha + t) for t from 0 to 2^b - 1.
package struct LookupTable: Sendable {
    /// alpha.
    package let challenge: Scalar
    /// The reciprocals.
    package let inverses: [Scalar]

    /// Inverts the table; `nil` when alpha is 0 or the negative of an entry, for which there is no reciprocal.
    ///
    /// - Parameters:
    ///   - challenge: alpha.
    ///   - digitBits: b.
    package init?(challenge: Scalar, digitBits: Int) {
        var entries: [Scalar] = []
        entries.reserveCapacity(1 << digitBits)
        var entry = challenge
        for _ in 0..<1 << digitBits {
            // Entry 0 is the challenge itself.
            if entry.isZero, !Seam.omits(.tableCollision) { return nil }
            entries.append(entry)
            entry += .one
        }
        Scalar.invertAllOrZero(&entries)
        self.challenge = challenge
        inverses = entries
    }
}
