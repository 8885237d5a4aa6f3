import UtsiktScreen

/// Charts of plain data without libm: the same on every machine to the last digit.
enum ChartSamples {
    /// A smooth wave of a period in steps.
    static func wave(_ step: Int, period: Int, height: Double) -> Double {
        let part = Double(((step % period) + period) % period) / Double(period)
        let x = part < 0.5 ? part * 4 - 1 : 3 - part * 4
        return height * x * (1.5 - 0.5 * x * x)
    }

    /// A cloud of predictions near what was measured.
    static let predictions: [ChartPoint] = (0..<240).map { step in
        let actual = -5 + Double(step % 80) * 0.4
        return ChartPoint(actual, actual + wave(step * 37, period: 101, height: 4) + (step % 7 == 0 ? 2 : 0))
    }

    static var line: LineChart {
        let hours = 0..<120
        let value = { (hour: Int) in wave(hour, period: 24, height: 5) + wave(hour, period: 90, height: 2) }
        return LineChart(
            series: [
                .init(
                    name: "residual",
                    points: hours.map { ChartPoint(Double($0) * 3600, (50..<58).contains($0) ? nil : value($0)) }),
                .init(
                    name: "yesterday", points: hours.map { ChartPoint(Double($0) * 3600, value($0 + 24) / 2) },
                    role: .series2, mark: .dashes),
            ],
            xAxis: .steps(ChartAxis.timeSteps) { seconds in "\(Int(seconds / 3600))h" }, unit: "°C",
            references: [.init(6, "limit", role: .warning)], cursor: 90 * 3600,
            bands: [
                .init(
                    name: "80 %", lower: (60..<120).map { ChartPoint(Double($0) * 3600, value($0) - 2.5) },
                    upper: (60..<120).map { ChartPoint(Double($0) * 3600, value($0) + 2.5) })
            ], includesZero: true, showsValueBox: true)
    }

    static var histogram: Histogram {
        Histogram(
            bins: (0..<18).map { index in
                let middle = Double(index) - 6.5
                return .init(
                    lower: Double(index) - 7, upper: Double(index) - 6, count: Int(300 / (1 + middle * middle)))
            }, unit: "°C", negativeLabel: "under", positiveLabel: "over", isSymmetric: true)
    }

    static var missing: Heatmap {
        Heatmap(
            rows: ["temperature", "wind", "rain", "cloud", "pressure"].enumerated().map { row, name in
                .init(
                    name,
                    (0..<60).map { column in
                        if (column + row * 13) % 40 < 4 { return nil }
                        return row == 2 ? 0 : max(0, wave(column * (row + 1), period: 60, height: 100))
                    })
            }, xAxis: .nice { "d\(Int($0))" }, range: 0...100, unit: "%", name: "missing",
            cursor: Point(x: 33, y: 1), summary: "31% missing")
    }

    static var errors: Heatmap {
        Heatmap(
            rows: (0..<24).map { hour in
                .init("\(hour)h", (0..<40).map { wave($0 * 3 + hour * 2, period: 48, height: Double(hour % 12)) })
            }, xAxis: .nice { "d\(Int($0))" }, ramp: .diverging, unit: "°C", name: "error")
    }

    static var scatter: Scatter {
        Scatter(
            groups: [.init(name: "test", points: predictions)], xName: "actual", yName: "predicted", unit: "°C",
            cursor: ChartPoint(12, 14), summary: "MAE 1.9 °C")
    }

    static var mirror: MirroredHistogram {
        MirroredHistogram(
            bins: (0..<20).map { index in
                let middle = Double(index) - 9.5
                return .init(
                    lower: Double(index) - 10, upper: Double(index) - 9, first: Int(900 / (1 + middle * middle / 4)),
                    second: Int(200 / (1 + (middle - 2) * (middle - 2) / 2)))
            }, firstName: "train", secondName: "test", unit: "°C")
    }

    static var stack: StackedBar {
        StackedBar(
            parts: [
                .init("native 40G", 12), .init("4x10G", 20), .init("dark", 1, role: .faint), .init("uplink", 6),
            ], total: 48)
    }

    static var funnel: Funnel {
        Funnel(steps: [
            .init("posts", 24271, text: "24,271"), .init("tagged", 9120, text: "9,120"),
            .init("within the window", 713, text: "713"),
        ])
    }

    static var strips: StripChart {
        StripChart(
            strips: [
                StripChart.Strip("ridge", of: predictions.map { ($0.y ?? 0) - $0.x }),
                StripChart.Strip("baseline", of: predictions.map { ($0.y ?? 0) - $0.x * 0.7 }, role: .series2),
            ].compactMap { $0 }, unit: "°C", includesZero: true)
    }

    static var sparklines: SparklineRows {
        SparklineRows(
            rows: (0..<4).map { row in
                .init(
                    "#tag\(row)",
                    (0..<70).map { (30..<34).contains($0) ? nil : 10 + wave($0 * (row + 1), period: 60, height: 10) },
                    text: "\(row * 31)")
            }, selected: 1)
    }

    /// Every chart with a ladder, by name.
    static var all: [(name: String, chart: any LadderedChart)] {
        [
            ("residuals", line), ("symmetric", histogram), ("missing", missing), ("errors", errors),
            ("scatter", scatter), ("mirror", mirror), ("stack", stack), ("funnel", funnel), ("strips", strips),
            ("sparklines", sparklines),
        ]
    }
}
