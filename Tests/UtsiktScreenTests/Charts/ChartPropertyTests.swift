import Testing
import UtsiktScreen
import UtsiktTestSupport

@Suite struct ChartPropertyTests {
    private func randomLine(_ random: inout SeededGenerator) -> LineChart {
        let series = (0..<Int.random(in: 0...4, using: &random)).map { index in
            LineChart.Series(
                name: randomText(&random, upTo: 12),
                points: (0..<Int.random(in: 0...300, using: &random)).map { step in
                    let x = Int.random(in: 0..<20, using: &random) == 0 ? randomNumber(&random) : Double(step) * 3600
                    return ChartPoint(x, Bool.random(using: &random) ? randomNumber(&random) : Double(step % 17))
                }, role: .series1, mark: [.line, .dashes, .dots][index % 3])
        }
        let axis: LineChart.XAxis =
            switch Int.random(in: 0..<4, using: &random) {
            case 0: .none
            case 1: .ticks([ChartTick(randomNumber(&random), randomText(&random)), ChartTick(5, "five")])
            case 2: .nice { "\($0)" }
            default: .steps(LineChart.timeSteps + [.nan, -1]) { "\($0)h" }
            }
        let ends = [randomNumber(&random), randomNumber(&random)].filter { !$0.isNaN }.sorted()
        return LineChart(
            series: series, xRange: ends.count == 2 && Bool.random(using: &random) ? ends[0]...ends[1] : nil,
            yRange: ends.count == 2 && Bool.random(using: &random) ? ends[0]...ends[1] : nil, xAxis: axis,
            unit: randomText(&random, upTo: 4),
            references: [.init(randomNumber(&random), randomText(&random, upTo: 9))],
            cursor: Bool.random(using: &random) ? randomNumber(&random) : nil)
    }

    @Test(arguments: 0..<30 as Range<UInt64>)
    func lineChartsOfAnyDataAreSoundAtAnySize(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for glyphs in GlyphSet.allCases {
            let chart = randomLine(&random)
            #expect(unsound(randomSize(&random), glyphs) { chart.draw(&$0) } == nil, "seed \(seed)")
        }
    }

    @Test(arguments: 0..<30 as Range<UInt64>)
    func histogramsOfAnyDataAreSoundAtAnySize(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for glyphs in GlyphSet.allCases {
            let isHostile = Bool.random(using: &random)
            let width = Double.random(in: 0.01...5, using: &random)
            let start = Double.random(in: -200...50, using: &random)
            let bins = (0..<Int.random(in: 0...400, using: &random)).map { index in
                Histogram.Bin(
                    lower: isHostile ? randomNumber(&random) : start + Double(index) * width,
                    upper: isHostile ? randomNumber(&random) : start + Double(index + 1) * width,
                    count: isHostile
                        ? Int.random(in: .min ... .max, using: &random) : Int.random(in: 0...99, using: &random))
            }
            let chart = Histogram(
                bins: bins, unit: randomText(&random, upTo: 4), negativeLabel: randomText(&random, upTo: 9),
                positiveLabel: "over")
            #expect(unsound(randomSize(&random), glyphs) { chart.draw(&$0) } == nil, "seed \(seed)")
        }
    }

