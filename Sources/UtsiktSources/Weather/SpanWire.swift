import UtsiktCore

/// How one service is asked for a span of days of some places, and how its answers are read: pure, but for the request itself,
/// which `SpanSource` sends.
protocol SpanWire: Sendable {
    /// The service's name in the configuration.
    var service: String { get }
    /// Where its calls go; scheme, host and port count for the pages that answers name.
    func base(_ request: SpanRequest) -> String
    /// What a call may ask for.
    var limits: SpanLimits { get }
    /// When a day is finished.
    var rule: DayRule { get }
    /// The words by which `SpanOutcome.other` says that the service does not do something.
    var notes: [String] { get }
    /// How many calls may be made.
    var budgets: [Budget] { get }
    /// Whether calls count more or less than one of the budget.
    var weighsCalls: Bool { get }
    /// What a call counts.
    func cost(_ ask: SpanAsk) -> CallCost
    /// What a request is without its link: address and header fields.
    func call(_ request: SpanRequest) -> HTTPCall
    /// Reads an answer of any status.
    func read(_ answer: HTTPAnswer, _ request: SpanRequest) throws(SourceFailure) -> SpanOutcome
}

extension SpanWire {
    /// It does all that it is asked for.
    var notes: [String] { [] }
    /// Every call is one.
    var weighsCalls: Bool { false }
    /// One.
    func cost(_ ask: SpanAsk) -> CallCost { .one }
}

/// One request: an ask, or a part of it.
struct SpanRequest: Sendable, Hashable {
    /// What is asked for.
    var ask: SpanAsk
    /// The present instant.
    var now: Timestamp
    /// What the service has turned out not to do.
    var note: String?

    /// The present day in UTC.
    var today: CivilDay { now.day }

    /// What failures say that was asked for.
    var what: String { "weather of \(LocatedPlace.list(ask.places))" }

    /// What rejections name as their file.
    var file: String { "\(LocatedPlace.list(ask.places)) \(ask.days.lowerBound)–\(ask.days.upperBound)" }
}

/// What an answer says.
enum SpanOutcome: Sendable {
    /// Observations.
    case answer(SpanAnswer)
    /// The service does not do what was asked: the same again, in the other way that the word stands for.
    case other(String)
}

/// The observations of an answer.
struct SpanAnswer: Sendable {
    /// The observations that can be used.
    var observations: [Observation] = []
    /// What cannot be used.
    var rejected = RejectionList()
    /// Where the answer says that it goes on; nil when it is whole.
    var next: String?
    /// Whether the service says that there is nothing for the whole span.
    var isEmpty = false
    /// Whether it says, as to a place that it does not know, that it has found nothing: with it others would get nothing either.
    var isAbsent = false
}

extension LocatedPlace {
    /// Some places in words: `Oslo, Bergen and 3 more`.
    static func list(_ places: [LocatedPlace]) -> String {
        let names = places.map(\.name)
        guard names.count > 3 else { return names.joined(separator: ", ") }
        return names.prefix(2).joined(separator: ", ") + " and \(names.count - 2) more"
    }
}

extension HTTPAnswer {
    /// Throws what a status other than 2xx means.
    /// - Parameter reading: What the service says in its own way; nil to follow the table.
    func checked(_ what: String, reading: StatusRules.Reading? = nil) throws(SourceFailure) {
        if let failure = failure(asking: what, reading: reading) { throw failure }
    }

    /// The failure that an answer means which cannot be understood; it is asked for again.
    func unreadable(_ what: String, _ problem: String) -> SourceFailure {
        SourceFailure(.malformed, "\(what): \(problem)", status: status)
    }

    /// What a service says, made harmless: of a text from outside the first code points, on one line.
    static func said(_ text: String, most: Int = 160) -> String {
        let scalars = SafeText.lines(text).unicodeScalars.lazy.filter { $0 != "\n" && $0 != "\r" && $0 != "\t" }
        return String(String.UnicodeScalarView(scalars.prefix(most)))
    }
}
