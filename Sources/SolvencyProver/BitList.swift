/// A set of small numbers, a bit for each.
struct BitList {
    private var words: [UInt64] = []

    /// Puts a number in; whether it was new.
    mutating func insert(_ number: Int) -> Bool {
        let word = number >> 6
        if word >= words.count { words += [UInt64](repeating: 0, count: Swift.max(64, word + 1 - words.count)) }
        let bit = UInt64(1) << UInt64(number & 63)
        guard words[word] & bit == 0 else { return false }
        words[word] |= bit
        return true
    }
}
