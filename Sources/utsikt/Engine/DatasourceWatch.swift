import UtsiktApp
import UtsiktCore

/// Hands the files of a case or dataset to the forecast, and again when they change. Files that cannot be used are told of, and
/// the last good model stays.
actor DatasourceWatch {
    private let path: String
    private let forecast: ForecastAnalysis
    private let sink: any EventSink
    private var files: [String]
    private var known = FileStamp([])

    /// How often the files are looked at, in milliseconds. A change counts when it has rested for as long: a program may write a
    /// file in several steps.
    private static let interval: Int64 = 500

    init(path: String, forecast: ForecastAnalysis, sink: any EventSink) {
        self.path = path
        self.forecast = forecast
        self.sink = sink
        files = [path]
    }

    /// Reads the files and hands them over.
    /// - Throws: `WeatherInputError` when they cannot be used; the forecast keeps what it has.
    func load() async throws(WeatherInputError) {
        // The stamp before the reading: what changes meanwhile is read again.
        known = FileStamp(files)
        let source = try WeatherDatasource(path: path)
        if source.files != files {
            files = source.files
            known = FileStamp(files)
        }
        await forecast.take(source)
        if let last = source.lastDay { await forecast.setToday(CivilDay(number: last.number + 1)) }
        for fault in source.faults() { sink.log(.warning, fault, source: "forecast") }
    }

    /// Follows the files until cancelled.
    func run() async {
        let clock = SystemPaceClock()
        var changed: FileStamp?
        while !Task.isCancelled {
            try? await clock.sleep(until: clock.now.adding(milliseconds: Self.interval))
            let now = FileStamp(files)
            guard now != known, now == changed else {
                changed = now
                continue
            }
            changed = nil
            await check()
        }
    }

    /// Reads the files again when they have changed.
    func check() async {
        guard FileStamp(files) != known else { return }
        do {
            try await load()
            sink.log(.info, "read anew: \(path)", source: "forecast")
        } catch {
            sink.log(.error, "\(error)", source: "forecast")
            sink.notice("the files cannot be used, the last model stays: the log says why")
        }
    }
}
