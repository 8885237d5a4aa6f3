import UtsiktCore

/// One ask: some days of some places.
struct SpanAsk: Sendable, Hashable {
    /// The days, in UTC.
    var days: ClosedRange<CivilDay>
    /// The places, in the order in which they are asked for.
    var places: [LocatedPlace]

    /// How many days there are, counted for each place.
    var placeDays: Int { days.days * places.count }
}

/// How much one call of a service may ask for.
struct SpanLimits: Sendable, Hashable {
    /// Places in one call.
    var places: Int
    /// Days in one call, counted for each place.
    var placeDays: Int
    /// So many days before today something changes, as which of a service's addresses knows them: no call spans that; nil when
    /// nothing does.
    var cut: Int?
}

/// A place's day: what one task asks for.
struct PlaceDay: Sendable, Hashable {
    /// The place's name.
    var place: String
    /// The day, in UTC.
    var day: CivilDay

    /// Makes it from its parts.
    init(_ place: String, _ day: CivilDay) { (self.place, self.day) = (place, day) }

    /// What a task's subject says; nil when it says something else.
    init?(_ subject: String) {
        // A place's name may hold a slash; the day does not.
        guard let slash = subject.lastIndex(of: "/"), let day = CivilDay(subject[subject.index(after: slash)...]) else {
            return nil
        }
        self.init(String(subject[..<slash]), day)
    }

    /// The task's key within its source.
    var subject: String { "\(place)/\(day.compact)" }
}

/// Which of the open days one call asks for together, so that all of them take few calls.
///
/// Days of a place that follow one another are one call, and so are places that lack the same days. A day that is finished is never
/// part of an ask of its place: what is asked for is a rectangle of open days.
struct SpanPlan: Sendable {
    private var open: [String: Set<CivilDay>] = [:]
    private let limits: SpanLimits
    private let border: CivilDay?
    private let apart: Set<String>

    /// Makes a plan.
    /// - Parameters:
    ///   - open: What is to be asked for.
    ///   - apart: Names of places that are asked for by themselves.
    init(_ open: some Sequence<PlaceDay>, limits: SpanLimits, today: CivilDay, apart: Set<String> = []) {
        for day in open { self.open[day.place, default: []].insert(day.day) }
        self.limits = limits
        border = limits.cut.map { today.adding(days: -$0) }
        self.apart = apart
    }

    /// The ask that one of the open days is part of.
    /// - Parameter places: All places, in the order in which they are asked for.
    func ask(for first: PlaceDay, places: [LocatedPlace]) -> SpanAsk? {
        guard let leader = places.firstIndex(where: { $0.name == first.place }) else { return nil }
        let run = run(of: first)
        var members = [leader]
        if !apart.contains(first.place) {
            for (index, place) in places.enumerated() where members.count < max(1, limits.places) {
                guard index != leader, !apart.contains(place.name), open[place.name]?.contains(first.day) == true
                else { continue }
                if self.run(of: PlaceDay(place.name, first.day)) == run { members.append(index) }
            }
        }
        return SpanAsk(
            days: part(of: run, with: first.day, places: members.count), places: members.sorted().map { places[$0] })
    }

    /// The open days of a place around one of them, on its side of the border.
    private func run(of first: PlaceDay) -> ClosedRange<CivilDay> {
        let days = open[first.place] ?? []
        func isPart(_ day: CivilDay) -> Bool {
            guard days.contains(day) else { return false }
            return border.map { (day >= $0) == (first.day >= $0) } ?? true
        }
        var (low, high) = (first.day, first.day)
        while isPart(low.adding(days: -1)) { low = low.adding(days: -1) }
        while isPart(high.adding(days: 1)) { high = high.adding(days: 1) }
        return low...high
    }

    /// The part of a run that one call may ask for, counted from the newest day so that all parts but the last are whole.
    private func part(
        of run: ClosedRange<CivilDay>, with day: CivilDay, places: Int
    ) -> ClosedRange<CivilDay> {
        let most = max(1, limits.placeDays / max(1, places))
        let before = (run.upperBound.number - day.number) / most * most
        let high = run.upperBound.adding(days: -before)
        return max(run.lowerBound, high.adding(days: 1 - most))...high
    }
}

extension ClosedRange<CivilDay> {
    /// How many days there are, at least one.
    var days: Int { upperBound.number - lowerBound.number + 1 }
    /// Each of them.
    var each: [CivilDay] { (0..<days).map { lowerBound.adding(days: $0) } }
    /// From the first instant to the first one that is not part of it.
    var start: Timestamp { Timestamp(day: lowerBound) }
    /// The first instant behind it.
    var end: Timestamp { Timestamp(day: upperBound.adding(days: 1)) }
}
