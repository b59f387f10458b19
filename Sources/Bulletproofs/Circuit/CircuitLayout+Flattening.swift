internal import Ristretto

extension CircuitLayout {
    /// Joins the constraints by powers of z, in the order of the specification.
    ///
    /// The weights of forms are collected by row first, and multiplied into the sparse matrix variable by variable.
    func flattened(by z: Scalar) -> FlatConstraints {
        var flat = FlatConstraints(shape)
        let powers = Scalar.powers(of: z, count: constraintCount, from: z)
        var rows = [Scalar](repeating: .zero, count: relation.matrix.rows)
        // The sum of all weights times the constants of their constraints.
        var constant = Scalar.zero
        var next: Int
        switch suite {
        case .lookups: next = addDigits(powers, &flat, &constant)
        case .bits: next = addBits(powers, &flat, &constant)
        }
        next = addRanges(powers, from: next, &flat, &rows)
        next = addProducts(powers, from: next, &flat, &rows)
        next = addBooleans(powers, from: next, &flat, &rows, &constant)
        if !Seam.omits(.equality) {
            for index in relation.equalities.indices {
                rows[relation.matrix.firstEquality + index] = powers[next + index]
            }
        }
        let combined = relation.matrix.combined(rows)
        place(combined.coefficients, &flat)
        flat.constant = -(constant + combined.constant)
        return flat
    }

    /// a_L,i - c_1,i = alpha; a_O,i = 1; and the sum of all a_R,i is the sum of mu_t / (alpha + t).
    private func addDigits(_ powers: [Scalar], _ flat: inout FlatConstraints, _ constant: inout Scalar) -> Int {
        guard let table else { return 0 }
        let digits = firstProduct
        let sum = Seam.omits(.multiplicitySum) ? .zero : powers[2 * digits]
        let (omitsShift, omitsOutput) = (Seam.omits(.digitShift), Seam.omits(.digitOutput))
        var (shifts, outputs) = (Scalar.zero, Scalar.zero)
        for digit in 0..<digits {
            let shift = omitsShift ? .zero : powers[2 * digit]
            let output = omitsOutput ? .zero : powers[2 * digit + 1]
            flat.left[digit] = shift
            flat.vectors[0][digit] = -shift
            flat.output[digit] = output
            flat.right[digit] = sum
            shifts += shift
            outputs += output
        }
        for (entry, inverse) in table.inverses.enumerated() { flat.vectors[1][entry] = -(sum * inverse) }
        constant -= table.challenge * shifts + outputs
        return 2 * digits + 1
    }

    /// a_L,i + a_R,i = 1; a_O,i = 0.
    private func addBits(_ powers: [Scalar], _ flat: inout FlatConstraints, _ constant: inout Scalar) -> Int {
        let (omitsSum, omitsOutput) = (Seam.omits(.bitSum), Seam.omits(.bitOutput))
        for bit in 0..<firstProduct {
            let sum = omitsSum ? .zero : powers[2 * bit]
            flat.left[bit] = sum
            flat.right[bit] = sum
            flat.output[bit] = omitsOutput ? .zero : powers[2 * bit + 1]
            constant -= sum
        }
        return 2 * firstProduct
    }

    /// The digits or bits of each range make up its form.
    private func addRanges(
        _ powers: [Scalar], from first: Int, _ flat: inout FlatConstraints, _ rows: inout [Scalar]
    ) -> Int {
        let next = first + relation.ranges.count
        if Seam.omits(.recomposition) { return next }
        let step = Scalar(1 as UInt64 &<< UInt64(suite == .lookups ? relation.digitBits : 1))
        var place = 0
        for (index, range) in relation.ranges.enumerated() {
            var weight = powers[first + index]
            rows[index] = -weight
            switch suite {
            case .lookups:
                for _ in 0..<range.width / relation.digitBits {
                    flat.vectors[0][place] += weight
                    weight *= step
                    place += 1
                }
            case .bits:
                for _ in 0..<range.width {
                    flat.left[place] += weight
                    weight = weight.doubled()
                    place += 1
                }
            }
        }
        return next
    }

    /// a_L is the left form and a_R the right one.
    private func addProducts(
        _ powers: [Scalar], from first: Int, _ flat: inout FlatConstraints, _ rows: inout [Scalar]
    ) -> Int {
        let (omitsLeft, omitsRight) = (Seam.omits(.productLeft), Seam.omits(.productRight))
        for index in relation.products.indices {
            let left = omitsLeft ? .zero : powers[first + 2 * index]
            let right = omitsRight ? .zero : powers[first + 2 * index + 1]
            flat.left[firstProduct + index] = left
            flat.right[firstProduct + index] = right
            rows[relation.matrix.firstProduct + 2 * index] = -left
            rows[relation.matrix.firstProduct + 2 * index + 1] = -right
        }
        return first + 2 * relation.products.count
    }

    /// a_L is the form, a_R = 1 - the form, a_O = 0.
    private func addBooleans(
        _ powers: [Scalar], from first: Int, _ flat: inout FlatConstraints, _ rows: inout [Scalar],
        _ constant: inout Scalar
    ) -> Int {
        for index in relation.booleans.indices {
            let left = Seam.omits(.booleanLeft) ? .zero : powers[first + 3 * index]
            let right = Seam.omits(.booleanRight) ? .zero : powers[first + 3 * index + 1]
            flat.left[firstBoolean + index] = left
            flat.right[firstBoolean + index] = right
            flat.output[firstBoolean + index] = Seam.omits(.booleanOutput) ? .zero : powers[first + 3 * index + 2]
            rows[relation.matrix.firstBoolean + index] = right - left
            constant -= right
        }
        return first + 3 * relation.booleans.count
    }

    /// Puts the weights of the variables where the variables are.
    private func place(_ coefficients: [Scalar], _ flat: inout FlatConstraints) {
        for input in 0..<relation.inputs { flat.inputs[input] = -coefficients[input] }
        for witness in 0..<relation.witnesses {
            let weight = coefficients[relation.inputs + witness]
            switch suite {
            case .lookups: flat.vectors[0][firstProduct + witness] += weight
            case .bits:
                let gate = firstWitness + witness / 2
                if witness % 2 == 0 { flat.left[gate] += weight } else { flat.right[gate] += weight }
            }
        }
        for product in relation.products.indices {
            flat.output[firstProduct + product] += coefficients[relation.inputs + relation.witnesses + product]
        }
    }
}
