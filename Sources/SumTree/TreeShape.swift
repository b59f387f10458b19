/// The form of a tree: a dense tree of one arity over a public number of places.
public struct TreeShape: Equatable, Sendable {
    /// The arities that are offered.
    public static let arities = [2, 4, 8, 16]

    /// log2 of the most places a full tree of the height may have.
    static let mostPlaceBits = 48

    /// a: how many children a node has: 2, 4, 8 or 16.
    public let arity: Int

    /// K: the number of places, a multiple of the arity.
    ///
    /// Every place holds an account or padding that looks alike.
    public let capacity: UInt64

    /// h: the level of the root; leaves have level 0.
    ///
    /// It is the least number with arity^h >= capacity, 1 to 48.
    public let height: Int

    /// log2 of the arity.
    var arityBits: Int { arity.trailingZeroBitCount }

    /// Describes a tree.
    ///
    /// - Parameters:
    ///   - arity: a: 2, 4, 8 or 16.
    ///   - capacity: K: a multiple of the arity, at least the arity, so that arity^height is at most 2^48.
    /// - Throws: ``TreeContextFault/arity(_:)``, ``TreeContextFault/capacity(_:)``.
    public init(arity: Int, capacity: UInt64) throws(TreeContextFault) {
        guard Self.arities.contains(arity) else { throw .arity(arity) }
        guard capacity >= UInt64(arity), capacity.isMultiple(of: UInt64(arity)) else { throw .capacity(capacity) }
        // The bits that the last place needs, in whole digits of the arity.
        let digit = arity.trailingZeroBitCount
        let bits = UInt64.bitWidth - (capacity - 1).leadingZeroBitCount
        let height = max(1, (bits + digit - 1) / digit)
        guard height * digit <= Self.mostPlaceBits else { throw .capacity(capacity) }
        self.arity = arity
        self.capacity = capacity
        self.height = height
    }

    /// The capacity of a tree for a number of accounts when nobody chose one.
    ///
    /// It is the least of 2^e and 3 * 2^(e - 1) that is not below the number, rounded up to a multiple of the arity. So it
    /// shows the number of accounts within a factor of 1.5.
    ///
    /// - Parameters:
    ///   - accounts: How many leaves have a holder, 0 to 2^48.
    ///   - arity: a: 2, 4, 8 or 16.
    /// - Returns: K.
    /// - Throws: ``TreeContextFault/arity(_:)``, ``TreeContextFault/capacity(_:)`` for too many accounts.
    public static func defaultCapacity(accounts: UInt64, arity: Int) throws(TreeContextFault) -> UInt64 {
        guard arities.contains(arity) else { throw .arity(arity) }
        guard accounts <= 1 << UInt64(mostPlaceBits) else { throw .capacity(accounts) }
        var power: UInt64 = 1
        while power < accounts { power *= 2 }
        // 3 * 2^(e - 1) lies between 2^e and 2^(e + 1); with `power` = 2^(e + 1) it is three quarters of it.
        let steps = power >= 4 && power / 4 * 3 >= accounts ? power / 4 * 3 : power
        let unit = UInt64(arity)
        return max(unit, (steps + unit - 1) / unit * unit)
    }

    /// How many nodes of a level are stored; those beyond are the constant empty child.
    ///
    /// - Parameter level: 0 for leaves up to ``height`` for the root.
    /// - Returns: ceil(capacity / arity^level).
    public func nodeCount(level: Int) -> UInt64 {
        let shift = UInt64(level * arityBits)
        guard shift < 64 else { return 1 }
        return (capacity + (1 << shift) - 1) >> shift
    }

    /// How many children of a node are stored, 1 to arity; the empty ones come last.
    ///
    /// - Parameters:
    ///   - level: The node's level, 1 to ``height``.
    ///   - index: The node's index, below ``nodeCount(level:)``.
    /// - Returns: The number of children that are not empty.
    public func storedChildren(level: Int, index: UInt64) -> Int {
        let before = index << UInt64(arityBits)
        let below = nodeCount(level: level - 1)
        guard below > before else { return 0 }
        return Int(min(UInt64(arity), below - before))
    }

    /// The place of a leaf's ancestor among its siblings: a digit of the leaf's index in base arity.
    ///
    /// - Parameters:
    ///   - leaf: The leaf's index.
    ///   - level: The level of the ancestor, 0 for the leaf itself.
    /// - Returns: 0 to arity - 1.
    public func slot(ofLeaf leaf: UInt64, level: Int) -> Int {
        Int((leaf >> UInt64(level * arityBits)) & UInt64(arity - 1))
    }
}
