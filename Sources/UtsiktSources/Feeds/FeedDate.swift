import UtsiktCore

/// Times as feeds write them.
enum FeedDate {
    /// Reads a time of RSS (RFC 822 with its names, the day's name and the seconds optional, years of two digits) or of Atom
    /// (RFC 3339); nil for anything else, also for one without a zone.
    static func read(_ text: String) -> Timestamp? {
        let text = text.trimmed
        guard text.utf8.count <= 64 else { return nil }
        if text.first?.isNumber == true, text.dropFirst(4).first == "-" {
            // A day by itself stands in some feeds.
            return Timestamp(iso8601: text) ?? CivilDay(text).map { Timestamp(day: $0) }
        }
        var words = text.split { $0 == " " || $0 == "," || $0 == "\t" }.map(String.init)
        if let first = words.first, first.first?.isNumber == false { words.removeFirst() }
        guard words.count == 5, let dayOfMonth = Int(words[0]), let month = month(words[1]), let year = year(words[2]),
            let day = CivilDay(year: year, month: month, day: dayOfMonth), let zone = zone(words[4])
        else { return nil }
        let parts = words[3].split(separator: ":").map { Int($0) }
        guard parts.count == 2 || parts.count == 3, let hour = parts[0], let minute = parts[1], (0..<24).contains(hour),
            (0..<60).contains(minute), let second = parts.count == 3 ? parts[2] : 0, (0...60).contains(second)
        else { return nil }
        return Timestamp(day: day, hour: hour, minute: minute, second: second).adding(seconds: Int64(-zone))
    }

    private static func month(_ word: String) -> Int? {
        let names = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
        return names.firstIndex(of: String(word.lowercased().prefix(3))).map { $0 + 1 }
    }

    private static func year(_ word: String) -> Int? {
        guard let year = Int(word), year >= 0 else { return nil }
        guard word.utf8.count <= 2 else { return word.utf8.count == 4 ? year : nil }
        return year < 50 ? 2000 + year : 1900 + year
    }

    /// The seconds that a zone is ahead of UTC.
    private static func zone(_ word: String) -> Int? {
        let names = [
            "gmt": 0, "ut": 0, "utc": 0, "z": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6,
            "pst": -8, "pdt": -7, "cet": 1, "cest": 2, "bst": 1, "jst": 9,
        ]
        if let hours = names[word.lowercased()] { return hours * 3600 }
        guard let sign = word.first, sign == "+" || sign == "-" else { return nil }
        let digits = word.dropFirst().filter { $0 != ":" }
        guard digits.utf8.count == 4, let number = Int(digits), number >= 0, number % 100 < 60, number / 100 < 24 else {
            return nil
        }
        let seconds = number / 100 * 3600 + number % 100 * 60
        return sign == "-" ? -seconds : seconds
    }
}

extension String {
    /// The text without white space around it.
    var trimmed: String {
        var rest = self[...]
        while rest.first?.isWhitespace == true { rest = rest.dropFirst() }
        while rest.last?.isWhitespace == true { rest = rest.dropLast() }
        return String(rest)
    }
}
