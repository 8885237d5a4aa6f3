import UtsiktScreen

/// The word cloud: 150 words laid out in 200x60 cells, one update of its counts, and the same words as a picture.
enum CloudBench {
    private static let rounds = 20
    private static let size = Size(width: 200, height: 60)

    static func figures() -> [BenchFigure] {
        let words = words()
        var placed = 0
        let fresh = Stopwatch.best(of: 5) {
            for _ in 0..<rounds {
                placed &+= WordCloud.layout(words: words, size: size, glyphs: .blocks).placed.count
            }
        }
        var live = words
        var layout = WordCloud.layout(words: words, size: size, glyphs: .blocks)
        let update = Stopwatch.best(of: 5) {
            for round in 0..<rounds {
                // A few words count one more, as with every post.
                for step in 0..<3 { live[(round * 7 + step * 13) % live.count].weight += 1 }
                layout = WordCloud.layout(words: live, size: size, glyphs: .blocks, previous: layout)
            }
        }
        var bytes = 0
        let picture = Stopwatch.best(of: 3) { bytes &+= CloudPicture.png(words: words).count }
        return [
            figure("lay 150 words out in 200x60", fresh.cpu * 1000 / Double(rounds), limit: 25),
            figure("update 150 words in 200x60", update.cpu * 1000 / Double(rounds), limit: 5),
            BenchFigure(
                bench: "cloud", what: "150 words as a PNG of 1456x831, letters nested", unit: "s CPU",
                value: picture.cpu,
                largerIsBetter: false, comparisons: [.measured("wordcloud 1.9.6 without writing the file", 1.41)]),
        ]
    }

    private static func figure(_ what: String, _ value: Double, limit: Double) -> BenchFigure {
        BenchFigure(
            bench: "cloud", what: what, unit: "ms CPU", value: value, largerIsBetter: false,
            comparisons: [.measured("what is asked for", limit)])
    }

    /// Words of three to fourteen letters that count as hashtags do: the n-th about 1/n of the first.
    private static func words() -> [CloudWord] {
        let syllables = ["data", "dev", "ops", "net", "open", "stack", "cloud", "race", "sun", "go", "in", "fo"]
        return (0..<150).map { index in
            let text = (0...index % 3).map { syllables[(index * 5 + $0 * 7) % syllables.count] }.joined()
            return CloudWord(text: text, weight: 400 / Double(index + 3), key: "\(index)")
        }
    }
}
