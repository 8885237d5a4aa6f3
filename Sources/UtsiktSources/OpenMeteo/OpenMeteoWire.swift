import HTTPTypes
import UtsiktCore

/// Open-Meteo: hours of weather models by coordinates. Recent days come from the forecast's past days, older ones from the archive.
struct OpenMeteoWire: SpanWire {
    /// The address of both services where the configuration names one; nil for Open-Meteo's own two.
    let url: String?

    /// The forecast knows so many past days.
    static let pastDays = 92
    /// That a host has no forecast, as self-made ones have.
    static let archiveOnly = "archive"
    /// The variables that are asked for, by field. Ten of them and fourteen days of a place count as one call.
    static let variables: [OpenMeteoVariable] = [
        OpenMeteoVariable("temperature_2m", .tempm, .temperature),
        OpenMeteoVariable("dew_point_2m", .dewptm, .temperature),
        OpenMeteoVariable("relative_humidity_2m", .hum, .humidity),
        OpenMeteoVariable("precipitation", .precipm, .precipitation),
        OpenMeteoVariable("pressure_msl", .pressurem, .pressure),
        OpenMeteoVariable("wind_speed_10m", .wspdm, .speed),
        OpenMeteoVariable("wind_gusts_10m", .wgustm, .speed),
        OpenMeteoVariable("wind_direction_10m", .wdird, .direction),
        OpenMeteoVariable("visibility", .vism, .visibility),
    ]
    /// Code of the weather: no quantity, but words and signs.
    static let code = "weather_code"

    var service: String { OpenMeteoService.name }
    var notes: [String] { [OpenMeteoWire.archiveOnly] }
    var limits: SpanLimits { SpanLimits(places: 50, placeDays: 1200, cut: OpenMeteoWire.pastDays) }

    /// Seven days after it began a day is filled in; after a month nobody does that any more.
    var rule: DayRule { DayRule(settledHours: 6 * 24, need: .everyHour, patienceHours: 30 * 24) }

    /// 600 a minute, 5,000 an hour and 10,000 a day, each by the clock and counted as weights.
    var budgets: [Budget] { [.clockMinute(600), .clockHour(5000), .utcDay(10_000)] }
    var weighsCalls: Bool { true }
    func cost(_ ask: SpanAsk) -> CallCost {
        CallCost(
            OpenMeteoWeight.of(
                variables: OpenMeteoWire.variables.count + 1, days: ask.days.days, places: ask.places.count))
    }

    private func isArchive(_ request: SpanRequest) -> Bool {
        request.note == OpenMeteoWire.archiveOnly
            || request.ask.days.lowerBound < request.today.adding(days: -OpenMeteoWire.pastDays)
    }

    func base(_ request: SpanRequest) -> String {
        url ?? (isArchive(request) ? "https://archive-api.open-meteo.com" : "https://api.open-meteo.com")
    }

    func call(_ request: SpanRequest) -> HTTPCall {
        let (days, places) = (request.ask.days, request.ask.places)
        func list(_ coordinate: (LocatedPlace) -> Double?) -> String {
            places.map { LocatedPlace.text(coordinate($0) ?? 0) }.joined(separator: ",")
        }
        let isArchive = isArchive(request)
        // The archive has no visibility: what it lacks would only come back as nulls.
        let names =
            OpenMeteoWire.variables.map(\.name).filter { !isArchive || $0 != "visibility" } + [OpenMeteoWire.code]
        // Past days end with the present one; a span that ends before is named by its days.
        let span =
            isArchive || days.upperBound < request.today
            ? "start_date=\(days.lowerBound)&end_date=\(days.upperBound)"
            : "past_days=\(max(0, request.today.number - days.lowerBound.number))&forecast_days=1"
        let query =
            "latitude=\(list(\.latitude))&longitude=\(list(\.longitude))&\(span)&hourly=\(names.joined(separator: ","))"
            + "&timezone=GMT&timeformat=unixtime&wind_speed_unit=kmh"
        return HTTPCall(
            url: "\(base(request))/v1/\(isArchive ? "archive" : "forecast")?\(query)",
            headers: [.accept: "application/json"])
    }

    func read(_ answer: HTTPAnswer, _ request: SpanRequest) throws(SourceFailure) -> SpanOutcome {
        if answer.status == 404, !isArchive(request) {
            // A host of one's own may have the archive alone; Open-Meteo's own forecast is only away for a while.
            guard url == nil else { return .other(OpenMeteoWire.archiveOnly) }
            throw SourceFailure(.temporary, "\(request.what): the service's forecast is not to be had at present")
        }
        if let failure = OpenMeteoReason.failure(answer, request.what, at: request.now) { throw failure }
        try answer.checked(request.what)
        do {
            var read = try OpenMeteoJSON.read(answer.body, places: request.ask.places, file: request.file)
            // What lies ahead is a forecast, not an observation.
            read.observations.removeAll { $0.instant > request.now }
            return .answer(read)
        } catch {
            throw error == .cancelled
                ? SourceFailure(.cancelled, "\(request.what): cancelled")
                : answer.unreadable(request.what, error.problem)
        }
    }
}

/// A variable of the models and the field that it fills.
struct OpenMeteoVariable: Sendable, Hashable {
    let name: String
    let field: WeatherField
    let quantity: WeatherQuantity

    init(_ name: String, _ field: WeatherField, _ quantity: WeatherQuantity) {
        (self.name, self.field, self.quantity) = (name, field, quantity)
    }
}

/// How Open-Meteo counts calls: by what they ask for.
enum OpenMeteoWeight {
    /// What a call counts: more than ten variables and more than fourteen days count in proportion, and each place by itself.
    static func of(variables: Int, days: Int, places: Int) -> Double {
        max(Double(variables) / 10, 1) * max(Double(days) / 14, 1) * Double(max(1, places))
    }
}
