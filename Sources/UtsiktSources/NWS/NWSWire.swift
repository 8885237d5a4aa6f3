import HTTPTypes
import UtsiktCore

/// The weather service of the United States: observations of its own stations, about a week back, a call a station.
struct NWSWire: SpanWire {
    /// The service's address.
    let url: String

    /// Its own address.
    static let home = "https://api.weather.gov"
    /// The service knows about so many days.
    static let knownDays = 7

    var service: String { NWSService.name }
    var limits: SpanLimits { SpanLimits(places: 1, placeDays: NWSWire.knownDays + 1, cut: nil) }
    var rule: DayRule { DayRule.stations }
    /// None is published.
    var budgets: [Budget] { [Budget(calls: 1, per: 1), Budget(calls: 10_000, per: 86_400)] }

    func base(_ request: SpanRequest) -> String { url }

    func call(_ request: SpanRequest) -> HTTPCall {
        let station = request.ask.places.first?.stations["nws"] ?? ""
        let days = request.ask.days
        return HTTPCall(
            url:
                "\(url)/stations/\(percentEncoded(station.uppercased()))/observations?start=\(days.start)&end=\(days.end)"
                + "&limit=\(NWSJSON.page)",
            headers: [.accept: "application/geo+json"])
    }

    func read(_ answer: HTTPAnswer, _ request: SpanRequest) throws(SourceFailure) -> SpanOutcome {
        try answer.checked(request.what)
        guard let place = request.ask.places.first else { return .answer(SpanAnswer()) }
        do {
            return .answer(
                try NWSJSON.read(
                    answer.body, place: place, from: request.ask.days.lowerBound, file: request.file))
        } catch {
            throw error == .cancelled
                ? SourceFailure(.cancelled, "\(request.what): cancelled")
                : answer.unreadable(request.what, "the answer is not that of the weather service, or is cut off")
        }
    }
}
