import Testing
import UtsiktBase
import UtsiktForecast
import UtsiktIngest
import UtsiktTestSupport
import UtsiktTopics

private let key = BudgetKey(rawValue: "timeline")
private let start = Timestamp(seconds: 1_436_782_590)

@Suite struct RateLimiterTests {
    @Test(arguments: 0..<60)
    func noWindowHoldsMoreCallsThanTheBudget(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        let budgets = (0..<Int.random(in: 1...3, using: &random)).map { _ in
            Budget(calls: Int.random(in: 1...40, using: &random), per: Int64.random(in: 1...900, using: &random))
        }
        var limiter = RateLimiter(budgets: [key: budgets])
        var now = start
        var calls: [Timestamp] = []
        for _ in 0..<600 {
            switch limiter.reserve(key, at: now) {
            case .go:
                calls.append(now)
                limiter.finish(key, quota: nil, at: now)
            case .wait(let until, _):
                #expect(until > now, "seed \(seed)")
                // Sometimes somebody asks too early, sometimes late.
                if Bool.random(using: &random) { now = until }
            }
            if Int.random(in: 0..<4, using: &random) == 0 {
                now = now.adding(milliseconds: Int64.random(in: 0...30_000, using: &random))
            }
        }
        for budget in budgets {
            var first = 0
            for (index, instant) in calls.enumerated() {
                while calls[first] <= instant.adding(seconds: -budget.seconds) { first += 1 }
                #expect(index - first + 1 <= budget.calls, "seed \(seed), \(budget), \(instant)")
            }
        }
        #expect(calls.count > 5, "seed \(seed)")
    }

    @Test func aBudgetIsUsedWhollyInTheLongRun() {
        var limiter = RateLimiter(budgets: [key: [Budget(calls: 180, per: 900)]])
        var now = start
        var count = 0
        while now < start.adding(seconds: 9000) {
            switch limiter.reserve(key, at: now) {
            case .go: count += 1
            case .wait(let until, _): now = until
            }
        }
        // Ten spans of 180 calls, and at the very start a tenth more at once.
        #expect((1790...1818).contains(count), "\(count)")
    }

    @Test func callsAreSpreadAndNotMadeAllAtOnce() {
        var limiter = RateLimiter(budgets: [key: [Budget(calls: 180, per: 900)]])
        var atOnce = 0
        while limiter.reserve(key, at: start) == .go { atOnce += 1 }
        #expect(atOnce == 18)
        guard case .wait(let until, let reason) = limiter.reserve(key, at: start) else {
            Issue.record("no wait")
            return
        }
        #expect(until.seconds(since: start) == 5)
        #expect(reason == .pacing)
    }

    @Test func theTighterOfTwoBudgetsDecides() {
        var limiter = RateLimiter(budgets: [key: [Budget(calls: 10, per: 60), Budget(calls: 20, per: 86_400)]])
        var now = start
        var calls = 0
        var longest = 0.0
        while calls < 21 {
            switch limiter.reserve(key, at: now) {
            case .go: calls += 1
            case .wait(let until, _):
                longest = max(longest, until.seconds(since: now))
                now = until
            }
        }
        #expect(longest > 3600)
        #expect(now.seconds(since: start) >= 86_400)
    }

    @Test func theServiceKnowsBetterHowMuchIsLeft() {
        var limiter = RateLimiter(budgets: [key: [Budget(calls: 180, per: 900)]])
        #expect(limiter.reserve(key, at: start) == .go)
        // The service's clock is an hour ahead; its window ends in 250 seconds.
        let said = start.adding(seconds: 3600)
        let quota = Quota(limit: 180, remaining: 0, resetsAt: said.adding(seconds: 250), saidAt: said)
        limiter.finish(key, quota: quota, at: start)
        guard case .wait(let until, let reason) = limiter.reserve(key, at: start) else {
            Issue.record("no wait")
            return
        }
        #expect(reason == .exhausted)
        #expect((250...251).contains(until.seconds(since: start)))
        #expect(limiter.reserve(key, at: until) == .go)
    }

