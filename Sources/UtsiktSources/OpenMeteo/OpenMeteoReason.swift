import UtsiktCore

/// What Open-Meteo says in the body of an answer that is none: `{"error":true,"reason":"…"}`.
enum OpenMeteoReason {
    /// The failure that the answer means by its reason; nil where it gives none.
    ///
    /// There are no header fields: which of the three counters is used up, and so until when, is said in words alone.
    static func failure(_ answer: HTTPAnswer, _ what: String, at now: Timestamp) -> SourceFailure? {
        guard answer.status >= 400, let reason = OpenMeteoJSON.reason(answer.body) else { return nil }
        let said = HTTPAnswer.said(reason)
        guard answer.status == 429 else {
            guard answer.status < 500 else { return nil }
            return SourceFailure(
                answer.status == 404 ? .gone : .refused,
                "\(what): the service does not accept the request (\(answer.status): \(said))", status: answer.status)
        }
        let until = wait(reason, from: answer.date ?? now)
        let words = until.instant.map { ": back at \(clock($0)) UTC" } ?? ""
        return SourceFailure(
            .rateLimited, "\(what): \(until.words)\(words)", status: 429,
            retryAfterSeconds: answer.retryAfterSeconds ?? until.seconds)
    }

    /// A wait that a reason asks for.
    struct Wait: Sendable, Hashable {
        /// In seconds; nil when nothing is said of it.
        var seconds: Int64?
        /// When it ends; nil when that is not an instant of the clock.
        var instant: Timestamp?
        /// What it is for.
        var words: String
    }

    /// The wait that a reason asks for: the counters begin anew with the clock's minute, hour and UTC day.
    static func wait(_ reason: String, from now: Timestamp) -> Wait {
        let text = reason.lowercased()
        func until(_ instant: Timestamp, _ words: String) -> Wait {
            let milliseconds = instant.milliseconds - now.milliseconds
            return Wait(seconds: max(1, (milliseconds + 999) / 1000), instant: instant, words: words)
        }
        func next(_ span: Int64) -> Timestamp {
            Timestamp(seconds: (Timestamp.floorDivide(now.seconds, span) + 1) * span)
        }
        if text.hasPrefix("daily") {
            // The first minute of the UTC day is left to the service.
            let first = Timestamp(day: now.day, minute: 1)
            let end = now < first ? first : Timestamp(day: now.day.adding(days: 1), minute: 1)
            return until(end, "the day's quota is used up")
        }
        if text.hasPrefix("hourly") { return until(next(3600), "the hour's quota is used up") }
        if text.hasPrefix("minutely") { return until(next(60), "the minute's quota is used up") }
        if text.contains("concurrent") {
            return Wait(seconds: 5, words: "another request of this address is under way")
        }
        return Wait(words: "the service asks to wait")
    }

    private static func clock(_ instant: Timestamp) -> String { "\(two(instant.hour)):\(two(instant.minute))" }
}
