import HTTPTypes
import Testing
import UtsiktCore
import UtsiktTestSupport

@testable import UtsiktSources

/// What services say of a budget leads to the true wait, whatever the machine's clock and zone are.
@Suite struct QuotaHeadersTests {
    /// How a reset can be written.
    enum Form: CaseIterable, Sendable {
        case epoch, iso, isoFraction, isoOffset, after, policy

        func fields(_ reset: Timestamp, _ now: Timestamp) -> [(String, String)] {
            switch self {
            case .epoch: [("x-rate-limit-reset", "\(reset.seconds)")]
            case .iso: [("X-RateLimit-Reset", Timestamp(seconds: reset.seconds).iso8601)]
            case .isoFraction:
                [("X-RateLimit-Reset", "\(Timestamp(seconds: reset.seconds).iso8601.dropLast()).523287Z")]
            case .isoOffset:
                [("X-RateLimit-Reset", "\(Timestamp(seconds: reset.seconds + 19_800).iso8601.dropLast())+05:30")]
            case .after: [("RateLimit-Reset", "\(reset.seconds - now.seconds)")]
            case .policy: [("RateLimit-Policy", "3000;w=\(reset.seconds - now.seconds)")]
            }
        }
        var prefix: String {
            switch self {
            case .epoch: "x-rate-limit-"
            case .iso, .isoFraction, .isoOffset: "x-ratelimit-"
            case .after, .policy: "ratelimit-"
            }
        }
    }

    private static func answer(
        _ form: Form, limit: Int = 300, remaining: Int = 0, reset: Timestamp, said: Timestamp, zone: String? = "GMT"
    ) -> HTTPAnswer {
        var headers = HTTPFields()
        let prefix = form.prefix
        headers[prefix + "limit"] = "\(limit)"
        headers[prefix + "remaining"] = "\(remaining)"
        for (name, value) in form.fields(reset, said) { headers[name] = value }
        if let zone { headers[.date] = said.httpDate.replacing("GMT", with: zone) }
        return HTTPAnswer(status: 429, headers: headers)
    }

    /// The wait that a limiter imposes for an answer, on a machine whose clock is off by so many seconds.
    private static func wait(_ quota: Quota?, at now: Timestamp) -> Double? {
        let key = BudgetKey(rawValue: "api")
        var limiter = RateLimiter(budgets: [key: [Budget(calls: 300, per: 86_400)]])
        guard limiter.reserve(key, at: now) == .go else { return nil }
        limiter.finish(key, from: now, quota: quota, at: now)
        let until = limiter.noteRefusal(key, retryAfterSeconds: nil, at: now)
        guard case .wait(let later, _) = limiter.peek(key, at: now) else { return nil }
        return max(until, later).seconds(since: now)
    }

    @Test(arguments: Form.allCases, ["GMT", "UTC"])
    func theWaitIsTheTrueOneWhateverOurClockSays(form: Form, zone: String) throws {
        let truth = Timestamp(seconds: 1_796_000_000)
        for wait: Int64 in [1, 7, 59, 300, 900, 43_200] {
            for off: Int64 in [0, -4 * 3600, 3600, 86_400, -9_000_000] {
                let answer = Self.answer(form, reset: truth.adding(seconds: wait), said: truth, zone: zone)
                let quota = try #require(QuotaHeaders.fields(answer, prefix: form.prefix), "\(form) \(wait)")
                let waited = try #require(Self.wait(quota, at: truth.adding(seconds: off)))
                #expect(abs(waited - Double(wait)) <= 2, "\(form) \(zone): \(waited) for \(wait), clock off by \(off)")
                #expect(QuotaHeaders.any(answer)?.remaining == 0)
            }
        }
    }

    @Test(arguments: Form.allCases)
    func withoutADateTheLengthOfTheWindowOrOurClockCounts(form: Form) throws {
        let now = Timestamp(seconds: 1_796_000_000)
        let answer = Self.answer(form, reset: now.adding(seconds: 200), said: now, zone: nil)
        let quota = try #require(QuotaHeaders.fields(answer, prefix: form.prefix))
        let waited = try #require(Self.wait(quota, at: now))
        #expect(abs(waited - 200) <= 2)
        if form == .after || form == .policy {
            // A length is one on any clock.
            #expect(abs(try #require(Self.wait(quota, at: now.adding(seconds: -50_000))) - 200) <= 2)
        }
    }