    @Test func answersThatOvertakeOneAnotherDoNotGiveCallsBack() {
        var limiter = RateLimiter(budgets: [key: [Budget(calls: 180, per: 900)]])
        let reset = start.adding(seconds: 300)
        for _ in 0..<3 { #expect(limiter.reserve(key, at: start) == .go) }
        limiter.finish(key, quota: Quota(limit: 180, remaining: 2, resetsAt: reset), at: start)
        limiter.finish(key, quota: Quota(limit: 180, remaining: 4, resetsAt: reset), at: start)
        limiter.finish(key, quota: Quota(limit: 180, remaining: 3, resetsAt: reset), at: start)
        #expect(limiter.reserve(key, at: start) == .go)
        #expect(limiter.reserve(key, at: start) == .go)
        guard case .wait(_, .exhausted) = limiter.reserve(key, at: start) else {
            Issue.record("a third call was allowed")
            return
        }
    }

    @Test func aWordAboutAnEarlierWindowIsDroppedAndOneAboutALaterCounts() {
        let earlier = Quota(limit: 180, remaining: 100, resetsAt: start.adding(seconds: 300))
        let later = Quota(limit: 180, remaining: 0, resetsAt: start.adding(seconds: 800))
        // The answer of the later window overtakes that of the earlier one: nothing is left until it ends.
        var limiter = RateLimiter(budgets: [key: [Budget(calls: 180, per: 900)]])
        for _ in 0..<2 { #expect(limiter.reserve(key, at: start) == .go) }
        limiter.finish(key, quota: later, at: start)
        limiter.finish(key, quota: earlier, at: start)
        guard case .wait(let until, .exhausted) = limiter.reserve(key, at: start) else {
            Issue.record("a word about an earlier window gave calls back")
            return
        }
        #expect((800...801).contains(until.seconds(since: start)))
        // Nothing was left of the earlier window; the later one has calls again.
        var other = RateLimiter(budgets: [key: [Budget(calls: 180, per: 900)]])
        for _ in 0..<2 { #expect(other.reserve(key, at: start) == .go) }
        other.finish(key, quota: Quota(limit: 180, remaining: 0, resetsAt: earlier.resetsAt), at: start)
        other.finish(key, quota: Quota(limit: 180, remaining: 50, resetsAt: later.resetsAt), at: start)
        #expect(other.reserve(key, at: start) == .go)
    }

    @Test(arguments: [Int64.min, -1, 0, 1 << 60, .max])
    func aHostileResetDoesNotBlockForEver(seconds: Int64) {
        var limiter = RateLimiter(budgets: [key: [Budget(calls: 10, per: 60)]])
        _ = limiter.reserve(key, at: start)
        let quota = Quota(
            limit: .min, remaining: .min, resetsAt: Timestamp(seconds: seconds),
            saidAt: Timestamp(seconds: 0 &- seconds))
        limiter.finish(key, quota: quota, at: start)
        _ = limiter.gauges(at: start)
        if case .wait(let until, _) = limiter.reserve(key, at: start) {
            #expect(until.seconds(since: start) <= 122)
        }
    }

    @Test func tooManyCallsWaitsAsToldElseLongerAndLonger() {
        var limiter = RateLimiter(budgets: [key: [Budget(calls: 180, per: 900)]])
        #expect(limiter.noteRefusal(key, retryAfterSeconds: 42, at: start).seconds(since: start) == 42)
        guard case .wait(let until, .asked) = limiter.reserve(key, at: start) else {
            Issue.record("no wait")
            return
        }
        #expect(until.seconds(since: start) == 42)
        limiter.noteAnswer(key)
        var waits: [Double] = []
        var now = start.adding(seconds: 100)
        for _ in 0..<12 {
            let until = limiter.noteRefusal(key, retryAfterSeconds: nil, at: now)
            waits.append(until.seconds(since: now))
            now = until
        }
        #expect(waits.prefix(4) == [5, 10, 20, 40])
        #expect(waits.last == 960)
        #expect(limiter.noteRefusal(key, retryAfterSeconds: .max, at: now).seconds(since: now) <= 86_400)
    }

    @Test func earlierRunsCountAndAClockSetBackDoesNotLoseThem() {
        let budgets = [key: [Budget(calls: 4, per: 100)]]
        var limiter = RateLimiter(budgets: budgets)
        limiter.restore((0..<4).map { start.adding(seconds: -$0) }, of: key, at: start)
        guard case .wait(let until, .exhausted) = limiter.reserve(key, at: start) else {
            Issue.record("no wait")
            return
        }
        #expect(until.seconds(since: start) == 97)
        // Calls of the future were noted before the clock was set back: they count as made just now.
        var other = RateLimiter(budgets: budgets)
        other.restore((1...4).map { start.adding(seconds: $0) }, of: key, at: start)
        guard case .wait(let later, .exhausted) = other.reserve(key, at: start) else {
            Issue.record("calls of the future were forgotten")
            return
        }
        #expect(later.seconds(since: start) == 100)
        // The clock is set back by a day: the wait is a span at most.
        let back = start.adding(seconds: -86_400)
        guard case .wait(let late, _) = limiter.reserve(key, at: back) else {
            Issue.record("calls were forgotten")
            return
        }
        #expect(late.seconds(since: back) <= 100)
    }

    @Test func unknownKeysAreFreeUntilTheServiceSpeaks() {
        var limiter = RateLimiter(budgets: [:])
        for _ in 0..<100 { #expect(limiter.reserve(key, at: start) == .go) }
        #expect(limiter.memory(of: key) == 0)
    }

    @Test func senselessBudgetsNeitherTrapNorHang() {
        for calls in [Int.min, 0, 1, .max] {
            for seconds in [Int64.min, 0, 1, .max] {
                var limiter = RateLimiter(budgets: [key: [Budget(calls: calls, per: seconds)]])
                #expect(limiter.reserve(key, at: start) == .go)
                _ = limiter.reserve(key, at: Timestamp(milliseconds: .max))
                _ = limiter.reserve(key, at: Timestamp(milliseconds: .min))
                _ = limiter.gauges(at: start)
            }
        }
    }
}
