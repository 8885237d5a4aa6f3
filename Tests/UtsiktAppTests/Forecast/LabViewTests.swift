import Testing
import UtsiktCore
import UtsiktScreen
import UtsiktTestSupport

@testable import UtsiktApp

@Suite(.readsGoldens()) struct LabViewTests {
    private static let sizes = [
        Size(width: 200, height: 60), Size(width: 120, height: 40), Size(width: 80, height: 24),
    ]

    @Test(arguments: LabView.allCases.filter { $0 != .lab }, sizes)
    func everyViewLooksAsRecorded(_ view: LabView, _ size: Size) async {
        let state = await ForecastFixture.lab(view, size: size)
        Golden.check(ForecastFixture.frame(state), "forecast/\(view.rawValue)-\(size.width)x\(size.height)")
    }

    /// With 256 colours and without any, as terminals get them.
    @Test(arguments: LabView.allCases, sizes)
    func everyViewIsWrittenAsRecordedInColourAndMono(_ view: LabView, _ size: Size) async {
        let frame = ForecastFixture.frame(await ForecastFixture.lab(view, size: size))
        let name = "\(view.rawValue)-\(size.width)x\(size.height)"
        Golden.check(frame, colours: .twoFiftySix, "forecast/colour/\(name)")
        Golden.check(frame, colours: .none, "forecast/mono/\(name)")
    }

    @Test(arguments: LabView.allCases.filter { $0 != .lab })
    func everyViewLooksAsRecordedInASCII(_ view: LabView) async {
        let state = await ForecastFixture.lab(view, size: Size(width: 80, height: 24), glyphs: .ascii)
        let frame = ForecastFixture.frame(state)
        #expect(frame.text.utf8.allSatisfy { $0 == 0x0A || (0x20..<0x7F).contains($0) })
        Golden.check(frame, "forecast/\(view.rawValue)-ascii-80x24")
    }

    @Test(arguments: LabView.allCases)
    func everyViewAnswersAtEverySize(_ view: LabView) async {
        let seed: UInt64 = 17
        var random = SeededGenerator(seed: seed)
        var state = await ForecastFixture.lab(view, size: Size(width: 80, height: 24))
        let empty = ForecastSnapshot(problem: "fewer than two days of records")
        for round in 0..<36 {
            let size =
                round < 24
                ? Size(width: Int(random.next() % 90) + 1, height: Int(random.next() % 26) + 1)
                : Size(width: Int(random.next() % 220) + 1, height: Int(random.next() % 70) + 1)
            state.glyphs = GlyphSet.allCases[round % GlyphSet.allCases.count]
            state.forecast.chart = round % 5 == 0 ? Int(random.next() % 3) : nil
            state.preferences.temperature = round % 2 == 0 ? .celsius : .fahrenheit
            var painter = Painter(size: Size(width: size.width + 2, height: size.height + 2), glyphs: state.glyphs)
            painter.inside(Rect(x: 1, y: 1, width: size.width, height: size.height)) {
                ForecastPane.draw(&$0, PaneContext(state: state, isFocused: round % 3 == 0, isZoomed: true))
            }
            let frame = painter.frame
            let isBlank = frame.cells.allSatisfy { $0.glyph == " " }
            #expect(!isBlank, "seed \(seed), round \(round), \(size)")
            let isInside = (0..<frame.size.width).allSatisfy { x in
                frame[x, 0].glyph == " " && frame[x, frame.size.height - 1].glyph == " "
            }
            #expect(isInside, "seed \(seed), round \(round), \(size)")
            var bare = state
            bare.forecast = ForecastPaneState()
            bare.forecast.view = view
            if round % 2 == 0 { bare.forecast.receive(empty) }
            var other = Painter(size: size, glyphs: state.glyphs)
            ForecastPane.draw(&other, PaneContext(state: bare, isFocused: true, isZoomed: true))
            let isOtherBlank = other.frame.cells.allSatisfy { $0.glyph == " " }
            #expect(!isOtherBlank, "seed \(seed), round \(round), \(size), without data")
        }
    }

    @Test(arguments: ["j_tempm", "n_conds", "j_wgustm"])
    func theInspectorLooksAsRecorded(_ name: String) async {
        let state = await ForecastFixture.lab(.report, size: Size(width: 90, height: 34))
        var painter = Painter(size: state.size)
        ForecastPane.drawInspector(
            &painter, PaneContext(state: state, isFocused: true, isZoomed: true), subject: name, offset: 0)
        Golden.check(painter.frame, "forecast/inspector-\(name)")
        #expect(ForecastPane.inspectorTitle(name, state) == "Attribute " + name)
    }

    @Test func theInspectorScrollsAtEverySize() async {
        var random = SeededGenerator(seed: 29)
        let state = await ForecastFixture.lab(.report, size: Size(width: 80, height: 24))
        for _ in 0..<40 {
            let size = Size(width: Int(random.next() % 100) + 1, height: Int(random.next() % 40) + 1)
            for name in ["j_tempm", "n_conds", "gone\u{1B}"] {
                var painter = Painter(size: size, glyphs: .latin)
                let context = PaneContext(state: state, isFocused: true, isZoomed: true)
                let offset = Int(random.next() % 30)
                ForecastPane.drawInspector(&painter, context, subject: name, offset: offset)
                let isBlank = painter.frame.cells.allSatisfy { $0.glyph == " " }
                #expect(!isBlank, "\(size) \(name) \(offset)")
            }
        }
    }

    @Test func timesFollowTheZone() async {
        var state = await ForecastFixture.lab(.lab, size: Size(width: 120, height: 40))
        state.preferences.zone = DisplayZone(name: "New York", suffix: "", first: -4 * 3600, periods: [])
        #expect(ForecastFixture.frame(state).text.contains("08:00 today, 16 May"))
        state.preferences.zone = DisplayZone(name: "Auckland", suffix: "", first: 13 * 3600, periods: [])
        #expect(ForecastFixture.frame(state).text.contains("01:00 today, 17 May"))
    }

    @Test func weeksBeginWhereTheUserSays() async throws {
        let snapshot = await ForecastFixture.snapshot()
        for (start, weekday) in [(WeekStart.monday, 0), (.sunday, 6)] {
            var state = ForecastFixture.state(snapshot, size: Size(width: 120, height: 40))
            state.preferences.weekStart = start
            let view = ForecastView(state, snapshot, isFocused: true)
            let week = 7 * 86400.0
            let time = try #require(view.time(at: week * 2000))
            #expect(time.day.weekday == weekday)
            #expect(view.x(time) == week * 2000)
        }
    }

    @Test func oneCellShowsANumberInEveryView() async {
        for view in LabView.allCases {
            let state = await ForecastFixture.lab(view, size: Size(width: 1, height: 1))
            var painter = Painter(size: state.size)
            ForecastPane.draw(&painter, PaneContext(state: state, isFocused: true, isZoomed: true))
            #expect(painter.frame[0, 0].glyph != " ", "\(view)")
        }
    }

    @Test func fahrenheitChangesEveryNumber() async throws {
        let snapshot = await ForecastFixture.snapshot()
        let evaluation = try #require(snapshot.evaluation)
        for view in LabView.allCases {
            var state = await ForecastFixture.lab(view, size: Size(width: 200, height: 60))
            state.preferences.temperature = .fahrenheit
            let text = ForecastFixture.frame(state).text
            #expect(!text.contains("°C"), "\(view)")
            #expect(text.contains("°F"), "\(view)")
            if view == .lab { #expect(text.contains(NumberText.fixed(evaluation.eval.rmse * 1.8, 2))) }
        }
    }

    @Test func aSplitThatLeaksIsCalledSo() async {
        let snapshot = await ForecastFixture.snapshot(ForecastSettings(learner: .ridge, split: .random))
        var state = ForecastFixture.state(snapshot, size: Size(width: 120, height: 40))
        let frame = ForecastFixture.frame(state)
        #expect(frame.text.contains("! a random split leaks"))
        #expect(frame.cells.contains { $0.style.role == .bad })
        state.size = Size(width: 40, height: 8)
        #expect(ForecastFixture.frame(state).text.contains("leak"))
    }

    @Test func whyThereIsNoModelIsSaidBrightlyBesideTheLastGoodOne() async {
        var state = ForecastFixture.state(await ForecastFixture.snapshot(), size: Size(width: 120, height: 40))
        var problem = ForecastSnapshot(settings: state.forecast.settings, problem: "the target is missing everywhere")
        problem.facts = state.forecast.snapshot?.facts ?? problem.facts
        state.forecast.receive(problem)
        for view in LabView.allCases {
            state.forecast.view = view
            let frame = ForecastFixture.frame(state)
            #expect(frame.text.contains("! the target is missing"), "\(view)")
            let marks = frame.cells.filter { $0.style.role == .bad }
            #expect(!marks.isEmpty && marks.allSatisfy { !$0.style.attributes.contains(.dim) }, "\(view)")
        }
    }

    @Test func withoutAnyModelTheLabSaysWhy() async {
        let settings = ForecastSettings(
            learner: .sgd, sgd: SGDSettings(passes: 20, eta0: 10), encoding: .quantile, clip: nil)
        var snapshot = await ForecastFixture.snapshot()
        snapshot.settings = settings
        snapshot.evaluation = nil
        snapshot.batch = nil
        snapshot.histograms = []
        snapshot.problem = "gradient descent diverged in pass 1. Clip the inputs, or take a smaller step"
        for (width, height) in [(200, 60), (120, 40), (80, 24), (60, 16), (46, 7)] {
            let state = ForecastFixture.state(snapshot, size: Size(width: width, height: height))
            let text = ForecastFixture.frame(state).text
            let words = text.split(whereSeparator: { " \n┃│".contains($0) }).joined(separator: " ")
            #expect(words.contains("diverged in pass"), "\(width)x\(height)")
            #expect(words.contains("smaller"), "\(width)x\(height)")
        }
    }

    @Test func divergenceIsSaidWithWhatHelps() async throws {
        var snapshot = await ForecastFixture.snapshot()
        snapshot.notices = ["SGD is diverging: its steps are too large. Clip the inputs, or use ridge"]
        for (size, words) in [((120, 40), "Clip the inputs"), ((80, 24), "SGD is diverging"), ((50, 3), "! SGD")] {
            let state = ForecastFixture.state(snapshot, size: Size(width: size.0, height: size.1))
            #expect(ForecastFixture.frame(state).text.contains(words), "\(size)")
        }
    }

    @Test func aNewPictureIsWaitedForWithTheOldReport() async {
        let snapshot = await ForecastFixture.snapshot()
        var state = ForecastFixture.state(snapshot, size: Size(width: 120, height: 40))
        var first = snapshot
        first.report = nil
        first.rolling = nil
        first.isComplete = false
        state.forecast.receive(first)
        #expect(state.forecast.report != nil)
    }

    @Test func hostileNamesStayInTheirCells() async throws {
        let name = "evil\u{1B}[31m\u{202E}\n, \"x\"\u{0301}"
        let analysis = ForecastAnalysis(today: ForecastFixture.start.adding(days: 20))
        let observations = ForecastFixture.observations().prefix(20 * 24).map { observation in
            guard observation.place == "JFK" else { return observation }
            var other = Observation(place: name, instant: observation.instant, values: [])
            for field in WeatherField.allCases { other[field] = observation[field] }
            other[.conds] = observation[.conds] == "Rain" ? name : "Clear"
            return other
        }
        await analysis.ingest(Array(observations))
        let snapshot = await analysis.current()
        #expect(snapshot.evaluation != nil)
        for view in LabView.allCases {
            for (width, height) in [(200, 60), (80, 24), (30, 9)] {
                var state = ForecastFixture.state(snapshot, size: Size(width: width, height: height))
                state.forecast.view = view
                let frame = ForecastFixture.frame(state)
                let clean = frame.text.unicodeScalars.allSatisfy {
                    $0 == "\n" || ($0.value >= 0x20 && $0.value != 0x202E)
                }
                #expect(clean, "\(view) \(width)x\(height)")
                if let copied = ForecastPane.copied(state) { #expect(!copied.text.isEmpty) }
            }
        }
    }
}
