#if !hasFeature(Embedded)
    internal import Ristretto
    internal import Sodium

    extension CircuitAssignment {
        /// Writes c_1 and c_2 of suite `lookups`: digits and free witnesses, and how often each digit occurs.
        borrowing func fillVectors(_ secrets: inout CircuitSecrets) throws(SodiumFailure) {
            let count = relation.digits
            let (first, second) = (secrets.start(.vector(0)), secrets.start(.vector(1)))
            for digit in 0..<count { secrets.scalars[first + digit] = Scalar(UInt64(digits[digit])) }
            for index in 0..<relation.witnesses {
                secrets.scalars[first + count + index] = variable(relation.inputs + index)
            }
            let entries = 1 << relation.digitBits
            var counts = try SecretBuffer<UInt32>(count: entries, repeating: 0)
            var piece = try SecretBuffer<UInt16>(count: entries, repeating: 0)
            digits.withUnsafeBufferPointer { digits in
                counts.withUnsafeMutableBufferPointer { counts in
                    piece.withUnsafeMutableBufferPointer { piece in
                        Multiplicities.count(digits, into: counts, by: piece)
                    }
                }
            }
            for entry in 0..<entries { secrets.scalars[second + entry] = Scalar(UInt64(counts[entry])) }
        }

        /// Writes the gates of suite `lookups`: (alpha + d, 1 / (alpha + d)) for each digit, then products and booleans.
        borrowing func fillLookupGates(_ secrets: inout CircuitSecrets, challenge: Scalar) {
            let count = relation.digits
            let (left, right) = (secrets.start(.left), secrets.start(.right))
            for digit in 0..<count {
                let shifted = challenge + Scalar(UInt64(digits[digit]))
                secrets.scalars[left + digit] = shifted
                secrets.scalars[right + digit] = shifted
            }
            secrets.scalars.withUnsafeMutableBufferPointer { scalars in
                var span = MutableSpan(
                    _unsafeElements: UnsafeMutableBufferPointer(rebasing: scalars[right..<right + count]))
                Scalar.invertAllOrZero(&span)
            }
            fillForms(&secrets, from: count)
        }

        /// Writes the gates of suite `bits`: (bit, 1 - bit), products, booleans, and two free witnesses a gate.
        borrowing func fillBitGates(_ secrets: inout CircuitSecrets) {
            let (left, right) = (secrets.start(.left), secrets.start(.right))
            let bits = relation.digitBits
            for digit in 0..<relation.digits {
                for bit in 0..<bits {
                    let value = Scalar(UInt64(digits[digit] &>> UInt16(bit) & 1))
                    secrets.scalars[left + digit * bits + bit] = value
                    secrets.scalars[right + digit * bits + bit] = .one - value
                }
            }
            let gate = relation.digits * bits
            fillForms(&secrets, from: gate)
            let first = gate + relation.products.count + relation.booleans.count
            for index in 0..<relation.witnesses {
                let side = index % 2 == 0 ? left : right
                secrets.scalars[side + first + index / 2] = variable(relation.inputs + index)
            }
        }

        /// Writes the gates of products and booleans.
        private borrowing func fillForms(_ secrets: inout CircuitSecrets, from gate: Int) {
            let matrix = relation.matrix
            let (left, right) = (secrets.start(.left) + gate, secrets.start(.right) + gate)
            let products = relation.products.count
            for product in 0..<products {
                secrets.scalars[left + product] = row(matrix.firstProduct + 2 * product)
                secrets.scalars[right + product] = row(matrix.firstProduct + 2 * product + 1)
            }
            for boolean in 0..<relation.booleans.count {
                let value = row(matrix.firstBoolean + boolean)
                secrets.scalars[left + products + boolean] = value
                secrets.scalars[right + products + boolean] = .one - value
            }
        }
    }

    /// Counts how often each number occurs, without an address or a branch that depends on the numbers.
    enum Multiplicities {
        /// Counts digits.
        ///
        /// Every digit is compared with every number, several at a time.
        ///
        /// - Parameters:
        ///   - digits: The digits; secret.
        ///   - counts: One count for each number from 0; zero at first.
        ///   - piece: As many words to count in, zero at first.
        static func count(
            _ digits: UnsafeBufferPointer<UInt16>, into counts: UnsafeMutableBufferPointer<UInt32>,
            by piece: UnsafeMutableBufferPointer<UInt16>
        ) {
            // Few enough digits at a time for 16 bits a count.
            for start in stride(from: 0, to: digits.count, by: 32768) {
                for index in start..<min(digits.count, start + 32768) { add(digits[index], to: piece) }
                for entry in counts.indices {
                    counts[entry] &+= UInt32(piece[entry])
                    piece[entry] = 0
                }
            }
        }

        private static func add(_ digit: UInt16, to piece: UnsafeMutableBufferPointer<UInt16>) {
            typealias Lanes = SIMD16<UInt16>
            let wanted = Lanes(repeating: digit)
            var numbers = Lanes(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
            let lanes = piece.count / Lanes.scalarCount
            let memory = UnsafeMutableRawBufferPointer(piece)
            for lane in 0..<lanes {
                let place = lane * MemoryLayout<Lanes>.size
                var sums = memory.loadUnaligned(fromByteOffset: place, as: Lanes.self)
                // 1 where the number is the digit's: (x | -x) has its top bit set for all x but 0.
                let difference = wanted ^ numbers
                sums &+= 1 &- ((difference | (0 &- difference)) &>> 15)
                memory.storeBytes(of: sums, toByteOffset: place, as: Lanes.self)
                numbers &+= Lanes(repeating: 16)
            }
            for number in lanes * Lanes.scalarCount..<piece.count {
                let difference = digit ^ UInt16(truncatingIfNeeded: number)
                piece[number] &+= 1 &- ((difference | (0 &- difference)) &>> 15)
            }
        }
    }
#endif
