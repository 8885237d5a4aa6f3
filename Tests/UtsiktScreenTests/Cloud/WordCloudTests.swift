import Testing
import UtsiktScreen
import UtsiktTestSupport

@Suite(.readsGoldens()) struct WordCloudTests {
    @Test(arguments: GlyphSet.allCases, [Size(width: 100, height: 28), Size(width: 120, height: 30)])
    func sixtyWordsAllFindAPlaceAndUpToHalfOfItIsFilled(glyphs: GlyphSet, size: Size) {
        let layout = WordCloud.layout(words: sampleWords(), size: size, glyphs: glyphs)
        #expect(layout.omitted == 0)
        #expect(layout.placed.count == 60)
        #expect(!overlaps(layout))
        #expect((0.25...0.5).contains(layout.fill), "\(layout.fill)")
        #expect(Set(layout.placed.map(\.tier)).count >= 4)
        #expect(layout.placed.allSatisfy { $0.rect.intersection(Rect(size)) == $0.rect })
    }

    @Test func manyWordsInALargeRoomAllFindAPlace() {
        let words = (0..<150).map {
            CloudWord(text: "topic\($0 * 37 % 1000)", weight: 200 / Double($0 + 2), key: "\($0)")
        }
        let layout = WordCloud.layout(words: words, size: Size(width: 200, height: 60), glyphs: .blocks)
        #expect(layout.placed.count == 150)
        #expect(!overlaps(layout))
        #expect(layout.placed.contains { $0.isVertical && $0.tier.isBlock })
    }

    @Test func theHeaviestWordIsLargestAndNearTheMiddle() throws {
        let layout = WordCloud.layout(words: sampleWords(), size: Size(width: 100, height: 28), glyphs: .blocks)
        let first = try #require(layout.placed.first)
        #expect(first.word.key == "javascript")
        #expect(layout.placed.allSatisfy { $0.tier <= first.tier })
        #expect(abs(first.rect.x * 2 + first.rect.width - 100) <= 1)
        #expect(abs(first.rect.y * 2 + first.rect.height - 28) <= 1)
    }

    @Test func aHeavierWordNeverHasASmallerSize() {
        var random = SeededGenerator(seed: 11)
        for _ in 0..<20 {
            let words = (0..<30).map { index in
                CloudWord(
                    text: String(repeating: "w", count: Int.random(in: 1...14, using: &random)),
                    weight: Double.random(in: 0...100, using: &random), key: "\(index)")
            }
            let layout = WordCloud.layout(words: words, size: Size(width: 90, height: 24), glyphs: .blocks)
            let tiers = layout.placed.sorted { $0.word.weight > $1.word.weight }.map(\.tier)
            #expect(tiers == tiers.sorted(by: >))
        }
    }

    @Test func equalWeightsGetEqualSizesAndHistoryNeverTurnsThatRound() {
        var random = SeededGenerator(seed: 23)
        let size = Size(width: 110, height: 30)
        var words = (0..<50).map { index in
            CloudWord(text: "tag\(index * 7919 % 1009)", weight: Double(60 / (index / 3 + 1)), key: "\(index)")
        }
        var layout = WordCloud.layout(words: words, size: size, glyphs: .blocks)
        for round in 0..<20 {
            let sorted = layout.placed.sorted { $0.word.weight > $1.word.weight }
            for (a, b) in zip(sorted, sorted.dropFirst()) {
                #expect(a.tier >= b.tier, "round \(round)")
                if a.word.weight == b.word.weight { #expect(a.tier == b.tier, "round \(round)") }
                if a.tier == .plain, b.tier == .plain { #expect(rank(a) >= rank(b), "round \(round)") }
            }
            for index in words.indices { words[index].weight += Double(Int.random(in: 0...2, using: &random)) }
            layout = WordCloud.layout(words: words, size: size, glyphs: .blocks, previous: layout)
            #expect(!overlaps(layout))
        }
    }

    private func rank(_ placed: CloudLayout.Placed) -> Int {
        placed.emphasis == .bold ? 2 : placed.emphasis == .dim ? 0 : 1
    }

    @Test func theLegendNamesTheLeastWeightOfEverySizeThatOccurs() throws {
        let layout = WordCloud.layout(words: sampleWords(40), size: Size(width: 120, height: 30), glyphs: .blocks)
        for part in layout.legend.split(separator: "·") where part.contains("≥") && part.contains("x") {
            let least = try #require(part.split(separator: "≥").last.flatMap { Int($0.filter { $0 != " " }) })
            #expect(layout.placed.contains { abs($0.word.weight - Double(least)) < 0.6 && $0.tier.isBlock }, "\(part)")
        }
        let heaviest = try #require(layout.placed.first)
        #expect(layout.legend.contains("≥ \(Int(heaviest.word.weight))"))
    }

    @Test func aLongWordIsCutRatherThanMakingTheOthersSmall() throws {
        var words = sampleWords(20)
        words.insert(CloudWord(text: String(repeating: "long", count: 75), weight: 400, key: "long"), at: 0)
        for glyphs in GlyphSet.allCases {
            let layout = WordCloud.layout(words: words, size: Size(width: 60, height: 20), glyphs: glyphs)
            let long = try #require(layout["long"])
            #expect(long.tier > .plain)
            #expect(long.rect.width <= 48)
            #expect(layout.placed.count { $0.tier > .plain } > 1)
        }
    }

    @Test func theSameWordsInAnyOrderGiveTheSameLayout() {
        var random = SeededGenerator(seed: 5)
        let size = Size(width: 80, height: 20)
        let layout = WordCloud.layout(words: sampleWords(), size: size, glyphs: .blocks)
        #expect(WordCloud.layout(words: sampleWords().shuffled(using: &random), size: size, glyphs: .blocks) == layout)
    }

    @Test func wordsKeepTheirPlacesWhileTheirSizeHolds() {
        let size = Size(width: 120, height: 30)
        var words = sampleWords()
        let first = WordCloud.layout(words: words, size: size, glyphs: .blocks)
        for index in words.indices { words[index].weight *= index.isMultiple(of: 2) ? 1.02 : 0.99 }
        words.removeLast()
        words.append(CloudWord(text: "newcomer", weight: 20, key: "newcomer"))
        let second = WordCloud.layout(words: words, size: size, glyphs: .blocks, previous: first)
        #expect(!overlaps(second))
        #expect(second["newcomer"] != nil)
        for placed in second.placed {
            guard let old = first[placed.word.key], old.tier == placed.tier else { continue }
            #expect(old.rect == placed.rect)
            #expect(old.isVertical == placed.isVertical)
        }
        #expect(second.placed.count { first[$0.word.key]?.rect == $0.rect } >= 55)
    }

    @Test(arguments: CloudColouring.allCases)
    func neighbouringBlockWordsDiffer(colouring: CloudColouring) {
        var words = sampleWords()
        for index in words.indices {
            words[index].growth = CloudWord.Growth.allCases[index % 4]
            words[index].group = ["x", "y", "z"][index % 3]
        }
        let layout = WordCloud.layout(words: words, size: Size(width: 120, height: 30), glyphs: .blocks)
        // Two shades of one meaning cannot part more than two neighbours.
        guard colouring == .word else {
            let styles = Set(layout.placed.map { $0.style(colouring).role })
            #expect(styles.count >= 3)
            return
        }
        let blocks = layout.placed.filter(\.tier.isBlock)
        for (index, a) in blocks.enumerated() {
            for b in blocks.dropFirst(index + 1)
            where !a.rect.inset(dx: -2, dy: -1).intersection(b.rect).isEmpty {
                #expect(a.style(colouring) != b.style(colouring), "\(a.word.text) and \(b.word.text)")
            }
        }
    }

    @Test func wordsWithoutRoomAreCounted() {
        let layout = WordCloud.layout(words: sampleWords(), size: Size(width: 12, height: 3), glyphs: .blocks)
        #expect(layout.placed.count + layout.omitted == 60)
        #expect(layout.omitted > 0)
        #expect(!layout.placed.isEmpty)
    }

    @Test func strangeWordsAndWeightsAreHarmless() {
        let words = [
            CloudWord(text: "", weight: 5, key: "empty"), CloudWord(text: "nan", weight: .nan, key: "nan"),
            CloudWord(text: "inf", weight: .infinity, key: "inf"), CloudWord(text: "minus", weight: -3, key: "minus"),
            CloudWord(text: "a\u{1B}[31mb", weight: 3, key: "escape"), CloudWord(text: "データ", weight: 9, key: "wide"),
            CloudWord(text: "twice", weight: 1, key: "same"), CloudWord(text: "twice", weight: 2, key: "same"),
            CloudWord(text: String(repeating: "long", count: 500), weight: 4, key: "long"),
        ]
        for glyphs in GlyphSet.allCases {
            let layout = WordCloud.layout(words: words, size: Size(width: 60, height: 12), glyphs: glyphs)
            #expect(layout.placed.count + layout.omitted == 8)
            #expect(layout["long"] != nil)
            #expect(!overlaps(layout))
            #expect(layout["same"]?.word.weight == 2)
        }
        #expect(WordCloud.layout(words: [], size: Size(width: 9, height: 9), glyphs: .blocks).placed.isEmpty)
        #expect(WordCloud.layout(words: words, size: Size(width: 0, height: 0), glyphs: .blocks).omitted == 8)
    }

    @Test func theArrowsReachWordsInTheirDirection() throws {
        let layout = WordCloud.layout(words: sampleWords(), size: Size(width: 120, height: 30), glyphs: .blocks)
        #expect(layout.neighbour(of: nil, .up)?.word.key == "javascript")
        let up = try #require(layout.neighbour(of: "javascript", .up))
        let down = try #require(layout.neighbour(of: "javascript", .down))
        let middle = try #require(layout["javascript"])
        #expect(up.rect.y < middle.rect.y && down.rect.y > middle.rect.y)
    }

    @Test func lettersWithMarksHaveShapes() {
        for text in [
            "ÅÄÖØÆ", "ÉÈÜÑÇÊ", "ÁÍÓÚ", "škoda", "łódź", "e\u{301}te\u{301}", "straße", "Ľubľana", "Ŀŀ", "ŉgoma",
            "A-Z_0#9",
        ] {
            let layout = WordCloud.layout(
                words: [CloudWord(text: text, weight: 1, key: text)], size: Size(width: 100, height: 12),
                glyphs: .blocks)
            #expect(layout.placed.first?.tier.isBlock == true, "\(text)")
        }
    }

    @Test(arguments: GlyphSet.allCases)
    func theCloudLooksAsRecorded(glyphs: GlyphSet) {
        let size = Size(width: 100, height: 28)
        var painter = Painter(size: size, glyphs: glyphs)
        WordCloud.draw(
            WordCloud.layout(words: sampleWords(), size: size, glyphs: glyphs), &painter, selected: "security")
        Golden.check(painter.frame, "cloud/100x28-\(glyphs.rawValue)")
    }
}
