import UtsiktApp
package import UtsiktCore
import UtsiktScreen

/// What a headless run of a world ended with: the figures of the panes, from the same core values.
package struct RunSummary: Encodable, Sendable {
    /// The world's label and clocks.
    package var world: World
    /// What was fetched.
    package var fetch: Fetch
    /// The counts.
    package var topics: TopicsReport
    /// The model beside its baselines, and tomorrow's noon.
    package var forecast: Forecast
    /// The rack as it is planned at first.
    package var fabric: FabricSummary

    /// The world.
    package struct World: Encodable, Sendable {
        /// The label, as `synthetic sample`.
        var label: String
        /// The posts' now; null when it is the machine's.
        @NullWhenMissing var topicsNow: Timestamp?
        /// The weather's today, `YYYY-MM-DD`; null when it is the machine's.
        @NullWhenMissing var weatherToday: String?
    }

    /// What was fetched, and what was not.
    package struct Fetch: Encodable, Sendable {
        /// Tasks fetched to their end.
        var done: Int
        /// Tasks in all.
        var total: Int
        /// Tasks that failed.
        var setAside: Int
        /// Posts and observations stored.
        var rows: Int
        /// Records rejected.
        var rejected: Int
        /// The same by source.
        var sources: [SourceProgress]
    }

    /// The model in a few figures; `utsikt weather --db` prints all of them.
    package struct Forecast: Encodable, Sendable {
        /// The place whose noon is forecast.
        var targetPlace: String
        /// The day that is forecast, `YYYY-MM-DD`; null without a forecast.
        @NullWhenMissing var day: String?
        /// The prediction from the latest record, °C.
        @NullWhenMissing var latest: Double?
        /// The mean of the day's predictions, °C.
        @NullWhenMissing var mean: Double?
        /// What was fitted.
        @NullWhenMissing var learner: Learner?
        /// The penalty.
        @NullWhenMissing var lambda: Double?
        /// Records and days that trained the model.
        @NullWhenMissing var trainRows: Int?
        /// Records that judged it.
        @NullWhenMissing var evalRows: Int?
        /// Days among them.
        @NullWhenMissing var evalDays: Int?
        /// Its error on them, °C.
        @NullWhenMissing var evalRmse: Double?
        /// Its mean error on them, prediction − target, °C.
        @NullWhenMissing var evalBias: Double?
        /// The errors of the rules that need no model on the same records, °C, by the keys of an evaluation's `baselines`.
        var baselines: [String: Double]
        /// How it compares, in words.
        @NullWhenMissing var verdict: String?
        /// Why there is no model; null when there is one.
        @NullWhenMissing var problem: String?
    }

    /// Sums up a run.
    package init(_ run: HeadlessRun, world: StoreWorld) {
        self.world = World(
            label: world.label, topicsNow: world.topicsNow, weatherToday: world.weatherToday.map { "\($0)" })
        fetch = Fetch(
            done: run.fetch.done, total: run.fetch.total,
            setAside: run.fetch.sources.reduce(0) { $0 + $1.setAside }, rows: run.fetch.rows,
            rejected: run.fetch.sources.reduce(0) { $0 + $1.rejected }, sources: run.fetch.sources)
        topics = run.topics.report
        forecast = Forecast(run.forecast)
        fabric = FabricSummary(FabricPaneState().analysis)
    }

    /// Whether everything was had: exit status 0, else 1.
    package var isClean: Bool { fetch.setAside == 0 && fetch.rejected == 0 && fetch.done == fetch.total }

    /// The figures as lines of text.
    package var text: String {
        let funnel = topics.funnel
        let grouped = { (value: Int) in NumberText.grouped(value) }
        let top = topics.top.prefix(10).map { "\($0.tag) \($0.count)" }.joined(separator: ", ")
        let baselines = forecast.baselines.sorted { $0.value < $1.value }
            .map { "\($0.key.replacing("_", with: "-")) \(NumberText.fixed($0.value, 2))" }.joined(separator: ", ")
        let noon = forecast.latest.map { "\(NumberText.fixed($0, 1)) °C" } ?? "no forecast"
        let rmse = forecast.evalRmse.map { NumberText.fixed($0, 2) } ?? "–"
        return """
            world     \(world.label)
            fetched   \(grouped(fetch.done)) of \(grouped(fetch.total)), \(grouped(fetch.rows)) rows, \(fetch.setAside) failed, \(fetch.rejected) rejected
            topics    \(grouped(funnel.total)) posts, \(grouped(funnel.withoutHashtags)) without hashtags, \
            \(grouped(funnel.tooOld)) of the rest too old, \(grouped(funnel.analysed)) analysed
                      \(grouped(topics.hashtags.total)) hashtags, \(grouped(topics.hashtags.distinct)) distinct, \
            \(NumberText.fixed(topics.hashtags.perPost, 2)) a post
                      \(top)
            forecast  \(forecast.targetPlace) \(forecast.day ?? ""): \(noon); RMSE \(rmse) beside \(baselines)
                      \(forecast.verdict ?? forecast.problem ?? "")
            fabric    \(fabric.ports) ports, \(fabric.uplinks) uplinks: \(fabric.tenG) x 10GbE, \
            \(fabric.dualHomedServers) dual-homed servers, \(fabric.oversubscription ?? "no uplinks")
            """
    }
}

extension RunSummary.Forecast {
    /// The few figures of a snapshot.
    package init(_ snapshot: ForecastSnapshot) {
        let evaluation = snapshot.evaluation
        self.init(
            targetPlace: snapshot.targetPlace, day: snapshot.batch.map { "\($0.day)" }, latest: snapshot.headline,
            mean: snapshot.batch?.prediction.summary.mean, learner: evaluation?.settings.learner,
            lambda: evaluation?.lambda, trainRows: evaluation?.trainRows, evalRows: evaluation?.evalRows,
            evalDays: evaluation?.evalDays, evalRmse: evaluation?.eval.rmse, evalBias: evaluation?.eval.bias,
            baselines: Dictionary(
                (evaluation?.baselines ?? []).map { (EvaluationReport.key($0.learner), $0.metrics.rmse) },
                uniquingKeysWith: { a, _ in a }),
            verdict: snapshot.verdict, problem: snapshot.problem)
    }
}
