import Testing
import UtsiktScreen
import UtsiktTestSupport

@Suite(.readsGoldens()) struct FitLadderTests {
    /// Sizes in which each rung is looked for, the most telling first.
    private static let sizes = [
        (76, 14), (70, 8), (70, 7), (60, 6), (50, 5), (44, 4), (40, 3), (30, 5), (34, 2), (34, 1), (24, 2), (24, 1),
        (14, 4), (14, 1), (9, 1), (7, 1),
    ]

    private func size(of rung: FitRung, _ chart: any LadderedChart) -> Size? {
        Self.sizes.map { Size(width: $0, height: $1) }.first { chart.rung(for: $0) == rung }
    }

    /// One picture of all rungs of a chart, each under its name.
    private func ladder(_ chart: any LadderedChart, _ glyphs: GlyphSet) -> Frame {
        let rungs = FitRung.allCases.reversed().compactMap { rung in size(of: rung, chart).map { (rung, $0) } }
        var painter = Painter(
            size: Size(width: 78, height: rungs.reduce(0) { $0 + $1.1.height + 1 }), glyphs: glyphs)
        var y = 0
        for (rung, size) in rungs {
            painter.text("\(rung) \(size.width)x\(size.height)", x: 0, y: y, Style(.faint))
            chart.draw(&painter, in: Rect(x: 1, y: y + 1, width: size.width, height: size.height))
            y += size.height + 1
        }
        return painter.frame
    }

    @Test(arguments: [GlyphSet.blocks, .latin, .ascii])
    func everyRungOfEveryChartLooksAsRecorded(glyphs: GlyphSet) {
        for (name, chart) in ChartSamples.all {
            Golden.check(ladder(chart, glyphs), "charts/ladder-\(name)-\(glyphs.rawValue)")
        }
    }

    @Test func chartsNeedNoSextants() {
        for (name, chart) in ChartSamples.all {
            #expect(ladder(chart, .sextants) == ladder(chart, .blocks), "\(name)")
        }
    }

    @Test func everyChartHasAtLeastThreeRungs() {
        for (name, chart) in ChartSamples.all {
            let rungs = FitRung.allCases.filter { size(of: $0, chart) != nil }
            #expect(rungs.count >= 3 && rungs.contains(.full) && rungs.contains(.number), "\(name): \(rungs)")
        }
    }

    @Test func aLargerSizeNeverGetsALowerRung() {
        for (name, chart) in ChartSamples.all {
            for width in 0..<90 {
                for height in 0..<20 {
                    let rung = chart.rung(for: Size(width: width, height: height))
                    let wider = chart.rung(for: Size(width: width + 1, height: height))
                    let taller = chart.rung(for: Size(width: width, height: height + 1))
                    if wider < rung || taller < rung { Issue.record("\(name) at \(width)x\(height)") }
                }
            }
        }
    }

    @Test func everySizeShowsSomething() {
        for (name, chart) in ChartSamples.all {
            for width in 1..<40 {
                for height in 1..<9 {
                    let glyphs = GlyphSet.allCases[(width + 3 * height) % 4]
                    var painter = Painter(size: Size(width: width, height: height), glyphs: glyphs)
                    chart.draw(&painter)
                    if painter.frame.cells.allSatisfy({ $0.glyph == " " }) {
                        Issue.record("\(name) at \(width)x\(height) is blank")
                    }
                }
            }
        }
    }

    @Test func dataThatIsNoLongerFedFades() {
        let stale: [any Drawable] = [
            LineChart(series: ChartSamples.line.series, unit: "°C", isStale: true),
            Histogram(bins: ChartSamples.histogram.bins, isStale: true),
            Heatmap(rows: ChartSamples.errors.rows, ramp: .diverging, isStale: true),
            Scatter(groups: ChartSamples.scatter.groups, isStale: true),
            MirroredHistogram(bins: ChartSamples.mirror.bins, firstName: "a", secondName: "b", isStale: true),
            StackedBar(parts: ChartSamples.stack.parts, isStale: true),
            Funnel(steps: ChartSamples.funnel.steps, isStale: true),
            StripChart(strips: ChartSamples.strips.strips, isStale: true),
            SparklineRows(rows: ChartSamples.sparklines.rows, isStale: true),
            Sparkline([1, 2, 3], isStale: true), ProgressBar(0.5, isStale: true),
            BarList(rows: [.init(label: "a", value: 3, text: "3")], isStale: true),
        ]
        let fresh: Set<Role> = [.text, .muted, .faint, .title, .border, .warning, .stale, .selection]
        for (index, chart) in stale.enumerated() {
            var painter = Painter(size: Size(width: 60, height: 12))
            chart.draw(&painter)
            let roles = Set(painter.frame.cells.filter { $0.glyph != " " }.map(\.style.role))
            #expect(roles.contains(.stale) && roles.isSubset(of: fresh), "chart \(index): \(roles)")
        }
        var painter = Painter(size: Size(width: 60, height: 12))
        LineChart(series: ChartSamples.line.series.dropLast(), isStale: true).draw(&painter)
        #expect(painter.frame.line(0).hasSuffix("stale"))
        Golden.check(painter.frame, "charts/stale-line")
    }
}
