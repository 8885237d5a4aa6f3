import UtsiktApp
package import UtsiktCore

/// Hands the files of a case or dataset to the forecast, and again when they change. Files that cannot be used are reported, and
/// the last good model stays.
package actor DatasourceWatch {
    private let path: String
    private let forecast: ForecastAnalysis
    private let sink: any ArrivalSink
    private var files: [String]
    private var known = FileStamp([])

    package init(path: String, forecast: ForecastAnalysis, sink: any ArrivalSink) {
        self.path = path
        self.forecast = forecast
        self.sink = sink
        files = [path]
    }

    /// Reads the files and hands them over.
    /// - Throws: `WeatherInputError` when they cannot be used; the forecast keeps what it has.
    package func load() async throws(WeatherInputError) {
        // The stamp before the reading: what changes meanwhile is read again.
        files = WeatherDatasource.files(path: path)
        known = FileStamp(files)
        let source = try WeatherDatasource(path: path)
        await forecast.take(source)
        if let last = source.lastDay {
            let day = CivilDay(number: last.number + 1)
            await forecast.setToday(day)
            sink.hand(.today(day))
        }
        for fault in source.faults() { sink.log(.warning, fault, source: "forecast") }
    }

    /// Follows the files until cancelled.
    package func run() async {
        await FileWatch.follow(
            watched: { (files, []) }, stamp: { FileStamp(files) }, known: { known }, act: { await check() })
    }

    /// Reads the files again when they have changed.
    package func check() async {
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
