#if !hasFeature(Embedded)
    internal import Ristretto
    internal import Sodium

    extension IntegerRelation {
        /// 32 bytes that differ between relations; for the prover's generator of nonces only, and not the same everywhere.
        ///
        /// The transcript has absorbed the relation where its caller did that. Nonces must not rest on it: with entropy that
        /// repeats, one S under two relations would answer two challenges x.
        var nonceDigest: [UInt8] {
            var hash = FieldHash(tag: "relation")
            for number in [inputs, witnesses, digitBits, products.count, booleans.count, equalities.count] {
                hash.field(UInt64(number))
            }
            ranges.map(\.width).withUnsafeBytes { hash.field($0) }
            matrix.constants.withUnsafeBytes { hash.field($0) }
            matrix.byRow.absorb(into: &hash)
            return hash.finalize()
        }
    }

    extension SparseLines {
        /// Absorbs all entries as they lie in memory.
        fileprivate func absorb(into hash: inout FieldHash) {
            positiveStarts.withUnsafeBytes { hash.field($0) }
            positivePlaces.withUnsafeBytes { hash.field($0) }
            positiveMagnitudes.withUnsafeBytes { hash.field($0) }
            negativeStarts.withUnsafeBytes { hash.field($0) }
            negativePlaces.withUnsafeBytes { hash.field($0) }
            negativeMagnitudes.withUnsafeBytes { hash.field($0) }
            largeStarts.withUnsafeBytes { hash.field($0) }
            largePlaces.withUnsafeBytes { hash.field($0) }
            largeCoefficients.withUnsafeBytes { hash.field($0) }
        }
    }
#endif
