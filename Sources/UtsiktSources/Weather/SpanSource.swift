import HTTPTypes
import UtsiktCore

/// Observations of places from a service that answers spans of days.
///
/// One task asks for all places where a call may do so, otherwise there is one a place. A round asks for the days that are not
/// finished by the service's own rule, in the fewest calls; which days are finished the journal remembers as the task's newest
/// thing. So the first round of fourteen days and five places is one call, and so is each later one.
struct SpanSource: Source {
    /// The source's name in the configuration.
    let id: SourceID
    private let wire: any SpanWire
    private let places: [LocatedPlace]
    private let days: Int
    private let secret: Secret?
    private let transport: any HTTPTransport
    private let now: @Sendable () -> Timestamp

    /// Done tasks older than this are asked again for what is new.
    let refreshSeconds: Int64?

    /// The subject of the task that asks for all places.
    static let allPlaces = "places"
    /// A place that was refused is asked for by itself, and an address that was not there is not tried, for so many days.
    private static let notedDays = 7
    /// What is noted of such a place.
    private static func apart(_ place: String) -> String { "apart." + percentEncoded(place) }
    /// More days than this are not asked for: ten years.
    private static let mostDays = 3660
    /// The longest address of a next page that is kept.
    private static let longestLink = 4000

    /// Makes the source.
    /// - Parameters:
    ///   - days: How many days back, before the present one.
    ///   - secret: What the wire asks with, for its fingerprint.
    ///   - now: The present instant.
    init(
        _ wire: any SpanWire, id: SourceID, places: [LocatedPlace], days: Int, secret: Secret? = nil,
        refreshSeconds: Int64? = 3600, transport: any HTTPTransport,
        now: @escaping @Sendable () -> Timestamp = { WorldClock.system.now }
    ) {
        self.wire = wire
        self.id = id
        self.places = places
        self.days = min(max(1, days), SpanSource.mostDays)
        self.secret = secret
        self.refreshSeconds = refreshSeconds
        self.transport = transport
        self.now = now
    }

    var service: String { wire.service }
    var content: SourceContent { .observations }
    var title: String { id.rawValue }
    var budgets: [BudgetKey: [Budget]] { [budget: wire.budgets] }
    /// The services ask for one call at a time.
    var concurrency: Int? { 1 }

    private var budget: BudgetKey { BudgetKey(rawValue: "observations") }

    /// The secret's.
    func fingerprint(key: UInt64) -> UInt8? { secret?.fingerprint(key: key) }

    /// One task for all places, or one a place.
    func seeds(at now: Timestamp) -> [FetchTask] {
        guard !places.isEmpty else { return [] }
        func task(_ subject: String, _ places: [LocatedPlace]) -> FetchTask {
            FetchTask(source: id, subject: subject, label: "weather of \(LocatedPlace.list(places))", budget: budget)
        }
        if wire.isJoint { return [task(SpanSource.allPlaces, places)] }
        return places.map { task("place/\($0.name)", [$0]) }
    }

    private func places(of task: FetchTask) throws(SourceFailure) -> [LocatedPlace] {
        if wire.isJoint, task.subject == SpanSource.allPlaces { return places }
        if let place = places.first(where: { "place/\($0.name)" == task.subject }) { return [place] }
        throw SourceFailure(.gone, "‘\(task.subject)’ does not belong to this source")
    }

