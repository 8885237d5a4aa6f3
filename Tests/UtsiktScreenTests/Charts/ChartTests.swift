import Testing
import UtsiktScreen
import UtsiktTestSupport

private func drawn(_ width: Int, _ height: Int, _ chart: some Drawable, _ glyphs: GlyphSet = .blocks) -> Frame {
    var painter = Painter(size: Size(width: width, height: height), glyphs: glyphs)
    chart.draw(&painter)
    return painter.frame
}

private func bars(_ values: [Double], width: Int, _ glyphs: GlyphSet = .blocks) -> [Int] {
    let rows = values.map { BarList.Row(label: "row", value: $0, text: "1") }
    let frame = drawn(width, values.count, BarList(rows: rows, showsRank: false), glyphs)
    let steps: [Character: Int] = [
        "▏": 1, "▎": 2, "▍": 3, "▌": 4, "▋": 5, "▊": 6, "▉": 7, "█": 8, "-": 1, "=": 2, "─": 1, "═": 2,
    ]
    return values.indices.map { y in (0..<width).reduce(0) { $0 + (steps[frame[$1, y].glyph] ?? 0) } }
}

@Suite struct BarListTests {
    @Test(arguments: GlyphSet.allCases)
    func aLargerValueNeverHasAShorterBarAndZeroHasNone(glyphs: GlyphSet) {
        var random = SeededGenerator(seed: 8)
        for _ in 0..<50 {
            let values = [0] + (0..<20).map { _ in Double.random(in: 0...1000, using: &random) }.sorted()
            let lengths = bars(values, width: Int.random(in: 30...120, using: &random), glyphs)
            #expect(lengths == lengths.sorted())
            #expect(lengths[0] == 0)
            #expect(lengths[1] > 0)
        }
    }

    @Test func barsAreExactToAnEighthOfACell() {
        // 50 columns: label 6 of at most 24, gap, bar, gap, one digit.
        let lengths = bars([80, 40, 10, 1], width: 50)
        #expect(lengths[0].isMultiple(of: 8))
        #expect(lengths[1] * 2 == lengths[0])
        #expect(abs(Double(lengths[2]) - Double(lengths[0]) / 8) <= 0.5)
        #expect(abs(Double(lengths[3]) - Double(lengths[0]) / 80) <= 0.5)
    }

    @Test func scrollingMovesAsLittleAsPossible() {
        #expect(BarList.offset(showing: 5, count: 20, height: 10, current: 0) == 0)
        #expect(BarList.offset(showing: 12, count: 20, height: 10, current: 0) == 3)
        #expect(BarList.offset(showing: 2, count: 20, height: 10, current: 8) == 2)
        #expect(BarList.offset(showing: 19, count: 20, height: 10, current: 90) == 10)
        #expect(BarList.offset(showing: 0, count: 0, height: 0, current: 4) == 0)
        #expect(BarList.offset(showing: .max, count: 3, height: .max, current: .min) == 0)
    }
}

@Suite struct NiceTicksTests {
    @Test func ticksCoverTheRangeInStepsOfOneTwoFive() {
        var random = SeededGenerator(seed: 9)
        for round in 0..<2000 {
            let (a, b) = (randomNumber(&random), randomNumber(&random))
            let ticks = NiceTicks(from: a, to: b, target: Int.random(in: -2...20, using: &random))
            #expect(ticks.step > 0 && ticks.step.isFinite, "round \(round) of seed 9")
            #expect(ticks.values.count >= 2, "round \(round) of seed 9")
            #expect(zip(ticks.values, ticks.values.dropFirst()).allSatisfy { $0 < $1 }, "round \(round) of seed 9")
            guard abs(a) < 1e9, abs(b) < 1e9 else { continue }
            let slack = ticks.step * 1e-6
            #expect(ticks.range.lowerBound <= min(a, b) + slack && ticks.range.upperBound >= max(a, b) - slack)
            var mantissa = ticks.step
            while mantissa >= 9.999 { mantissa /= 10 }
            while mantissa < 0.9999 { mantissa *= 10 }
            #expect([1.0, 2, 5].contains { abs($0 - mantissa) < 1e-6 }, "step \(ticks.step)")
            #expect(Set(ticks.values.map(ticks.label)).count == ticks.values.count, "\(ticks.values.map(ticks.label))")
        }
    }

