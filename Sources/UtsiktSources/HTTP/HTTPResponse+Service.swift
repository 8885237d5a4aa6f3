public import UtsiktCore

extension HTTPResponse {
    /// What the answer says about the rate limit: `x-rate-limit-limit`, `-remaining` and `-reset`, and `Date`.
    ///
    /// Nil when a field is missing or makes no sense, as a span that ends more than two days after it was said.
    public var quota: Quota? {
        guard let limit = headers["x-rate-limit-limit"].flatMap({ Int($0) }), limit > 0,
            let remaining = headers["x-rate-limit-remaining"].flatMap({ Int($0) }),
            let reset = headers["x-rate-limit-reset"].flatMap({ Int64($0) }), reset >= 0, reset <= 253_402_300_799
        else { return nil }
        let resetsAt = Timestamp(seconds: reset)
        let saidAt = date
        if let saidAt, resetsAt.seconds(since: saidAt) > 2 * 86_400 { return nil }
        return Quota(limit: limit, remaining: min(max(0, remaining), limit), resetsAt: resetsAt, saidAt: saidAt)
    }

    /// The service's present instant from the `Date` field.
    public var date: Timestamp? { headers["date"].flatMap { Timestamp(httpDate: $0) } }

    /// `Retry-After` in seconds, whether given as seconds or as a date; at most a day.
    public var retryAfterSeconds: Int64? {
        guard let text = headers["retry-after"] else { return nil }
        if let seconds = Int64(text) { return min(max(0, seconds), 86_400) }
        guard let until = Timestamp(httpDate: text), let date else { return nil }
        return min(max(0, until.seconds - date.seconds), 86_400)
    }

    /// The failure that a status other than 2xx means, nil for 2xx.
    /// - Parameter refusal: What a refusal (401, 403, 407) means there: one thing that is not shown, or a token that is no good.
    func failure(asking what: String, refusal: String = "the service will not show it") -> SourceFailure? {
        let kind: SourceFailure.Kind
        let words: String
        switch status {
        case 200...299: return nil
        case 300...399: (kind, words) = (.malformed, "the service points elsewhere")
        case 401, 403, 407: (kind, words) = (.refused, refusal)
        case 404, 410: (kind, words) = (.gone, "there is no such thing")
        case 408, 425: (kind, words) = (.temporary, "the service gave up waiting")
        case 420, 429: (kind, words) = (.rateLimited, "the service asks to wait")
        case 400...499: (kind, words) = (.refused, "the service does not accept the request")
        case 500...599: (kind, words) = (.temporary, "the service has a fault")
        default: (kind, words) = (.malformed, "the service answered with an unknown status")
        }
        return SourceFailure(
            kind, "\(what): \(words) (\(status))", status: status, quota: quota, retryAfterSeconds: retryAfterSeconds)
    }
}

extension HTTPFailure {
    /// The failure of a source that this failure of the transport means.
    func failure(asking what: String) -> SourceFailure {
        switch kind {
        case .connection, .timedOut: SourceFailure(.temporary, "\(what): \(problem)")
        case .tooLarge, .notHTTP: SourceFailure(.malformed, "\(what): \(problem)")
        case .unusableURL: SourceFailure(.refused, "\(what): \(problem)")
        case .cancelled: SourceFailure(.cancelled, "\(what): \(problem)")
        }
    }
}

extension Timestamp {
    private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// The instant as header fields write it, `Mon, 13 Jul 2015 10:16:30 GMT` (RFC 9110, section 5.6.7).
    var httpDate: String {
        let (year, month, dayOfMonth) = day.civil
        return "\(Timestamp.weekdays[day.weekday]), \(two(dayOfMonth)) \(Timestamp.months[month - 1]) \(year) "
            + "\(two(hour)):\(two(minute)):\(two(second)) GMT"
    }

    /// The instant as the posts service writes it, `Mon Jul 13 10:16:30 +0000 2015`.
    var postDate: String {
        let (year, month, dayOfMonth) = day.civil
        return "\(Timestamp.weekdays[day.weekday]) \(Timestamp.months[month - 1]) \(two(dayOfMonth)) "
            + "\(two(hour)):\(two(minute)):\(two(second)) +0000 \(year)"
    }

    /// Reads the fixed-length form of a header's date; nil for anything else, the obsolete forms included.
    init?(httpDate text: String) {
        let parts = text.split(separator: " ")
        guard parts.count == 6, parts[5] == "GMT", let dayOfMonth = Int(parts[1]),
            let month = Timestamp.months.firstIndex(of: String(parts[2])), let year = Int(parts[3]),
            let day = CivilDay(year: year, month: month + 1, day: dayOfMonth)
        else { return nil }
        let time = parts[4].split(separator: ":").map { Int($0) }
        guard time.count == 3, let hour = time[0], let minute = time[1], let second = time[2],
            (0..<24).contains(hour), (0..<60).contains(minute), (0...60).contains(second)
        else { return nil }
        self.init(day: day, hour: hour, minute: minute, second: second)
    }
}

/// Two digits of a number of 0 ... 99.
func two(_ number: Int) -> String { number < 10 && number >= 0 ? "0\(number)" : "\(number)" }

/// A text as one segment of a path or one value of a query (RFC 3986: everything but the unreserved is escaped).
func percentEncoded(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in text.utf8 {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: bytes.append(byte)
        default: bytes += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
    }
    return String(decoding: bytes, as: UTF8.self)
}

/// An address without the slashes at its end, ready for a path.
func withoutTrailingSlashes(_ address: String) -> String {
    var address = address[...]
    while address.last == "/" { address = address.dropLast() }
    return String(address)
}