    /// Makes one call.
    func fetch(_ task: FetchTask) async throws(SourceFailure) -> Page {
        let places = try places(of: task)
        let now = now()
        let known = FinishedDays(task.newest)
        var cursor = SpanCursor(today: now.day)
        if let text = task.cursor {
            guard let read = SpanCursor(text) else {
                throw SourceFailure(.gone, "\(task.label): the place where it went on is not one of this source")
            }
            cursor = read
        }
        let wanted = cursor.today.adding(days: -days)...cursor.today
        func knows(_ word: String) -> Bool { known.knows(word, within: SpanSource.notedDays, of: cursor.today) }
        let plan = SpanPlan(
            places, wanted: wanted, finished: known, limits: wire.limits,
            apart: Set(places.map(\.name).filter { knows(SpanSource.apart($0)) }))
        // Nothing is left where the configuration has changed since the cursor was made.
        guard plan.asks.indices.contains(cursor.ask) else { return Page() }
        var ask = plan.asks[cursor.ask]
        let members = ask.places.count
        if let place = cursor.place {
            guard ask.places.indices.contains(place) else { return Page() }
            ask.places = [ask.places[place]]
        }
        let request = SpanRequest(ask: ask, now: now, note: cursor.note ?? wire.notes.first(where: knows))

        var page = Page()
        page.sumsUp = true
        var memory = cursor.finished ?? known
        memory.keep(places.map(\.name), in: wanted)
        var next = SpanSource.after(cursor, members: members, asks: plan.asks.count)
        do throws(SourceFailure) {
            let answer = try await answer(to: request, link: cursor.link)
            page.bytes = answer.body.count
            switch try wire.read(answer, request) {
            case .other(let word):
                guard request.note != word else { throw answer.unreadable(request.what, "the service does neither") }
                memory.note(word, on: cursor.today)
                next = cursor
                next?.note = word
            case .answer(let read):
                page.rows.observations = read.observations
                page.rejected = read.rejected
                if let link = read.next { next = follow(link, of: request, from: cursor, or: next, &page) }
                finish(request.ask, read, at: now, &memory)
            }
        } catch {
            guard error.isOfOneThing else { throw error }
            if ask.places.count > 1 {
                // One of them may be what is refused: the others must not wait for it.
                next = cursor
                next?.place = 0
            } else if places.count > 1 {
                memory.note(SpanSource.apart(ask.places[0].name), on: cursor.today)
                page.rejected.append(Rejection(file: request.file, reason: error.problem))
            } else {
                throw error
            }
        }
        page.newest = memory.text
        next?.finished = memory
        page.next = next?.text
        return page
    }

    private func answer(to request: SpanRequest, link: String?) async throws(SourceFailure) -> HTTPAnswer {
        var call = wire.call(request)
        if let link { call.request.path = link }
        do {
            return try await transport.follow(call)
        } catch {
            throw error.failure(asking: request.what)
        }
    }

    /// Where the round goes on after an ask; nil at its end.
    private static func after(_ cursor: SpanCursor, members: Int, asks: Int) -> SpanCursor? {
        var next = cursor
        next.link = nil
        if let place = cursor.place {
            next.place = place + 1
            if place + 1 < members { return next }
            next.place = nil
        }
        next.ask += 1
        return next.ask < asks ? next : nil
    }

    /// Where an answer goes on that names its next page: never at another host, where the secret would go with it.
    private func follow(
        _ link: String, of request: SpanRequest, from cursor: SpanCursor, or otherwise: SpanCursor?, _ page: inout Page
    ) -> SpanCursor? {
        guard let base = WebAddress(wire.base(request)), let address = base.resolving(link),
            address.hasOrigin(of: base),
            address.path.utf8.count <= SpanSource.longestLink
        else {
            page.isPartial = true
            page.rejected.append(
                Rejection(
                    file: request.file, field: "next",
                    reason: "the next page lies at another address than the service; it is not asked for"))
            return otherwise
        }
        var next = cursor
        next.link = address.path
        return next
    }

    /// Notes the days that an answer finishes.
    private func finish(_ ask: SpanAsk, _ answer: SpanAnswer, at now: Timestamp, _ memory: inout FinishedDays) {
        let byPlace = Dictionary(grouping: answer.observations, by: \.place)
        for place in ask.places {
            let byDay = Dictionary(grouping: byPlace[place.name] ?? [], by: \.instant.day)
            for day in ask.days.each
            where wire.rule.isFinished(day, byDay[day] ?? [], isEmpty: answer.isEmpty, at: now) {
                memory.finish(day, of: place.name)
            }
        }
    }
}

extension SourceFailure {
    /// Whether it may be one of several things in a request that the service does not know or accept.
    fileprivate var isOfOneThing: Bool { status == 400 || status == 404 || status == 410 || status == 422 }
}