    @Test func ticksAreExactNumbers() {
        #expect(NiceTicks(from: 0, to: 0.5, target: 5).values == [0, 0.1, 0.2, 0.3, 0.4, 0.5])
        #expect(NiceTicks(from: -3, to: 27, target: 3).values == [-10, 0, 10, 20, 30])
        #expect(
            NiceTicks(from: 0, to: 24271, target: 3).values.map(NiceTicks(from: 0, to: 24271, target: 3).label)
                == ["0", "10k", "20k", "30k"])
    }
}

@Suite struct HistogramTests {
    private func bell(_ count: Int, from low: Double = -6, to high: Double = 6) -> Histogram {
        let width = (high - low) / Double(count)
        return Histogram(
            bins: (0..<count).map { index in
                let middle = low + (Double(index) + 0.5) * width
                return .init(
                    lower: low + Double(index) * width, upper: low + Double(index + 1) * width,
                    count: Int(1000 / (1 + middle * middle)))
            }, unit: "°C", negativeLabel: "under", positiveLabel: "over")
    }

    @Test(arguments: [1, 2, 7, 8, 24, 60, 400])
    func theZeroLineIsAlwaysThere(count: Int) {
        for width in [20, 33, 60, 120] {
            let frame = drawn(width, 10, bell(count))
            let axis = (0..<width).filter { frame[$0, 8].glyph == "┼" }
            #expect(axis.count == 1, "\(count) bins in \(width)")
            #expect(frame[axis.first ?? 0, 9].glyph == "0")
        }
    }

    @Test func binsBelowZeroStandLeftOfTheLineAndAboveRight() {
        let frame = drawn(60, 12, bell(24))
        let zero = (0..<60).first { frame[$0, 10].glyph == "┼" } ?? 0
        for x in 0..<60 {
            for y in 1..<10 where frame[x, y].glyph != " " && x != zero {
                #expect(frame[x, y].style.role == (x < zero ? .negative : .positive))
            }
        }
    }

    @Test func mergedBinsSayHowMany() {
        let frame = drawn(70, 12, bell(400))
        #expect(frame.line(0).contains("bins a bar"))
        #expect(!drawn(70, 12, bell(24)).line(0).contains("bins a bar"))
    }

    @Test func labelsNeverTouch() {
        for count in [2, 9, 24, 100] {
            for width in 8...90 {
                let row = drawn(width, 8, bell(count, from: -1234.5, to: 987.25)).line(7)
                let labels = row.split(separator: " ")
                #expect(
                    labels.allSatisfy { label in label == "°C" || label.allSatisfy { "-0123456789.k".contains($0) } },
                    "\(row)")
                #expect(labels.allSatisfy { $0.dropFirst().allSatisfy { $0 != "-" } }, "\(row)")
            }
        }
    }
}

@Suite struct LineChartTests {
    private func chart(_ values: [Double?], mark: LineChart.Mark = .line) -> LineChart {
        LineChart(
            series: [.init(name: "a", points: values.enumerated().map { ChartPoint(Double($0), $1) }, mark: mark)],
            xAxis: .nice { NumberText.fixed($0) })
    }

    private func dots(_ frame: Frame, _ columns: Range<Int>) -> Int {
        columns.reduce(0) { sum, x in
            sum
                + (0..<frame.size.height).count { y in
                    let value = frame[x, y].glyph.unicodeScalars.first?.value ?? 0
                    return (0x2801...0x28FF).contains(value)
                }
        }
    }

