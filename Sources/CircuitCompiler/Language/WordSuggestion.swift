/// Finds the word that an author probably meant.
enum WordSuggestion {
    /// The candidate nearest to the word, if it is near enough to be a slip of the fingers.
    ///
    /// - Parameters:
    ///   - word: What was written, at most 64 bytes.
    ///   - candidates: What could have been meant.
    /// - Returns: The first of the nearest candidates, or nil.
    static func nearest(to word: String, in candidates: [String]) -> String? {
        let limit = max(1, min(3, word.utf8.count / 3))
        let scored = candidates.map { (name: $0, distance: distance(Array(word.utf8), Array($0.utf8))) }
        guard let best = scored.min(by: { $0.distance < $1.distance }), best.distance <= limit else { return nil }
        return best.name
    }

    /// The number of insertions, deletions and substitutions between two words.
    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var last = Array(0...right.count)
        for (i, byte) in left.enumerated() {
            var row = [i + 1]
            for j in right.indices {
                row.append(min(last[j] + (byte == right[j] ? 0 : 1), last[j + 1] + 1, row[j] + 1))
            }
            last = row
        }
        return last[right.count]
    }
}
