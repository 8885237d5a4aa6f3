import Testing
import UtsiktScreen
import UtsiktTestSupport

/// A wave without libm: the same on every machine to the last digit.
private func wave(_ step: Int, period: Int, height: Double) -> Double {
    let part = Double(((step % period) + period) % period) / Double(period)
    let x = part < 0.5 ? part * 4 - 1 : 3 - part * 4
    return height * x * (1.5 - 0.5 * x * x)
}

private func forecast() -> LineChart {
    let actual = (0..<240).map { hour in
        ChartPoint(
            Double(hour) * 3600,
            (100..<120).contains(hour)
                ? nil : 12 + wave(hour, period: 24, height: 8) + wave(hour, period: 180, height: 4))
    }
    let predicted = stride(from: 12, to: 240, by: 6).map { hour in
        ChartPoint(
            Double(hour) * 3600, 12 + wave(hour + 1, period: 24, height: 7) + wave(hour, period: 180, height: 4))
    }
    return LineChart(
        series: [
            .init(name: "actual", points: actual, role: .series1),
            .init(name: "predicted", points: predicted, role: .series2, mark: .dots),
        ],
        xAxis: .steps(LineChart.timeSteps) { seconds in
            let hours = Int(seconds / 3600)
            return hours.isMultiple(of: 24) ? "06-\(10 + hours / 24)" : "\(hours % 24)h"
        },
        unit: "°C", references: [.init(12, "mean 12.0")], cursor: 150 * 3600)
}

private func residuals(_ count: Int) -> Histogram {
    Histogram(
        bins: (0..<count).map { index in
            let width = 12 / Double(count)
            let middle = -6 + (Double(index) + 0.5) * width - 0.4
            let bell = 400 / (1 + middle * middle) - 10
            return .init(lower: -6 + Double(index) * width, upper: -6 + Double(index + 1) * width, count: Int(bell))
        }, unit: "°C", negativeLabel: "under", positiveLabel: "over")
}

private func topics() -> BarList {
    let counts = [
        ("#tcot", 214), ("#bigdata", 180), ("#ruby on rails", 122), ("#javascript", 96), ("#データ", 33),
        ("#averylonghashtagthatmustbecut", 12), ("#swift", 3), ("#none", 0),
    ]
    return BarList(
        rows: counts.map { name, count in
            .init(
                label: name, value: Double(count), text: "\(count)",
                note: NumberText.fixed(Double(count) / 6.6, 1) + "%",
                marker: Double(count) * 0.8 + 20)
        }, selected: 2)
}

private func accounts() -> Table {
    Table(
        columns: [
            .init("account", minimum: 8, maximum: 20), .init("state", minimum: 5, priority: 1), .init("posts", .right),
            .init("last error", minimum: 10, priority: 2),
        ],
        rows: [
            ["@anna", .init("fetching", Style(.info)), "1,203", ""],
            ["@bo", .init("done", Style(.good)), "88", ""],
            [
                "@claire_of_the_long_name", .init("retry 3", Style(.warning)), "12",
                .init("429 too many requests", Style(.muted)),
            ],
            ["@dan", .init("failed", Style(.bad)), "0", .init("401 not authorised", Style(.muted))],
        ], selected: 1)
}

@Suite(.readsGoldens()) struct ChartGoldenTests {
    private static let sizes = [(120, 30), (80, 16), (40, 8), (24, 5), (12, 2)]

    private func check(_ name: String, _ glyphs: GlyphSet, _ chart: some Drawable) {
        for (width, height) in Self.sizes {
            var painter = Painter(size: Size(width: width, height: height), glyphs: glyphs)
            chart.draw(&painter)
            Golden.check(painter.frame, "charts/\(name)-\(width)x\(height)-\(glyphs.rawValue)")
        }
    }

    @Test(arguments: [GlyphSet.blocks, .latin, .ascii])
    func lineChartsLookAsRecorded(glyphs: GlyphSet) { check("line", glyphs, forecast()) }

    @Test(arguments: [GlyphSet.blocks, .latin, .ascii])
    func histogramsLookAsRecorded(glyphs: GlyphSet) {
        check("histogram", glyphs, residuals(24))
        check("histogram-merged", glyphs, residuals(300))
    }

    @Test(arguments: [GlyphSet.blocks, .latin, .ascii])
    func barsLookAsRecorded(glyphs: GlyphSet) { check("bars", glyphs, topics()) }

    @Test(arguments: [GlyphSet.blocks, .ascii])
    func tablesLookAsRecorded(glyphs: GlyphSet) { check("table", glyphs, accounts()) }

    @Test(arguments: GlyphSet.allCases)
    func framesAndBarsLookAsRecorded(glyphs: GlyphSet) {
        var painter = Painter(size: Size(width: 60, height: 14), glyphs: glyphs)
        let left = Box(title: "Fetch", caption: "258 of 613", isFocused: true, badge: "1")
            .draw(&painter, in: Rect(x: 0, y: 0, width: 36, height: 14))
        painter.inside(left) { inner in
            let rows = inner.bounds.splitTop(1)
            ProgressBar(0.421, text: "258/613").draw(&inner, in: rows.top)
            let next = rows.rest.splitTop(1)
            ProgressBar(1).draw(&inner, in: next.top)
            let values: [Double?] = (0..<90).map {
                (30..<38).contains($0) ? nil : 20 + wave($0, period: 24, height: 18)
            }
            Sparkline(values).draw(&inner, in: Rect(x: 0, y: 4, width: inner.size.width, height: 3))
        }
        Box(title: "Log", caption: "12 entries").draw(&painter, in: Rect(x: 36, y: 0, width: 24, height: 7))
        Box(title: "A title that is too long", caption: "gone").draw(
            &painter, in: Rect(x: 36, y: 7, width: 14, height: 7))
        Box(title: "x").draw(&painter, in: Rect(x: 50, y: 7, width: 10, height: 2))
        Golden.check(painter.frame, "charts/frames-\(glyphs.rawValue)")
    }
}
