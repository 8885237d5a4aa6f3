/// Finds what was probably meant by a word with a slip in it.
enum Nearest {
    /// The word that differs least, when it differs little: a third of its letters (Levenshtein's distance).
    static func word(to text: String, among words: [String]) -> String? {
        let wanted = Array(text.lowercased().prefix(64))
        let scored = words.map { (word: $0, distance: distance(wanted, Array($0.lowercased()))) }
        guard let best = scored.min(by: { ($0.distance, $0.word) < ($1.distance, $1.word) }),
            best.distance <= max(1, best.word.count / 3)
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