    @Test func noPeakIsLostHoweverManyPoints() {
        var values: [Double?] = Array(repeating: 0, count: 20_000)
        values[12_345] = 100
        let frame = drawn(80, 12, chart(values))
        #expect(
            (0..<80).contains { x in (0x2801...0x28FF).contains(frame[x, 0].glyph.unicodeScalars.first?.value ?? 0) })
    }

    @Test func aGapStaysAGap() {
        let values: [Double?] = (0..<200).map { (80..<120).contains($0) ? nil : Double($0 % 7) }
        let frame = drawn(80, 12, chart(values))
        #expect(dots(frame, 36..<46) == 0)
        #expect(dots(frame, 5..<30) > 0 && dots(frame, 55..<78) > 0)
    }

    @Test func theLadderGoesDownToOneNumber() {
        let values: [Double?] = (0..<48).map { Double($0) / 2 }
        #expect(drawn(60, 12, chart(values)).text.contains("┬"))
        #expect(!drawn(60, 5, chart(values)).text.contains("┬"))
        #expect(drawn(30, 2, chart(values)).text.contains("█"))
        #expect(drawn(30, 2, chart(values)).text.contains("23.5"))
        #expect(drawn(4, 1, chart(values)).text == "23.5\n")
        #expect(drawn(60, 12, LineChart(series: [])).text.contains("no data yet"))
    }

    @Test func labelsOfTheAxesNeverTouch() {
        let values: [Double?] = (0..<500).map { Double($0 % 90) }
        for width in 18...120 {
            var chart = chart(values)
            chart.xAxis = .nice { "<\(NumberText.fixed($0))>" }
            chart.cursor = Double(width)
            let row = drawn(width, 10, chart).line(9)
            #expect(!row.contains("><"), "\(row)")
            chart.xAxis = .ticks((0..<50).map { ChartTick(Double($0 * 10), "<\($0)>") })
            #expect(!drawn(width, 10, chart).line(9).contains("><"))
        }
    }

    @Test func onePointAndEqualValuesAreDrawn() {
        #expect(dots(drawn(40, 8, chart([5])), 0..<40) == 1)
        #expect(dots(drawn(40, 8, chart(Array(repeating: 5, count: 100))), 0..<40) >= 30)
    }
}

@Suite struct SmallChartTests {
    @Test func aBarIsFullOnlyWhenAllIsDone() {
        #expect(drawn(30, 1, ProgressBar(0.99999)).text.contains("99%"))
        #expect(!drawn(30, 1, ProgressBar(0.99999)).text.hasPrefix(String(repeating: "█", count: 25)))
        #expect(drawn(30, 1, ProgressBar(1)).text == String(repeating: "█", count: 25) + " 100%\n")
        #expect(drawn(30, 1, ProgressBar(0)).text.contains("·") && !drawn(30, 1, ProgressBar(0)).text.contains("▏"))
    }

    @Test func aNarrowTableDropsTheLeastImportantColumns() {
        let table = Table(
            columns: [
                .init("name", minimum: 6), .init("count", .right, priority: 1), .init("note", minimum: 4, priority: 2),
            ],
            rows: [["anna", "12", "all is well"]])
        #expect(drawn(40, 2, table).text == "name  count  note\nanna     12  all is well\n")
        #expect(drawn(14, 2, table).text == "name  count\nanna     12\n")
        #expect(drawn(8, 2, table).text == "name\nanna\n")
    }

    @Test func aSparklineKeepsGapsAndShowsTheHighest() {
        #expect(drawn(4, 1, Sparkline([1, nil, 8, 4])).text == "▁ █▄\n")
        #expect(drawn(2, 1, Sparkline([0, 8, 0, 0])).text == "█▁\n")
    }

    @Test func theFrameWithTheKeysDiffersWithoutColour() {
        for glyphs in GlyphSet.allCases {
            var painters = [false, true].map { _ in Painter(size: Size(width: 20, height: 4), glyphs: glyphs) }
            let inner = Box(title: "Topics", isFocused: false).draw(&painters[0], in: painters[0].bounds)
            Box(title: "Topics", isFocused: true).draw(&painters[1], in: painters[1].bounds)
            #expect(painters[0].frame.text != painters[1].frame.text)
            #expect(inner == Rect(x: 1, y: 1, width: 18, height: 2))
        }
    }

    @Test(arguments: [
        (1234.5, 1, "1234.5"), (-0.04, 1, "0.0"), (0.005, 2, "0.01"), (1e20, 0, "1e20"), (.nan, 2, "nan"),
        (7, 3, "7.000"),
    ])
    func numbersAreWrittenPlainly(value: Double, decimals: Int, expected: String) {
        #expect(NumberText.fixed(value, decimals) == expected)
    }

    @Test func numbersAreGroupedAndShortened() {
        #expect(NumberText.grouped(24271) == "24,271" && NumberText.grouped(-999) == "-999")
        #expect(NumberText.grouped(.min) == "-9,223,372,036,854,775,808")
        #expect(NumberText.si(12345) == "12.3k" && NumberText.si(999) == "999" && NumberText.si(-2e6) == "-2M")
        #expect(NumberText.si(999_960) == "1M")
    }
}
