import HTTPTypes
import UtsiktCore

/// Observations of places from a service that answers spans of days.
///
/// A task asks for one day of one place, so that each is shown, finished and retried by itself; a call answers as many of them as the
/// service can. Which days are finished the service's own rule says (`DayRule`); the others are asked again when they are due.
struct SpanSource: Source {
    /// The source's name in the configuration.
    let id: SourceID
    private let wire: any SpanWire
    private let places: [LocatedPlace]
    private let days: Int
    private let secret: Secret?
    private let again: Int64
    private let transport: any HTTPTransport
    private let now: @Sendable () -> Timestamp
    private let memory = SpanMemory()

    /// More days than this are not asked for: ten years.
    private static let mostDays = 3660
    /// The longest address of a next page that is kept.
    private static let longestLink = 4000
    /// Observations may be so many seconds ahead of this machine's clock.
    private static let mostAhead: Int64 = 600
    /// What is noted of a place that was refused: it is asked for by itself.
    private static func apart(_ place: String) -> String { "apart " + place }

    /// Makes the source.
    /// - Parameters:
    ///   - days: How many days back, before the present one.
    ///   - secret: What the wire asks with: for its fingerprint, and to be kept out of what answers say.
    ///   - refreshSeconds: After how long days that are not finished are asked for again.
    ///   - now: The present instant.
    init(
        _ wire: any SpanWire, id: SourceID, places: [LocatedPlace], days: Int, secret: Secret? = nil,
        refreshSeconds: Int64 = 3600, transport: any HTTPTransport,
        now: @escaping @Sendable () -> Timestamp = { WorldClock.system.now }
    ) {
        self.wire = wire
        self.id = id
        self.places = places
        self.days = min(max(1, days), SpanSource.mostDays)
        self.secret = secret
        again = min(max(60, refreshSeconds), 86_400)
        self.transport = transport
        self.now = now
    }

    var service: String { wire.service }
    var content: SourceContent { .observations }
    var title: String { id.rawValue }
    var budgets: [BudgetKey: [Budget]] { [budget: wire.budgets] }
    /// The services ask for one call at a time.
    var concurrency: Int? { 1 }
    var joinsTasks: Bool { true }
    var weighsCalls: Bool { wire.weighsCalls }

    private var budget: BudgetKey { BudgetKey(rawValue: "observations") }

    /// The secret's.
    func fingerprint(key: UInt64) -> UInt8? { secret?.fingerprint(key: key) }

    /// One task a place and day, the newest day first.
    func seeds(at now: Timestamp) -> [FetchTask] {
        let today = now.day
        return (0...days).flatMap { back in
            let day = today.adding(days: -back)
            return places.map { place in
                FetchTask(
                    source: id, subject: PlaceDay(place.name, day).subject, label: "\(place.name) \(day)",
                    budget: budget)
            }
        }
    }

    /// The other days of the place, and the other places, that the same call can ask for.
    func companions(of task: FetchTask, among waiting: [FetchTask]) -> [FetchTask] {
        guard let first = PlaceDay(task.subject) else { return [] }
        let others = waiting.map { ($0, PlaceDay($0.subject)) }
        let ask: SpanAsk?
        if let cursor = task.cursor.flatMap({ SpanCursor($0) }) {
            ask = self.ask(cursor)
        } else {
            let today = now().day
            ask = SpanPlan(
                CollectionOfOne(first) + others.compactMap(\.1), limits: wire.limits, today: today,
                apart: Set(places.map(\.name).filter { memory.knows(SpanSource.apart($0), on: today) })
            ).ask(for: first, places: places)
        }
        guard let ask else { return [] }
        let names = Set(ask.places.map(\.name))
        return others.compactMap { other, day in
            guard let day, day != first, ask.days.contains(day.day), names.contains(day.place) else { return nil }
            return other
        }
    }

    /// What a call counts by the service's rule.
    func cost(of task: FetchTask, with companions: [FetchTask]) -> CallCost {
        ask(([task] + companions).compactMap { PlaceDay($0.subject) }).map(wire.cost) ?? .one
    }

    /// The rectangle around some days; nil when none of them is of this source.
    private func ask(_ days: [PlaceDay]) -> SpanAsk? {
        let names = Set(days.map(\.place))
        let members = places.filter { names.contains($0.name) }
        guard !members.isEmpty, let low = days.map(\.day).min(), let high = days.map(\.day).max() else { return nil }
        return SpanAsk(days: low...high, places: members)
    }

    /// The ask that a cursor goes on with; nil when the configuration has changed since then.
    private func ask(_ cursor: SpanCursor) -> SpanAsk? {
        let members = cursor.places.compactMap { name in places.first { $0.name == name } }
        return members.count == cursor.places.count && !members.isEmpty
            ? SpanAsk(days: cursor.days, places: members) : nil
    }

    func fetch(_ task: FetchTask) async throws(SourceFailure) -> Page { try await fetch(task, with: []) }

