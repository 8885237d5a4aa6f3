import HTTPTypes
import UtsiktCore

/// The Iowa Environmental Mesonet: reports of aerodromes all over the world, many stations and days in one call.
struct IEMWire: SpanWire {
    /// The service's address.
    let url: String

    /// Its own address.
    static let home = "https://mesonet.agron.iastate.edu"

    var service: String { IEMService.name }
    var limits: SpanLimits { SpanLimits(places: 50, placeDays: 400, cut: nil) }
    /// Reports come within minutes; a station that is silent for a while may be late.
    var rule: DayRule { DayRule.stations }
    /// One call a second since April 2026.
    var budgets: [Budget] { [Budget(calls: 1, per: 1)] }

    func base(_ request: SpanRequest) -> String { url }

    func call(_ request: SpanRequest) -> HTTPCall {
        let stations = IEMWire.stations(request.ask.places).keys.sorted().map { "station=\(percentEncoded($0))" }
        // The end is not part of the span.
        let query =
            stations.joined(separator: "&")
            + "&data=all&sts=\(request.ask.days.start)&ets=\(request.ask.days.end)&tz=UTC&format=onlycomma&missing=M"
            + "&trace=\(IEMRow.trace)&report_type=3&report_type=4"
        return HTTPCall(url: "\(url)/cgi-bin/request/asos.py?\(query)", headers: [.accept: "text/plain"])
    }

    func read(_ answer: HTTPAnswer, _ request: SpanRequest) throws(SourceFailure) -> SpanOutcome {
        try answer.checked(request.what)
        do {
            return .answer(
                try IEMCSV.read(answer.body, places: IEMWire.stations(request.ask.places), file: request.file))
        } catch {
            if Task.isCancelled { throw SourceFailure(.cancelled, "\(request.what): cancelled") }
            throw answer.unreadable(request.what, error.problem)
        }
    }

    /// The places by the codes of their stations; several may share one.
    static func stations(_ places: [LocatedPlace]) -> [String: [LocatedPlace]] {
        Dictionary(grouping: places) { code($0.stations["iem"] ?? "") }
    }

    /// A station's code as the service writes it: those of the United States lose their K.
    static func code(_ station: String) -> String {
        let code = station.uppercased()
        return code.count == 4 && code.hasPrefix("K") ? String(code.dropFirst()) : code
    }
}

extension DayRule {
    /// Stations: a day after its end a day is finished whose last hours were heard of, after three days any.
    static let stations = DayRule(settledHours: 24, need: .lastHours(3), patienceHours: 72)
}
