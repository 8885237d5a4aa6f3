import UtsiktCore

/// One ask: some days of some places.
struct SpanAsk: Sendable, Hashable {
    /// The days, in UTC.
    var days: ClosedRange<CivilDay>
    /// The places, in the order in which they are asked for.
    var places: [LocatedPlace]
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

/// The fewest calls that ask for the days which are not finished.
///
/// Places that lack the same days are asked for together, newest days first. A day that is finished is never part of an ask of its
/// place.
struct SpanPlan: Sendable, Hashable {
    /// The asks in their order.
    private(set) var asks: [SpanAsk] = []

    /// Makes the plan of a round.
    /// - Parameters:
    ///   - wanted: The days that are wanted, up to the present one.
    ///   - apart: Names of places that are asked for by themselves.
    init(
        _ places: [LocatedPlace], wanted: ClosedRange<CivilDay>, finished: FinishedDays, limits: SpanLimits,
        apart: Set<String> = []
    ) {
        var groups: [(open: DaySet, places: [LocatedPlace])] = []
        for place in places {
            let open = finished[place.name].missing(in: wanted)
            guard !open.isEmpty else { continue }
            let index = groups.firstIndex {
                $0.open == open && $0.places.count < max(1, limits.places) && !apart.contains($0.places[0].name)
            }
            if let index, !apart.contains(place.name) {
                groups[index].places.append(place)
            } else {
                groups.append((open, [place]))
            }
        }
        // The order of the places stays among equals.
        let order = groups.indices.sorted {
            (-groups[$0].open.count, $0) < (-groups[$1].open.count, $1)
        }
        for index in order {
            let (open, members) = groups[index]
            let most = max(1, limits.placeDays / max(1, members.count))
            let cut = limits.cut.map { wanted.upperBound.adding(days: -$0) }
            for span in open.spans.reversed() {
                for part in SpanPlan.parts(of: span, cut: cut, most: most) {
                    asks.append(SpanAsk(days: part, places: members))
                }
            }
        }
    }

    /// A span in parts of so many days, the newest first, none over the cut.
    private static func parts(
        of span: ClosedRange<CivilDay>, cut: CivilDay?, most: Int
    ) -> [ClosedRange<CivilDay>] {
        var parts: [ClosedRange<CivilDay>] = []
        var high = span.upperBound
        while high >= span.lowerBound {
            var low = max(span.lowerBound, high.adding(days: 1 - most))
            if let cut, high >= cut, low < cut { low = cut }
            parts.append(low...high)
            guard low > span.lowerBound else { break }
            high = low.adding(days: -1)
        }
        return parts
    }
}

/// Where a round of asks goes on: what a task's cursor says.
struct SpanCursor: Sendable, Hashable {
    /// The day on which the round began: its plan is that of this day.
    var today: CivilDay
    /// Which ask of the plan comes next.
    var ask = 0
    /// Which of the ask's places comes next, once they are asked for one by one; nil while they are asked for together.
    var place: Int?
    /// What the service has turned out not to do in this round.
    var note: String?
    /// The path and query of the ask's next page, where the service names one.
    var link: String?
    /// Which days are finished, as the round has found so far; nil at its beginning.
    var finished: FinishedDays?

    /// Begins a round.
    init(today: CivilDay) { self.today = today }

    /// Reads a cursor; nil for what is none.
    init?(_ text: String) {
        let parts = text.split(separator: " ", maxSplits: 5, omittingEmptySubsequences: false)
        guard parts.count == 6, let today = CivilDay(parts[0]), let ask = Int(parts[1]), (0...100_000).contains(ask)
        else { return nil }
        self.today = today
        self.ask = ask
        place = Int(parts[2]).flatMap { (0...100_000).contains($0) ? $0 : nil }
        note = parts[3].isEmpty ? nil : String(parts[3])
        finished = String(parts[4]).removingPercentEscapes.flatMap { $0.isEmpty ? nil : FinishedDays($0) }
        link = parts[5].isEmpty ? nil : String(parts[5])
    }

    /// The cursor as text.
    var text: String {
        let found = finished.map { percentEncoded($0.text) } ?? ""
        return "\(today.compact) \(ask) \(place.map(String.init) ?? "") \(note ?? "") \(found) \(link ?? "")"
    }
}
