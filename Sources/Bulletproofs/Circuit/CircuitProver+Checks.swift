#if !hasFeature(Embedded)
    internal import Pedersen
    internal import Ristretto
    internal import Sodium

    extension CircuitProver {
        /// Refuses a witness that does not fit the statement, in constant time but for the verdict.
        func check(
            _ witness: CircuitWitness, against statement: CircuitStatement
        ) throws(CircuitProvingFailure) {
            let relation = statement.relation
            guard statement.slots <= generators.perParty else {
                throw .slots(needed: statement.slots, offered: generators.perParty)
            }
            guard witness.values.count == relation.inputs else {
                throw .valueCount(expected: relation.inputs, actual: witness.values.count)
            }
            guard witness.free.count == relation.witnesses else {
                throw .witnessCount(expected: relation.witnesses, actual: witness.free.count)
            }
            let opened = try provingCircuit { () throws(SodiumFailure) in
                try witness.values.withSpan { (values) throws(SodiumFailure) in
                    try witness.blindings.withSpan { (blindings) throws(SodiumFailure) in
                        try commitments.commit(to: values, blindings: blindings, workspace: secretMultiplication)
                    }
                }
            }
            var encodings = opened.encodings
            Disclosure.publish(&encodings)
            for index in encodings.indices where encodings[index] != statement.inputs[index] {
                throw .openingMismatch(index: index)
            }
        }
    }
#endif
