import UtsiktApp
import UtsiktCore
import UtsiktEngine
import UtsiktScreen

/// How things stand, in sentences: no glyphs, no columns, nothing that only an eye can put together.
struct PlainText: Sendable {
    /// The user's units.
    let preferences: Preferences

    /// How many hashtags are named.
    private static let tags = 5

    /// The world at the beginning.
    func world(_ world: StoreWorld) -> String {
        guard world.isReplay else { return "Your own world, live." }
        let now = world.topicsNow.map { " Its posts are of \($0.day), its clock stands at \(time($0))." } ?? ""
        return "The sample world, replayed: \(TextSanitizer.clean(world.label))." + now
    }

    /// Everything, a line a thing. Each line is complete in itself.
    func lines(_ run: HeadlessRun) -> [String] {
        [fetch(run.fetch), topics(run.topics.report), forecast(run.forecast)].compactMap(\.self)
    }

    /// A line of the log.
    func entry(_ entry: LogEntry) -> String {
        let word =
            switch entry.level {
            case .error: "Error"
            case .warning: "Warning"
            case .info, .debug: "Note"
            }
        return "\(word), \(TextSanitizer.clean(entry.source)): \(TextSanitizer.clean(entry.text))."
    }

    /// The fetching; nil while there is nothing to fetch.
    private func fetch(_ fetch: FetchSnapshot) -> String? {
        guard fetch.total > 0 else { return nil }
        let state =
            switch fetch.phase {
            case .finished: "ended"
            case .failed: "failed"
            case .paused: "paused"
            case .idle, .running, .stopped: "\(NumberText.fixed(fetch.fraction * 100, 0)) percent"
            }
        var parts = ["\(number(fetch.done)) of \(number(fetch.total)) done", "\(number(fetch.rows)) rows"]
        if fetch.setAside > 0 { parts.append("\(number(fetch.setAside)) set aside") }
        if fetch.rejected > 0 { parts.append("\(number(fetch.rejected)) records rejected") }
        return "Fetching \(state): " + parts.joined(separator: ", ") + "."
    }

    /// The counts; nil while there are no posts.
    private func topics(_ report: TopicsReport) -> String? {
        let funnel = report.funnel
        guard funnel.total > 0 else { return nil }
        let first = report.top.prefix(Self.tags).map { "\(TextSanitizer.clean($0.tag)) \(number($0.count))" }
        return "Topics: \(number(funnel.analysed)) of \(number(funnel.total)) posts with hashtags in the window, "
            + "\(number(report.hashtags.distinct)) different ones."
            + (first.isEmpty ? "" : " First: \(first.joined(separator: ", ")).")
    }

    /// The forecast; nil while there are no observations.
    private func forecast(_ snapshot: ForecastSnapshot) -> String? {
        guard !snapshot.places.isEmpty else { return nil }
        let place = TextSanitizer.clean(snapshot.targetPlace)
        let unit = preferences.temperature == .celsius ? "degrees Celsius" : "degrees Fahrenheit"
        guard let headline = snapshot.headline, let batch = snapshot.batch else {
            return "Forecast for \(place): none yet. " + TextSanitizer.clean(snapshot.problem ?? "")
        }
        let noon = NumberText.fixed(preferences.temperature.value(celsius: headline), 1)
        var text = "Forecast for \(place), noon of \(batch.day): \(noon) \(unit)."
        if let rmse = snapshot.evaluation?.eval.rmse {
            let error = NumberText.fixed(preferences.temperature.difference(celsius: rmse), 2)
            text += " Root mean square error \(error) degrees."
        }
        if let verdict = snapshot.verdict { text += " The model is \(TextSanitizer.clean(verdict))." }
        return text
    }

    private func number(_ value: Int) -> String { NumberText.grouped(value) }

    /// A time of day in the user's zone.
    private func time(_ time: Timestamp) -> String {
        let wall = preferences.zone.wall(time)
        let minute = wall.minute < 10 ? "0\(wall.minute)" : "\(wall.minute)"
        return "\(wall.hour):\(minute) \(preferences.zone.name)"
    }
}
