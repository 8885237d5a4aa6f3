import Testing
import UtsiktScreen
import UtsiktTestSupport

/// Sixty words with weights as those of hashtags: the n-th counts about 1/n of the first.
private func sampleWords(_ count: Int = 60) -> [CloudWord] {
    let names = [
        "javascript", "robotics", "bigdata", "security", "data", "cloud", "startup", "crypto", "webdev", "html",
        "linux",
        "python", "grpc", "leafspine", "sqlite", "flink", "graph", "nlp", "deeplearning", "quantum", "redis", "java",
        "gpu",
        "testing", "ux", "ceph", "ml", "aws", "iot", "tdd", "agile", "hadoop", "rest", "edge", "storage", "golang",
        "css",
        "api", "react", "unity", "storm", "nft", "spark", "kafka", "design", "games", "bitcoin", "5g", "eth", "ci",
        "infosec", "rust", "swift", "blåbær", "über", "niño", "データ", "code", "devops", "k8s",
    ]
    return names.prefix(count).enumerated().map { CloudWord(text: $1, weight: 300 / Double($0 + 1), key: $1) }
}

private func overlaps(_ layout: CloudLayout) -> Bool {
    layout.placed.indices.contains { a in
        layout.placed.indices.contains { b in
            a < b && !layout.placed[a].rect.intersection(layout.placed[b].rect).isEmpty
        }
    }
}

@Suite struct WordCloudTests {
    @Test(arguments: GlyphSet.allCases)
    func sixtyWordsAllFindAPlaceAndAboutHalfOfItIsFilled(glyphs: GlyphSet) {
        let layout = WordCloud.layout(words: sampleWords(), size: Size(width: 120, height: 30), glyphs: glyphs)
        #expect(layout.omitted == 0)
        #expect(layout.placed.count == 60)
        #expect(!overlaps(layout))
        #expect((0.35...0.55).contains(layout.fill))
        #expect(Set(layout.placed.map(\.tier)).count >= 3)
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

    @Test func neighbouringBlockWordsDifferInRole() {
        let layout = WordCloud.layout(words: sampleWords(), size: Size(width: 120, height: 30), glyphs: .blocks)
        let blocks = layout.placed.filter(\.tier.isBlock)
        for (index, a) in blocks.enumerated() {
            for b in blocks.dropFirst(index + 1)
            where !a.rect.inset(dx: -2, dy: -1).intersection(b.rect).isEmpty {
                #expect(a.role != b.role, "\(a.word.text) and \(b.word.text)")
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
        for text in ["ÅÄÖØÆ", "ÉÈÜÑÇÊ", "ÁÍÓÚ", "škoda", "łódź", "e\u{301}te\u{301}", "straße", "A-Z_0#9"] {
            let layout = WordCloud.layout(
                words: [CloudWord(text: text, weight: 1, key: text)], size: Size(width: 100, height: 12),
                glyphs: .blocks)
            #expect(layout.placed.first?.tier.isBlock == true, "\(text)")
        }
    }

    @Test(arguments: [GlyphSet.blocks, .sextants, .ascii])
    func theCloudLooksAsRecorded(glyphs: GlyphSet) {
        let size = Size(width: 100, height: 28)
        var painter = Painter(size: size, glyphs: glyphs)
        WordCloud.draw(
            WordCloud.layout(words: sampleWords(), size: size, glyphs: glyphs), &painter, selected: "security")
        Golden.check(painter.frame, "cloud/100x28-\(glyphs.rawValue)")
    }

    @Test func theFontLooksAsRecorded() {
        for (tier, text) in [("half", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"), ("half-marks", "ÅÄÖØÆÉÈÜÑÇÊÁÍÓÚ_#-0123456789")] {
            // One word fills the width it may: the sizes follow from the widths.
            for width in [100, 140, 220, 420] {
                let size = Size(width: width, height: 8)
                var painter = Painter(size: size)
                let word = CloudWord(text: text, weight: 1, key: "x")
                WordCloud.draw(WordCloud.layout(words: [word], size: size, glyphs: .blocks), &painter)
                Golden.check(painter.frame, "cloud/font-\(tier)-\(width)")
            }
        }
    }
}