    @Test(arguments: 0..<30 as Range<UInt64>)
    func listsTablesAndSmallChartsAreSoundAtAnySize(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for glyphs in GlyphSet.allCases {
            let rows = (0..<Int.random(in: 0...40, using: &random)).map { _ in
                BarList.Row(
                    label: randomText(&random), value: randomNumber(&random), text: randomText(&random, upTo: 6),
                    note: randomText(&random, upTo: 6), marker: randomNumber(&random))
            }
            let index = { (random: inout SeededGenerator) in
                [Int.random(in: -3...50, using: &random), .max, .min][Int.random(in: 0..<3, using: &random)]
            }
            let list = BarList(
                rows: rows, maximum: Bool.random(using: &random) ? randomNumber(&random) : nil,
                selected: Bool.random(using: &random) ? index(&random) : nil, offset: index(&random))
            #expect(unsound(randomSize(&random), glyphs) { list.draw(&$0) } == nil, "list, seed \(seed)")
            let table = Table(
                columns: (0..<5).map {
                    .init(
                        randomText(&random, upTo: 9), $0.isMultiple(of: 2) ? .left : .right, minimum: index(&random),
                        maximum: index(&random), priority: $0)
                },
                rows: rows.map { [.init($0.label), .init($0.text), .init($0.note)] },
                selected: Bool.random(using: &random) ? index(&random) : nil, offset: index(&random))
            #expect(unsound(randomSize(&random), glyphs) { table.draw(&$0) } == nil, "table, seed \(seed)")
            let values = rows.map { Bool.random(using: &random) ? Optional($0.value) : nil }
            #expect(
                unsound(randomSize(&random), glyphs) { Sparkline(values).draw(&$0) } == nil, "sparkline, seed \(seed)")
            let bar = ProgressBar(randomNumber(&random), text: Bool.random(using: &random) ? randomText(&random) : nil)
            #expect(unsound(randomSize(&random), glyphs) { bar.draw(&$0) } == nil, "bar, seed \(seed)")
            let box = Box(title: randomText(&random), caption: randomText(&random), isFocused: true, badge: "3")
            #expect(unsound(randomSize(&random), glyphs) { box.draw(&$0, in: $0.bounds) } == nil, "box, seed \(seed)")
        }
    }

    @Test(arguments: 0..<16 as Range<UInt64>)
    func newChartsOfAnyDataAreSoundAtAnySize(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for glyphs in GlyphSet.allCases {
            for (name, chart) in randomCharts(&random) {
                let size = randomSize(&random)
                #expect(unsound(size, glyphs) { chart.draw(&$0) } == nil, "\(name) at \(size), seed \(seed)")
            }
        }
    }

    @Test(arguments: 0..<3 as Range<UInt64>)
    func everySmallSizeIsSound(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let charts = seed == 0 ? ChartSamples.all.map { ($0.name, $0.chart) } : randomCharts(&random)
        for (name, chart) in charts {
            for width in 0...26 {
                for height in 0...10 {
                    let glyphs = GlyphSet.allCases[(width + height) % 4]
                    if let fault = unsound(Size(width: width, height: height), glyphs, { chart.draw(&$0) }) {
                        Issue.record("\(name) at \(width)x\(height), seed \(seed): \(fault)")
                    }
                }
            }
        }
    }

    @Test func labelsOfTheNewChartsNeverTouch() {
        var map = ChartSamples.missing
        map.xAxis = .nice { "<\(Int($0))>" }
        for width in stride(from: 18, through: 140, by: 3) {
            for cursor in [0, 20, 59] {
                map.cursor = Point(x: cursor, y: 1)
                var painter = Painter(size: Size(width: width, height: 9))
                map.draw(&painter)
                #expect(!painter.frame.text.contains("><"), "\(width)")
            }
            for chart in [ChartSamples.scatter as any Drawable, ChartSamples.mirror, ChartSamples.strips] {
                var painter = Painter(size: Size(width: width, height: 12))
                chart.draw(&painter)
                for y in 6..<12 {
                    let words = painter.frame.line(y).split(separator: " ")
                    // Two labels in one word would have two signs or a sign inside.
                    #expect(words.allSatisfy { !$0.dropFirst().contains("-") }, "\(painter.frame.line(y))")
                }
            }
        }
    }

    @Test(arguments: 0..<24 as Range<UInt64>)
    func cloudsOfAnyWordsAreSoundAtAnySize(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let glyphs = GlyphSet.allCases[Int(seed % 4)]
        let words = (0..<Int.random(in: 0...40, using: &random)).map { index in
            CloudWord(
                text: Bool.random(using: &random) ? randomText(&random, upTo: 9) : "word\(index)",
                weight: randomNumber(&random), key: "\(index)")
        }
        let size = randomSize(&random)
        let layout = WordCloud.layout(words: words, size: size, glyphs: glyphs)
        #expect(layout.placed.count + layout.omitted == words.count, "seed \(seed)")
        #expect(
            unsound(size, glyphs) { WordCloud.draw(layout, &$0, selected: layout.placed.first?.word.key) } == nil,
            "seed \(seed)")
        for placed in layout.placed {
            #expect(placed.rect.intersection(Rect(size)) == placed.rect, "seed \(seed)")
        }
    }
}

