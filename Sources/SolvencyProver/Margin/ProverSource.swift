internal import CircuitCompiler
internal import CircuitModel
internal import Ristretto
internal import Sodium
public import Solvency
internal import SumTree

/// A source of a margin proof with what opens it.
public final class ProverSource: Sendable {
    /// What the verifier gets to see.
    public let source: MarginSource
    /// The amounts, in the order of the source's entries.
    let amounts: SecretIntegers
    /// The blindings in the same order.
    let blindings: SecretScalars

    private init(source: MarginSource, amounts: consuming SecretIntegers, blindings: consuming SecretScalars) {
        self.source = source
        self.amounts = amounts
        self.blindings = blindings
    }

    /// Takes a list and its openings.
    ///
    /// - Parameters:
    ///   - holdings: The list.
    ///   - openings: The openings.
    ///   - position: The source's position among all, for messages.
    /// - Returns: The source.
    /// - Throws: ``MarginProvingFailure/openings(source:)`` when they belong to another list, or memory.
    public static func list(
        _ holdings: SignedHoldings, openings: borrowing HoldingsOpenings, position: Int
    ) throws(MarginProvingFailure) -> ProverSource {
        guard openings.list == holdings.digest, openings.count == holdings.unverified.entries.count else {
            throw .openings(source: position)
        }
        let amounts = try translating(MarginProvingFailure.memory) { () throws(SodiumFailure) in
            var amounts = try SecretIntegers(zeros: openings.count)
            for index in 0..<openings.count { amounts[index] = Int256(openings.quantity(index)) }
            return amounts
        }
        let blindings = try translating(MarginProvingFailure.memory) { () throws(SodiumFailure) in
            try openings.blindings.copy()
        }
        return ProverSource(source: .holdings(holdings), amounts: amounts, blindings: blindings)
    }

    /// Takes a receipt: the public half becomes the source, the private half opens it.
    ///
    /// - Parameters:
    ///   - receipt: The receipt.
    ///   - header: The header that it belongs to.
    ///   - position: The source's position among all, for messages.
    /// - Returns: The source.
    /// - Throws: ``MarginProvingFailure/refused(_:)`` for a receipt that is no source, ``MarginProvingFailure/openings(source:)``,
    ///   or memory.
    public static func receipt(
        _ receipt: Receipt, header: EpochHeader, position: Int
    ) throws(MarginProvingFailure) -> ProverSource {
        let half = ReceiptSourceHalf(receipt)
        guard let entries = half.entries(header: header), receipt.openings.count == header.trees.count else {
            throw .refused(.sourceEntries(.receipt(source: position)))
        }
        var places: [[UInt8]: (tree: Int, column: Int)] = [:]
        for (tree, published) in header.trees.enumerated() {
            let context = published.head.context
            for (column, role) in context.columns.enumerated() {
                let kind: EntryKind = role == .debt ? .debt : .collateral
                places[[kind.rawValue] + context.asset.id] = (tree, column)
            }
        }
        var order: [(amount: UInt64, blinding: Scalar)] = []
        for entry in entries {
            guard let place = places[[entry.name.kind.rawValue] + entry.name.id] else {
                throw .openings(source: position)
            }
            guard let opening = receipt.openings[place.tree] else {
                // No leaf: nothing is there, under the blinding zero.
                order.append((0, .zero))
                continue
            }
            guard opening.amounts.indices.contains(place.column), opening.blindings.indices.contains(place.column)
            else {
                throw .openings(source: position)
            }
            order.append((opening.amounts[place.column], opening.blindings[place.column]))
        }
        let amounts = try translating(MarginProvingFailure.memory) { () throws(SodiumFailure) in
            var amounts = try SecretIntegers(zeros: order.count)
            for index in order.indices { amounts[index] = Int256(unsigned: order[index].amount) }
            return amounts
        }
        let blindings = try translating(MarginProvingFailure.memory) { () throws(SodiumFailure) in
            try SecretScalars(count: order.count) { order[$0].blinding }
        }
        return ProverSource(source: .receipt(half), amounts: amounts, blindings: blindings)
    }
}