    /// Makes one call.
    func fetch(_ task: FetchTask, with companions: [FetchTask]) async throws(SourceFailure) -> Page {
        let asked = ([task] + companions).compactMap { PlaceDay($0.subject) }
        guard let own = PlaceDay(task.subject), places.contains(where: { $0.name == own.place }),
            let whole = self.ask(asked)
        else { throw SourceFailure(.gone, "‘\(task.subject)’ does not belong to this source") }
        let now = now()
        // Where the configuration has changed since the cursor was made, the ask begins anew.
        let cursor = task.cursor.flatMap { SpanCursor($0) }.flatMap { self.ask($0) == nil ? nil : $0 }
        let ask = cursor.flatMap { self.ask($0) } ?? whole
        let request = SpanRequest(
            ask: ask, now: now, note: cursor?.note ?? wire.notes.first { memory.knows($0, on: now.day) })
        var page = Page()
        var isAbsent = false
        do throws(SourceFailure) {
            let answer = try await answer(to: request, link: cursor?.link)
            page.bytes = answer.body.count
            switch try wire.read(answer, request) {
            case .other(let word):
                guard request.note != word else { throw answer.unreadable(request.what, "the service does neither") }
                memory.note(word, on: now.day)
                var next = cursor ?? SpanCursor(ask)
                next.note = word
                page.next = next.text
            case .answer(let read):
                isAbsent = read.isAbsent
                page.rejected = read.rejected
                page.rows.observations = observations(of: read, request, &page)
                var next = cursor ?? SpanCursor(ask)
                next.link = read.next.flatMap { follow($0, of: request, &page) }
                if let link = next.link, link == cursor?.link {
                    // The answer goes on with itself: its days stay open, and are asked for anew when they are due.
                    next.link = nil
                    page.rejected.append(
                        Rejection(
                            file: request.file, field: "next",
                            reason: "the next page is the one that was asked for; the answer ends here"))
                }
                settle(asked, own: own, read, at: now, next.link == nil ? nil : next, cursor, &page)
            }
        } catch {
            guard asked.count > 1, ask.places.count == 1 else { throw error }
            guard error.isOfOneThing else {
                // Of several places one may be what makes an answer unreadable, of several days of a place hardly one. An answer
                // that is too large has no status: of fewer days it is smaller.
                var failure = error
                if failure.kind == .malformed, failure.status != nil { failure.kind = .temporary }
                throw failure
            }
            // It is the place that is refused, on every day alike: no call for each.
            let cause: JournalEntry.Cause = error.kind == .gone ? .gone : .refused
            page.settled = asked.map { SettledTask($0.subject, .failed(cause, error.problem)) }
            memory.note(SpanSource.apart(own.place), on: now.day)
            return page
        }
        if isAbsent {
            memory.note(SpanSource.apart(own.place), on: now.day)
        } else if ask.places.count == 1 {
            memory.forget(SpanSource.apart(own.place))
        }
        return page
    }

    private func answer(to request: SpanRequest, link: String?) async throws(SourceFailure) -> HTTPAnswer {
        var call = wire.call(request)
        if let link { call.request.path = link }
        var answer: HTTPAnswer
        do {
            answer = try await transport.follow(call)
        } catch {
            throw error.failure(asking: request.what)
        }
        guard let secret, secret.isEchoed(in: answer.body) else { return answer }
        if (200...299).contains(answer.status) { throw answer.repetition(asking: request.what) }
        // Its status still counts; what it says in words must not be quoted.
        answer.body = []
        return answer
    }

    /// Where an answer goes on that names its next page: never at another host, where the secret would go with it.
    private func follow(_ link: String, of request: SpanRequest, _ page: inout Page) -> String? {
        guard let base = WebAddress(wire.base(request)), let address = base.resolving(link),
            address.hasOrigin(of: base),
            address.path.utf8.count <= SpanSource.longestLink
        else {
            page.rejected.append(
                Rejection(
                    file: request.file, field: "next",
                    reason: "the next page lies at another address than the service; it is not asked for"))
            return nil
        }
        return address.path
    }

    /// The observations of the days that were asked for, up to the present one: what else an answer holds is not stored. Clocks may
    /// differ a little, and the end of the span may be part of it.
    private func observations(
        of read: SpanAnswer, _ request: SpanRequest, _ page: inout Page
    ) -> [Observation] {
        let (from, to) = (request.ask.days.lowerBound, request.ask.days.upperBound.adding(days: 1))
        let span = Timestamp(day: from)...Timestamp(day: to)
        let latest = request.now.adding(seconds: SpanSource.mostAhead)
        let own = read.observations.filter { span.contains($0.instant) && $0.instant <= latest }
        if own.count < read.observations.count {
            page.rejected.append(
                Rejection(
                    file: request.file,
                    reason: "\(read.observations.count - own.count) observations of other days than those asked for"))
        }
        return own
    }

    /// Says what has become of the days that were asked for.
    /// - Parameter next: Where the answer goes on; nil at its end.
    private func settle(
        _ asked: [PlaceDay], own: PlaceDay, _ answer: SpanAnswer, at now: Timestamp, _ next: SpanCursor?,
        _ cursor: SpanCursor?, _ page: inout Page
    ) {
        let found = Dictionary(grouping: answer.observations) { PlaceDay($0.place, $0.instant.day) }
        func isFinished(_ day: PlaceDay) -> Bool {
            // An answer that names a next page is not whole, whether that page is asked for or cannot be.
            wire.rule.isFinished(
                day.day, found[day] ?? [], isEmpty: answer.isEmpty, isWhole: answer.next == nil, at: now)
        }
        let ownIsFinished = cursor?.isFinished == true || isFinished(own)
        // All that are open come due together, at the next full hour as a rule: they stay one call.
        let due = Timestamp(seconds: (Timestamp.floorDivide(now.seconds, again) + 1) * again)
        page.settled = asked.compactMap { day in
            let isDone = day == own ? ownIsFinished : isFinished(day)
            // What is not finished yet the next pages may bring.
            guard isDone || next == nil else { return nil }
            return SettledTask(day.subject, isDone ? .done : .open(until: due))
        }
        guard var next else { return }
        next.isFinished = ownIsFinished
        page.next = next.text
    }
}

extension SourceFailure {
    /// Whether it may be one of several things in a request that the service does not know or accept.
    fileprivate var isOfOneThing: Bool {
        pause == nil && (status == 400 || status == 404 || status == 410 || status == 422)
    }
}
