public import SumTree

/// Account ids end to end in one piece of memory: some 8 bytes more for each than the id itself.
public struct AccountTable: RandomAccessCollection, Equatable, Sendable {
    private var bytes: [UInt8] = []
    /// Where each id ends in `bytes`.
    private var ends: [Int] = []

    /// No account.
    init() {}

    /// Some accounts of another table, in that order.
    init(_ other: AccountTable, order: [UInt32]) {
        bytes.reserveCapacity(other.bytes.count)
        ends.reserveCapacity(order.count)
        for position in order { append(other.utf8(Int(position))) }
    }

    /// The position of the first account.
    public var startIndex: Int { 0 }
    /// The position after the last account.
    public var endIndex: Int { ends.count }

    /// The account at a position.
    ///
    /// - Parameter position: The position, from 0.
    public subscript(position: Int) -> AccountID {
        guard let account = AccountID(utf8: Array(utf8(position))) else {
            preconditionFailure("only account ids are put in")
        }
        return account
    }

    /// The bytes of the id at a position.
    func utf8(_ position: Int) -> ArraySlice<UInt8> {
        bytes[(position == 0 ? 0 : ends[position - 1])..<ends[position]]
    }

    /// Whether the id at one position stands before that at another by their bytes.
    func isOrdered(_ first: Int, before second: Int) -> Bool {
        bytes.withUnsafeBufferPointer { all in
            let (left, right) = (range(first), range(second))
            for offset in 0..<Swift.min(left.count, right.count) {
                let (one, other) = (all[left.lowerBound + offset], all[right.lowerBound + offset])
                if one != other { return one < other }
            }
            return left.count < right.count
        }
    }

    private func range(_ position: Int) -> Range<Int> { (position == 0 ? 0 : ends[position - 1])..<ends[position] }

    mutating func append(_ utf8: some Collection<UInt8>) {
        bytes += utf8
        ends.append(bytes.count)
    }
}
