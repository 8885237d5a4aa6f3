import UtsiktCore

/// Where an ask goes on whose answer has several pages, or that is made in another way: what a task's cursor says.
struct SpanCursor: Sendable, Hashable {
    /// The days that are asked for.
    var days: ClosedRange<CivilDay>
    /// The names of the places.
    var places: [String]
    /// Whether the pages so far have finished the task's own day.
    var isFinished = false
    /// What the service has turned out not to do.
    var note: String?
    /// The path and query of the next page; nil for the first one.
    var link: String?

    /// Goes on with an ask.
    init(_ ask: SpanAsk) {
        days = ask.days
        places = ask.places.map(\.name)
    }

    /// More places than this one call does not ask for.
    private static let mostPlaces = 400

    /// Reads a cursor; nil for what is none.
    init?(_ text: String) {
        let parts = text.split(separator: " ", maxSplits: 4, omittingEmptySubsequences: false)
        guard parts.count == 5 else { return nil }
        let ends = parts[0].split(separator: "-").map { CivilDay($0) }
        guard ends.count == 2, let low = ends[0], let high = ends[1], low <= high else { return nil }
        days = low...high
        isFinished = parts[1] == "1"
        note = parts[2].isEmpty ? nil : String(parts[2])
        places = parts[3].split(separator: ",").prefix(Self.mostPlaces).compactMap { String($0).removingPercentEscapes }
        link = parts[4].isEmpty ? nil : String(parts[4])
    }

    /// The cursor as text.
    var text: String {
        let names = places.map(percentEncoded).joined(separator: ",")
        return
            "\(days.lowerBound.compact)-\(days.upperBound.compact) \(isFinished ? "1" : "0") \(note ?? "") \(names) \(link ?? "")"
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
