internal import BigNumbers
internal import Bulletproofs
public import CircuitModel

/// A statement with what its prover computes from.
public struct StatementCompilation: Sendable {
    /// The compiled form, whose bounds have been checked.
    public let statement: CompiledStatement
    /// How a prover gets from inputs to all values.
    public let evaluator: WitnessEvaluator
    /// What a proof costs.
    public let cost: StatementCost
}

extension StatementBuilder {
    /// Ends the statement: chooses the size of digits, gives ranges their widths, bounds every variable, checks that nothing
    /// can wrap around.
    ///
    /// The size of digits is the one with the fewest slots, then the fewest slots in bits, then the least work.
    ///
    /// - Parameters:
    ///   - circuits: The circuits in order; requirements name them by position.
    ///   - rung: The rung in basis points, from 10000.
    /// - Returns: The statement.
    /// - Throws: ``StatementError/unusedInput(at:)``, ``StatementError/tooWide(at:bits:)``,
    ///   ``StatementError/wrapsAround(at:)``, ``StatementError/tooLarge``, ``StatementError/refused(_:)``.
    public func compile(circuits: [CircuitReference], rung: UInt32) throws(StatementError) -> StatementCompilation {
        for input in inputs where !input.isUsed { throw .unusedInput(at: input.location) }
        guard isWithinLimits else { throw .tooLarge }
        for row in rows where row.kind == .range && row.bits > IntegerRelation.widestRange {
            throw .tooWide(at: row.location, bits: row.bits)
        }
        let layout = RowLayout(self)
        var firstError: StatementError?
        for digitBits in digitSizes() {
            do throws(StatementError) {
                let statement = try layout.statement(digitBits: digitBits, circuits: circuits, rung: rung)
                let cost = StatementCost(statement)
                guard cost.lookups.slots <= IntegerRelation.mostSlots else { throw .tooLarge }
                return StatementCompilation(
                    statement: statement, evaluator: WitnessEvaluator(self, digitBits: digitBits), cost: cost)
            } catch {
                // A coarser grid can be what does not fit; the next best may.
                firstError = firstError ?? error
            }
        }
        throw firstError ?? .tooLarge
    }

    /// Sizes of digits, the best first.
    private func digitSizes() -> [Int] {
        let gates = products.count + rows.count { $0.kind == .boolean }
        let widths = rows.filter { $0.kind == .range }.map(\.bits)
        func rank(_ digitBits: Int) -> [Int] {
            let digits = widths.reduce(0) { $0 + ($1 + digitBits - 1) / digitBits }
            let lookups = StatementCost.powerOfTwo(
                notBelow: max(digits + gates, digits + witnessCount, 1 << digitBits))
            let bits = StatementCost.powerOfTwo(notBelow: digits * digitBits + gates + (witnessCount + 1) / 2)
            return [lookups, bits, digits + 1 << digitBits, digitBits]
        }
        let fitting = (1...16).filter { digitBits in
            widths.allSatisfy { ($0 + digitBits - 1) / digitBits * digitBits <= IntegerRelation.widestRange }
        }
        return fitting.map(rank).sorted { $0.lexicographicallyPrecedes($1) }.map { $0[3] }
    }
}
