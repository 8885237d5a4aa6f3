import Testing
import UtsiktScreen

@Suite struct HeatmapTests {
    private func drawn(
        _ map: Heatmap, _ width: Int, _ height: Int, _ glyphs: GlyphSet = .blocks, _ colours: ColourMode = .twoFiftySix
    ) -> Frame {
        var painter = Painter(size: Size(width: width, height: height), glyphs: glyphs, colours: colours)
        map.draw(&painter)
        return painter.frame
    }

    @Test func unknownNothingAndTheMostLookDifferent() {
        let map = Heatmap(rows: [.init("", [nil, 0, 0.001, 25, 26, 75, 76, 100, .nan, .infinity])], range: 0...100)
        #expect(drawn(map, 20, 3).line(0) == "  ··░░░░▒▒▓▓████  ██")
        #expect(drawn(map, 20, 3, .ascii).line(0) == "  ..::::++xx####  ##")
    }

    @Test func signsAreToldWithoutColour() {
        let map = Heatmap(rows: [.init("", [-4, -1, 0, 1, 4])], ramp: .diverging)
        #expect(drawn(map, 20, 3, .ascii).line(0) == "====----....++++####")
        #expect(drawn(map, 20, 3).line(0) == "▄▄▄▄▂▂▂▂····▔▔▔▔▀▀▀▀")
    }

    @Test func theFarthestValueOfAMergedCellIsKept() {
        var values = Array(repeating: 0.0 as Double?, count: 5000)
        values[3210] = 100
        let map = Heatmap(rows: [.init("", values)], range: 0...100)
        #expect(drawn(map, 40, 3).line(0).contains("█"))
        let rows = (0..<500).map { Heatmap.Row("", [$0 == 321 ? -9 : 0, 0]) }
        let tall = drawn(Heatmap(rows: rows, ramp: .diverging), 20, 4)
        #expect(tall.cells.contains { $0.style.role == .negative || $0.style.background == .negative })
    }

    @Test func twoRowsShareACellOnlyWithColours() {
        let rows = (0..<8).map { Heatmap.Row("r\($0)", [Double($0), 4]) }
        let map = Heatmap(rows: rows, range: 0...8)
        let halved = drawn(map, 20, 4)
        #expect(halved[4, 3] == Cell("▀", Style(.heat3, on: .heat4)))
        #expect(halved.line(1).hasPrefix(" r2"))
        let merged = drawn(map, 20, 4, .blocks, .none)
        #expect(merged.cells.allSatisfy { $0.style.background == nil && $0.glyph != "▀" })
        #expect(merged[4, 3].glyph == "█")
    }

    @Test func theChosenCellIsMarked() {
        var map = ChartSamples.missing
        map.cursor = Point(x: 10, y: 1)
        let frame = drawn(map, 80, 9)
        #expect(frame.line(2).hasPrefix("▸wind"))
        #expect(frame.cells.filter { $0.style.attributes.contains(.reverse) }.count == 1)
        #expect(frame.text.contains("d10"))
    }
}

@Suite struct PartsTests {
    private func drawn(_ chart: some Drawable, _ width: Int, _ height: Int, _ glyphs: GlyphSet = .blocks) -> Frame {
        var painter = Painter(size: Size(width: width, height: height), glyphs: glyphs)
        chart.draw(&painter)
        return painter.frame
    }

    @Test func partsFillTheBarAndNoneVanishes() {
        for width in 12..<120 {
            let bar = StackedBar(parts: [.init("a", 1000), .init("b", 1), .init("c", 500), .init("d", 0)])
            let row = drawn(bar, width, 2).line(0)
            #expect(!row.contains("·") && row.contains("▒") && !row.contains("░"), "\(width): \(row)")
            #expect(row.count { $0 == "█" } > row.count { $0 == "▓" })
        }
        let part = StackedBar(parts: [.init("a", 25)], total: 100)
        #expect(drawn(part, 40, 2).line(0).count { $0 == "█" } == 10)
    }

    @Test func aFunnelsBarsShrinkAsItsNumbers() {
        let frame = drawn(ChartSamples.funnel, 60, 3)
        let lengths = (0..<3).map { y in frame.line(y).count { "█▉▊▋▌▍▎▏".contains($0) } }
        #expect(lengths == lengths.sorted(by: >) && lengths[2] > 0)
        #expect(frame.line(1).hasSuffix("38%") && frame.line(2).hasSuffix("7.8%"))
        #expect(drawn(ChartSamples.funnel, 40, 1).text == "24,271 ▸ 9,120 ▸ 713\n")
    }

    @Test func quartilesAreInterpolated() throws {
        let strip = try #require(StripChart.Strip("x", of: [4, 1, 3, 2, .nan]))
        #expect(strip.minimum == 1 && strip.maximum == 4 && strip.mean == 2.5)
        #expect(strip.lowerQuartile == 1.75 && strip.median == 2.5 && strip.upperQuartile == 3.25)
        #expect(StripChart.Strip("x", of: [.nan]) == nil)
        let one = try #require(StripChart.Strip("x", of: [7]))
        #expect(one.median == 7 && one.lowerQuartile == 7)
        #expect(StripChart.Strip("x", of: Array(repeating: 1e308, count: 9))?.mean?.isFinite == true)
    }

    @Test func theSidesOfAMirrorHaveTheSameScale() {
        let same = MirroredHistogram(
            bins: (0..<9).map {
                .init(lower: Double($0), upper: Double($0 + 1), first: ($0 + 1) * 8, second: ($0 + 1) * 800)
            },
            firstName: "a", secondName: "b")
        let frame = drawn(same, 40, 20)
        let up = frame.cells.count { $0.style.role == .series1 && $0.glyph == "█" }
        let down = frame.cells.count { $0.style.role == .series2 && $0.glyph == "█" }
        #expect(abs(up - down) <= 9 && up > 100)
        var counts = same
        counts.comparesShares = false
        #expect(drawn(counts, 40, 20).cells.count { $0.style.role == .series1 && $0.glyph == "█" } == 0)
    }

    @Test func predictionsThatAreTooHighLieAboveTheDiagonal() {
        let chart = Scatter(groups: [.init(points: [ChartPoint(0, 10), ChartPoint(10, 0), ChartPoint(20, 20)])])
        let frame = drawn(chart, 50, 20)
        let places = frame.cells.indices.filter { frame.cells[$0].style.role == .positive }
        let below = frame.cells.indices.filter { frame.cells[$0].style.role == .negative }
        #expect(places.count == 1 && below.count == 1)
        #expect((places.first ?? 0) < (below.first ?? 0))
        #expect(frame.cells.contains { $0.style.role == .good })
    }
}