    @Test func withoutAResetTheWaitGrowsFromFiveSeconds() {
        var headers = HTTPFields()
        headers["x-ratelimit-limit"] = "300"
        headers["x-ratelimit-remaining"] = "0"
        headers[.date] = "Mon, 30 Nov 2026 21:00:00 UTC"
        let answer = HTTPAnswer(status: 429, headers: headers)
        #expect(answer.date == Timestamp(iso8601: "2026-11-30T21:00:00Z"))
        #expect(QuotaHeaders.any(answer) == nil)
        #expect(Self.wait(nil, at: Timestamp(seconds: 1_796_000_000)) == 5)
    }

    /// Recorded: 13:50:00.523287Z and 13:50:00.582400Z are one window.
    @Test func resetsThatDifferInTheirFractionAreOneWindow() throws {
        let key = BudgetKey(rawValue: "api")
        var limiter = RateLimiter(budgets: [key: [Budget(calls: 300, per: 300)]])
        let now = try #require(Timestamp(iso8601: "2026-08-01T13:47:00Z"))
        // Answers overtake one another: the smallest remainder counts, however the fraction is.
        let words = [("523287", 3), ("582400", 1), ("999999", 2), ("000000", 4)]
        for _ in words { #expect(limiter.reserve(key, at: now) == .go) }
        for (fraction, remaining) in words {
            var headers = HTTPFields()
            headers["X-RateLimit-Limit"] = "300"
            headers["X-RateLimit-Remaining"] = "\(remaining)"
            headers["X-RateLimit-Reset"] = "2026-08-01T13:50:00.\(fraction)Z"
            headers[.date] = now.httpDate
            let answer = HTTPAnswer(status: 200, headers: headers)
            let quota = try #require(QuotaHeaders.fields(answer, prefix: "x-ratelimit-"))
            #expect(quota.resetsAt == Timestamp(iso8601: "2026-08-01T13:50:00Z"))
            limiter.finish(key, from: now, quota: quota, at: now)
        }
        #expect(limiter.reserve(key, at: now) == .go)
        guard case .wait(let until, .exhausted) = limiter.reserve(key, at: now) else {
            Issue.record("an answer that was overtaken gave calls back")
            return
        }
        #expect(abs(until.seconds(since: now) - 180) <= 2)
    }

    @Test(arguments: ["", "-1", "x", "99999999999999999999", "1e9", "2026-13-40", "253402300800", "300;w=x"])
    func senselessWordsAreIgnored(text: String) {
        for prefix in ["x-ratelimit-", "ratelimit-", "x-rate-limit-"] {
            for broken in ["limit", "remaining", "reset"] {
                var headers = HTTPFields()
                for name in ["limit", "remaining", "reset"] { headers[prefix + name] = "100" }
                headers[prefix + broken] = text
                headers[.date] = "Mon, 30 Nov 2026 21:00:00 GMT"
                let quota = QuotaHeaders.any(HTTPAnswer(status: 200, headers: headers))
                let isNumber =
                    text == "300;w=x" || text == "253402300800" && broken != "reset"
                    || text == "-1" && broken == "remaining"
                #expect(quota == nil || isNumber, "\(prefix)\(broken): \(text)")
                if let quota { #expect(quota.remaining <= quota.limit) }
            }
        }
        var headers = HTTPFields()
        for name in ["limit", "remaining"] { headers["ratelimit-" + name] = "100" }
        for policy in ["100", "100;w=", "100;w=-5", ";", "100;w=99999999999999999999", text] {
            headers["ratelimit-policy"] = policy
            #expect(QuotaHeaders.any(HTTPAnswer(status: 200, headers: headers)) == nil, "\(policy)")
        }
    }

    @Test func aWindowOfMoreThanTwoDaysIsNoWindow() {
        let now = Timestamp(seconds: 1_796_000_000)
        let answer = Self.answer(.epoch, reset: now.adding(seconds: 3 * 86_400), said: now)
        #expect(QuotaHeaders.epochSeconds(answer, prefix: "x-rate-limit-") == nil)
        let iso = Self.answer(.iso, reset: now.adding(seconds: 60), said: now)
        #expect(QuotaHeaders.epochSeconds(iso, prefix: "x-ratelimit-") == nil, "not in seconds")
    }
}
