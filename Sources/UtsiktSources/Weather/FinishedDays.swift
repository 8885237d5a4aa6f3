import UtsiktCore

/// Which days of which places are finished, and what a service has turned out not to do: what a task remembers from one round to
/// the next, as the text that the journal keeps (`FetchTask.newest`).
///
/// `1 archive@20261130 place=20261101-20261122,20261124 …`, names escaped. A text that cannot be read is as none: everything is asked for again.
struct FinishedDays: Sendable, Hashable {
    /// The days by place.
    private(set) var days: [String: DaySet] = [:]
    /// What the service turned out not to do, each with the day on which it was asked.
    private(set) var notes: [String: CivilDay] = [:]

    /// More places, spans of a place, or notes than this are not remembered.
    private static let most = 400

    /// Nothing is known.
    init() {}

    /// Reads the text.
    init(_ text: String?) {
        guard let text else { return }
        let words = text.split(separator: " ")
        guard words.first == "1" else { return }
        for word in words.dropFirst().prefix(FinishedDays.most) {
            guard let equals = word.firstIndex(of: "=") else {
                let parts = word.split(separator: "@")
                if parts.count == 2, let day = CivilDay(parts[1]) { notes[String(parts[0])] = day }
                continue
            }
            guard let place = String(word[..<equals]).removingPercentEscapes else { continue }
            var set = DaySet()
            for span in word[word.index(after: equals)...].split(separator: ",").prefix(FinishedDays.most) {
                let ends = span.split(separator: "-").map { CivilDay($0) }
                guard let low = ends.first ?? nil, let high = ends.last ?? nil, low <= high else { continue }
                set.insert(low...high)
            }
            days[place] = set
        }
    }

    /// The text.
    var text: String {
        let places = days.sorted { $0.key < $1.key }.prefix(FinishedDays.most).map { place, set in
            let spans = set.spans.suffix(FinishedDays.most).map { "\($0.lowerBound.compact)-\($0.upperBound.compact)" }
            return "\(percentEncoded(place))=\(spans.joined(separator: ","))"
        }
        let words = notes.sorted { $0.key < $1.key }.prefix(FinishedDays.most).map { "\($0.key)@\($0.value.compact)" }
        return (["1"] + words + places).joined(separator: " ")
    }

    /// The days of a place.
    subscript(place: String) -> DaySet { days[place] ?? DaySet() }

    /// Notes that a place's day is finished.
    mutating func finish(_ day: CivilDay, of place: String) { days[place, default: DaySet()].insert(day) }

    /// Notes what the service turned out not to do.
    mutating func note(_ word: String, on day: CivilDay) { notes[word] = day }

    /// Whether something was noted so few days ago that it is not tried again.
    func knows(_ word: String, within days: Int, of today: CivilDay) -> Bool {
        guard let noted = notes[word] else { return false }
        return noted <= today && today < noted.adding(days: days)
    }

    /// Forgets places that are not asked for any more, and days out of a span.
    mutating func keep(_ places: [String], in span: ClosedRange<CivilDay>) {
        let wanted = Set(places)
        days = days.filter { wanted.contains($0.key) }.mapValues { $0.within(span) }
    }
}

extension String {
    /// The text that `percentEncoded` made this one of; nil when it did not.
    var removingPercentEscapes: String? {
        var bytes: [UInt8] = []
        var rest = utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            let digits = rest.prefix(2)
            guard digits.count == 2, let value = UInt8(Substring(digits), radix: 16) else { return nil }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
