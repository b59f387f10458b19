#if !hasFeature(Embedded)
    internal import Pedersen
    internal import Ristretto
    internal import Sodium

    extension RangeProver {
        /// Refuses a witness that does not fit the statement, in constant time but for the verdict.
        func check(
            _ witness: borrowing RangeWitness, against statement: RangeStatement
        ) throws(RangeProvingFailure) {
            let parameters = statement.parameters
            guard parameters.bits <= generators.perParty, parameters.count <= generators.parties else {
                throw .parameters(.generators(bits: parameters.bits, count: parameters.count))
            }
            guard witness.count == parameters.count else {
                throw .valueCount(expected: parameters.count, actual: witness.count)
            }
            try checkRange(witness, bits: parameters.bits)
            try checkOpenings(witness, statement)
        }

        private func checkRange(
            _ witness: borrowing RangeWitness, bits: Int
        ) throws(RangeProvingFailure) {
            // For 64 bits the shift has to be made in two steps to give 0.
            let excess: (UInt64) -> UInt64 = { ($0 &>> UInt64(bits - 1)) &>> 1 }
            var any: UInt64 = 0
            for index in 0..<witness.count { any |= excess(witness.values[index]) }
            guard Disclosure.isZero(any) else {
                for index in 0..<witness.count where excess(witness.values[index]) != 0 {
                    throw .valueOutOfRange(index: index)
                }
                return
            }
        }

        private func checkOpenings(
            _ witness: borrowing RangeWitness, _ statement: RangeStatement
        ) throws(RangeProvingFailure) {
            let opened = try guarding { () throws(SodiumFailure) in
                try witness.values.withUnsafeBufferPointer { (values) throws(SodiumFailure) in
                    try witness.blindings.withSpan { (blindings) throws(SodiumFailure) in
                        try commitments.commit(
                            to: Span(_unsafeElements: values), blindings: blindings, workspace: secretMultiplication)
                    }
                }
            }
            var encodings = opened.encodings
            Disclosure.publish(&encodings)
            for index in encodings.indices where encodings[index] != statement.commitments[index] {
                throw .openingMismatch(index: index)
            }
        }
    }
#endif