/// One of each newer chart, of any data.
private func randomCharts(_ random: inout SeededGenerator) -> [(String, any Drawable)] {
    let number = { (random: inout SeededGenerator) in randomNumber(&random) }
    let value = { (random: inout SeededGenerator) -> Double? in
        Bool.random(using: &random) ? randomNumber(&random) : nil
    }
    let count = { (random: inout SeededGenerator) in Int.random(in: 0...60, using: &random) }
    let point = { (random: inout SeededGenerator) in ChartPoint(number(&random), value(&random)) }
    let label = { (random: inout SeededGenerator) in randomText(&random, upTo: 12) }
    let range = { (random: inout SeededGenerator) -> ClosedRange<Double>? in
        let ends = [number(&random), number(&random)].filter { !$0.isNaN }.sorted()
        return ends.count == 2 && Bool.random(using: &random) ? ends[0]...ends[1] : nil
    }
    let index = { (random: inout SeededGenerator) in
        [Int.random(in: -3...50, using: &random), .max, .min][Int.random(in: 0..<3, using: &random)]
    }
    let isStale = Bool.random(using: &random)
    let points = (0..<count(&random)).map { _ in point(&random) }
    return [
        (
            "heat map",
            Heatmap(
                rows: (0..<count(&random)).map { _ in
                    .init(label(&random), (0..<count(&random)).map { _ in value(&random) })
                },
                xAxis: [.none, .nice { "\($0)" }, .ticks([ChartTick(number(&random), label(&random))])][
                    Int.random(in: 0..<3, using: &random)], range: range(&random),
                ramp: Bool.random(using: &random) ? .diverging : .sequential, unit: label(&random),
                name: label(&random), cursor: Point(x: index(&random), y: index(&random)), summary: label(&random),
                isStale: isStale)
        ),
        (
            "scatter",
            Scatter(
                groups: [.init(name: label(&random), points: points), .init(points: points, role: .series2)],
                xName: label(&random), yName: label(&random), unit: label(&random), xRange: range(&random),
                yRange: range(&random), showsDiagonal: Bool.random(using: &random), cursor: point(&random),
                summary: label(&random), isStale: isStale)
        ),
        (
            "mirror",
            MirroredHistogram(
                bins: (0..<count(&random)).map { _ in
                    .init(
                        lower: number(&random), upper: number(&random), first: index(&random), second: index(&random))
                }, firstName: label(&random), secondName: label(&random), unit: label(&random),
                comparesShares: Bool.random(using: &random), isStale: isStale)
        ),
        (
            "symmetric histogram",
            Histogram(
                bins: (0..<count(&random)).map { _ in
                    .init(lower: number(&random), upper: number(&random), count: index(&random))
                }, isSymmetric: true, isStale: isStale)
        ),
        (
            "stacked bar",
            StackedBar(
                parts: (0..<count(&random)).map { _ in .init(label(&random), number(&random)) },
                total: value(&random), isStale: isStale)
        ),
        (
            "funnel",
            Funnel(
                steps: (0..<count(&random)).map { _ in .init(label(&random), number(&random)) }, isStale: isStale)
        ),
        (
            "strips",
            StripChart(
                strips: (0..<count(&random)).map { _ in
                    .init(
                        label(&random), minimum: number(&random), lowerQuartile: number(&random),
                        median: number(&random), upperQuartile: number(&random), maximum: number(&random),
                        mean: value(&random), text: label(&random))
                }, unit: label(&random), range: range(&random), includesZero: Bool.random(using: &random),
                isStale: isStale)
        ),
        (
            "sparklines",
            SparklineRows(
                rows: (0..<count(&random)).map { _ in
                    .init(label(&random), (0..<count(&random)).map { _ in value(&random) }, text: label(&random))
                }, range: range(&random), selected: index(&random), offset: index(&random), isStale: isStale)
        ),
        (
            "line with band",
            LineChart(
                series: [.init(name: label(&random), points: points)], xRange: range(&random),
                yRange: range(&random), xAxis: .nice { "\($0)" }, cursor: number(&random),
                bands: [
                    .init(name: label(&random), lower: points, upper: (0..<40).map { _ in point(&random) })
                ], includesZero: true, showsValueBox: true, isStale: isStale)
        ),
    ]
}
