/// A container that is being read.
struct WireFrame {
    let isMap: Bool
    /// Elements of an array, or keys of a map, that were not taken yet.
    private(set) var remaining: Int
    /// The encoded form of the key that was taken last.
    private(set) var lastKey: Range<Int>?
    private var awaitsValue = false

    init(isMap: Bool, count: Int) {
        self.isMap = isMap
        remaining = count
    }

    /// Takes the place of a value; false where there is none.
    mutating func takeValue() -> Bool {
        if isMap {
            guard awaitsValue else { return false }
            awaitsValue = false
            return true
        }
        guard remaining > 0 else { return false }
        remaining -= 1
        return true
    }

    /// Whether a key comes next.
    var awaitsKey: Bool { isMap && !awaitsValue && remaining > 0 }

    /// Whether all is taken.
    var isComplete: Bool { remaining == 0 && !awaitsValue }

    /// Takes a key.
    mutating func takeKey(_ encoded: Range<Int>) {
        lastKey = encoded
        remaining -= 1
        awaitsValue = true
    }
}
