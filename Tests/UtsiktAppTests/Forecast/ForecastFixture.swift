import UtsiktCore
import UtsiktScreen
import UtsiktTestSupport

@testable import UtsiktApp

/// A small made-up climate of two places: a slow swing, a day's rise and fall, and noise from a seed.
enum ForecastFixture {
    /// The first day of the observations.
    static let start = CivilDay(year: 2013, month: 4, day: 1) ?? CivilDay(number: 0)
    static let days = 45

    static func observations(seed: UInt64 = 11) -> [Observation] {
        var random = SeededGenerator(seed: seed)
        func noise(_ scale: Double) -> Double { (Double(random.next() % 2001) / 1000 - 1) * scale }
        var result: [Observation] = []
        var swing = 0.0
        for day in 0..<days {
            swing = swing * 0.7 + noise(4)
            for hour in stride(from: 0, to: 24, by: 2) {
                // A rise to 18:00 UTC and a fall after it, without trigonometry.
                let rise = Double(hour < 10 ? 10 - hour : hour <= 18 ? hour - 10 : 26 - hour)
                let base = 8 + Double(day) * 0.2 + swing + (hour < 10 ? -rise : rise) * 0.5
                for (place, offset) in [("JFK", 0.0), ("Newark", 1.2)] {
                    let instant = Timestamp(day: start.adding(days: day), hour: hour)
                    var observation = Observation(place: place, instant: instant, values: [])
                    observation[.tempm] = NumberText.fixed(base + offset + noise(1), 1)
                    observation[.dewptm] = NumberText.fixed(base - 5 + noise(2), 1)
                    observation[.hum] = NumberText.fixed(60 + noise(20), 0)
                    observation[.pressurem] = NumberText.fixed(1013 - swing * 2 + noise(1), 1)
                    observation[.wspdm] = NumberText.fixed(12 + noise(9), 1)
                    observation[.wdird] = NumberText.fixed(180 + noise(170), 0)
                    observation[.vism] = "16.1"
                    observation[.wgustm] = "-9999"
                    observation[.conds] = noise(1) > 0.4 ? "Rain" : "Clear"
                    observation[.rain] = observation[.conds] == "Rain" ? "1" : "0"
                    result.append(observation)
                }
            }
        }
        return result
    }

    /// The snapshot of the default settings, made once for all tests.
    private static let standard = Task { await train(ForecastSettings()) }

    static func snapshot() async -> ForecastSnapshot { await standard.value }

    static func snapshot(_ settings: ForecastSettings) async -> ForecastSnapshot { await train(settings) }

    private static func train(_ settings: ForecastSettings) async -> ForecastSnapshot {
        let analysis = ForecastAnalysis(settings: settings, today: start.adding(days: days))
        await analysis.ingest(observations())
        return await analysis.current()
    }

    static func state(
        _ snapshot: ForecastSnapshot?, size: Size, glyphs: GlyphSet = .blocks
    ) -> AppState {
        var state = AppState(
            size: size, glyphs: glyphs, world: WorldStatus(isReplay: true, name: "sample", speed: .max))
        state.focus = .forecast
        if let snapshot {
            state.forecast.receive(snapshot)
            state.forecast.settings = snapshot.settings
        }
        return state
    }

    /// A state with a pinned run and some others, in a view.
    static func lab(_ view: LabView, size: Size, glyphs: GlyphSet = .blocks) async -> AppState {
        var state = state(await snapshot(), size: size, glyphs: glyphs)
        state.isZoomed = true
        state.forecast.view = view
        guard view == .runs else { return state }
        for run in await runs() { state.forecast.receive(runs: [run]) }
        state.forecast.pinned = await other.value.run.map { PinnedRun(run: $0) }
        return state
    }

    private static let other = Task { await train(ForecastSettings(learner: .ridge, lambda: .fixed(10))) }
    private static let leaking = Task { await train(ForecastSettings(learner: .ridge, split: .random)) }

    static func runs() async -> [ForecastRun] {
        var runs = [await other.value.run, await leaking.value.run].compactMap { $0 }
        for index in runs.indices { runs[index].at = Timestamp(day: start.adding(days: days + index), hour: 9) }
        return runs
    }

    /// The pane within its frame, as the whole screen shows it.
    static func frame(_ state: AppState, isFocused: Bool = true) -> Frame {
        var painter = Painter(size: state.size, glyphs: state.glyphs)
        let box = Box(
            title: ForecastPane.title, caption: ForecastPane.caption(state), isFocused: isFocused, badge: "3")
        let inner = box.draw(&painter, in: painter.bounds)
        painter.inside(inner) {
            ForecastPane.draw(&$0, PaneContext(state: state, isFocused: isFocused, isZoomed: true))
        }
        return painter.frame
    }
}
