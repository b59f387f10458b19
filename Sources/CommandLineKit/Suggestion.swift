/// Finds the word that somebody probably meant.
enum Suggestion {
    /// The candidates nearest to the word, if any is near enough to be a slip of the fingers.
    static func nearest(to word: String, in candidates: [String]) -> [String] {
        // A long word would cost a quadratic table for nothing: no verb or option is that long.
        guard word.utf8.count <= 64 else { return [] }
        // Somebody who types the beginning of a word means it rather than a short word that happens to be near.
        let continued = candidates.filter { word.utf8.count >= 3 && $0.hasPrefix(word) }
        guard continued.isEmpty else { return continued }
        let scored = candidates.map { (candidate: $0, distance: distance(Array(word.utf8), Array($0.utf8))) }
        let limit = max(1, min(3, word.utf8.count / 3))
        guard let best = scored.map(\.distance).min(), best <= limit else { return [] }
        return scored.filter { $0.distance == best }.map(\.candidate)
    }

    /// The number of insertions, deletions, substitutions and exchanges of neighbours between two words.
    static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for i in left.indices {
            var row = [i + 1]
            for j in right.indices {
                let substituted = last[j] + (left[i] == right[j] ? 0 : 1)
                var best = min(substituted, last[j + 1] + 1, row[j] + 1)
                if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
                    best = min(best, beforeLast[j - 1] + 1)
                }
                row.append(best)
            }
            (beforeLast, last) = (last, row)
        }
        return last[right.count]
    }
}
