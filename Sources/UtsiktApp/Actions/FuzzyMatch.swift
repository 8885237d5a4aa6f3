/// How well a few typed letters fit a text: the letters must occur in their order.
///
/// Letters in a row, at the beginning, after a blank or a mark, and upper-case ones after lower-case ones count more, so that
/// `tw` finds "topics: window" before "three towers". The best of all ways to match is found (Smith-Waterman without gaps'
/// cost), not the first.
enum FuzzyMatch {
    /// The score of a text, higher is better; nil when the letters do not occur in order.
    /// - Complexity: O(letters × characters); both are cut to 64 and 256.
    static func score(_ typed: String, in text: String) -> Int? {
        positions(typed, in: text)?.score
    }

    /// The score and the matched characters' places, for showing them.
    static func positions(_ typed: String, in text: String) -> (score: Int, places: [Int])? {
        let wanted = typed.filter { $0 != " " }.prefix(64).map(fold)
        guard !wanted.isEmpty else { return (0, []) }
        let original = Array(text.prefix(256))
        let candidates = original.map(fold)
        guard candidates.count >= wanted.count else { return nil }
        let bonuses = original.indices.map { bonus(original, at: $0) }
        // best[j]: the best score with the letters so far, the last of them at character j.
        var best: [[Int?]] = []
        for (i, letter) in wanted.enumerated() {
            var row: [Int?] = Array(repeating: nil, count: candidates.count)
            var reached: Int?
            for j in candidates.indices {
                if i > 0, j > 0, let score = best[i - 1][j - 1] { reached = max(reached ?? score, score) }
                guard candidates[j] == letter else { continue }
                if i == 0 {
                    row[j] = bonuses[j]
                } else {
                    let inRow = j > 0 ? best[i - 1][j - 1].map { $0 + 12 } : nil
                    guard let base = [inRow, reached].compactMap({ $0 }).max() else { continue }
                    row[j] = base + bonuses[j]
                }
            }
            best.append(row)
        }
        guard var end = best[wanted.count - 1].indices.max(by: { lower(best[wanted.count - 1], $0, $1) }),
            let score = best[wanted.count - 1][end]
        else { return nil }
        var places = [end]
        for i in stride(from: wanted.count - 1, to: 0, by: -1) {
            let row = best[i - 1]
            let value = (best[i][end] ?? 0) - bonuses[end]
            if end > 0, let previous = row[end - 1], previous + 12 == value {
                end -= 1
            } else {
                guard let place = row[..<end].indices.max(by: { lower(row, $0, $1) }) else { return nil }
                end = place
            }
            places.append(end)
        }
        // Of equally good matches the shorter text comes first.
        return (score * 4 - min(candidates.count, 100) / 4, places.reversed())
    }

    private static func lower(_ row: [Int?], _ a: Int, _ b: Int) -> Bool { (row[a] ?? .min, b) < (row[b] ?? .min, a) }

    private static func bonus(_ text: [Character], at index: Int) -> Int {
        guard index > 0 else { return 10 }
        let before = text[index - 1]
        if !before.isLetter && !before.isNumber { return 8 }
        if before.isLowercase && text[index].isUppercase { return 6 }
        return 1
    }

    private static func fold(_ character: Character) -> Character { character.lowercased().first ?? character }
}
