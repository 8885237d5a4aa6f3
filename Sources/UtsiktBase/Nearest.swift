/// Finds what was probably meant by a word with a slip in it.
public enum Nearest {
    /// The word that differs least, when it differs little; the first in order among equals (Levenshtein's distance).
    ///
    /// Letter case counts for nothing. Of the text, its first 64 characters are looked at.
    /// - Parameter most: How much may differ; nil allows a third of the found word's letters, at least one.
    /// - Complexity: O(letters of the text x letters of all words).
    public static func word(to text: String, among words: some Sequence<String>, most: Int? = nil) -> String? {
        let wanted = Array(text.lowercased().prefix(64))
        let scored = words.map { (word: $0, distance: distance(wanted, Array($0.lowercased()))) }
        guard let best = scored.min(by: { ($0.distance, $0.word) < ($1.distance, $1.word) }),
            best.distance <= most ?? max(1, best.word.count / 3)
        else { return nil }
        return best.word
    }

    private static func distance(_ a: [Character], _ b: [Character]) -> Int {
        var row = Array(0...b.count)
        for (i, x) in a.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, y) in b.enumerated() {
                let cost = x == y ? diagonal : min(diagonal, row[j], row[j + 1]) + 1
                diagonal = row[j + 1]
                row[j + 1] = cost
            }
        }
        return row[b.count]
    }
}
