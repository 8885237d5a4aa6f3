import HTTPTypes
import UtsiktCore

/// MET Norway's Frost: observations of Norwegian stations, checked, many stations and days in one call.
struct FrostWire: SpanWire {
    /// The service's address.
    let url: String
    /// The client's id, which stands for a user without a password.
    let clientID: Secret

    /// Its own address.
    static let home = "https://frost.met.no"

    var service: String { FrostService.name }
    /// An answer holds at most 100,000 values; these are 20,000, some six megabytes.
    var limits: SpanLimits { SpanLimits(places: 50, placeDays: 100, cut: nil) }
    var rule: DayRule { DayRule.stations }
    /// None is published.
    var budgets: [Budget] { [Budget(calls: 1, per: 1), Budget(calls: 10_000, per: 86_400)] }

    func base(_ request: SpanRequest) -> String { url }

    func call(_ request: SpanRequest) -> HTTPCall {
        let sources = FrostWire.sources(request.ask.places).keys.sorted().map(percentEncoded).joined(separator: ",")
        let elements = FrostElement.list.map { percentEncoded($0.name) }.joined(separator: ",")
        let days = request.ask.days
        // The end is not part of the span.
        let query =
            "sources=\(sources)&referencetime=\(days.lowerBound)/\(days.upperBound.adding(days: 1))&elements=\(elements)"
            + "&timeresolutions=PT1H&timeoffsets=default&levels=default"
        return HTTPCall(
            url: "\(url)/observations/v0.jsonld?\(query)",
            headers: [.accept: "application/json", .authorization: authorization], sizeLimit: 12 << 20)
    }

    /// The id as a user with an empty password.
    private var authorization: String { "Basic \(clientID.basic)" }

    func read(_ answer: HTTPAnswer, _ request: SpanRequest) throws(SourceFailure) -> SpanOutcome {
        // No data of this time and these places: an empty answer, and a finished one.
        if answer.status == 412 { return .answer(SpanAnswer(isEmpty: true)) }
        // The service says 404, too, where it has found nothing, of a station that it knows: of one place its days stay open.
        // Of several it may be one alone that makes it say so: they are asked for in parts.
        if answer.status == 404, request.ask.places.count == 1,
            FrostJSON.error(answer.body)?.contains("No data were found") == true
        {
            return .answer(SpanAnswer(isAbsent: true))
        }
        do throws(SourceFailure) {
            // Without a client id that it knows nothing of the source can be had.
            try answer.checked(
                request.what,
                reading: answer.status == 401
                    ? StatusRules.Reading(
                        .pauses(SourcePause.Order(.token)), "the service does not accept the client id")
                    : nil)
        } catch {
            var failure = error
            if let said = FrostJSON.error(answer.body) { failure.problem += ": \(said)" }
            throw failure
        }
        do {
            return .answer(
                try FrostJSON.read(answer.body, places: FrostWire.sources(request.ask.places), file: request.file))
        } catch {
            throw error == .cancelled
                ? SourceFailure(.cancelled, "\(request.what): cancelled")
                : answer.unreadable(request.what, "the answer is not that of Frost, or is cut off")
        }
    }

    /// The places by their stations; several may share one.
    static func sources(_ places: [LocatedPlace]) -> [String: [LocatedPlace]] {
        Dictionary(grouping: places) { FrostMoment.parts($0.stations["frost"] ?? "").station }
    }
}
