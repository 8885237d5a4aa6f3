import Testing
import UtsiktBase
import UtsiktTestSupport

@testable import UtsiktIngest

private let key = BudgetKey(rawValue: "api")
private let start = Timestamp(seconds: 1_436_782_590)

/// Calls that weigh, spans of the clock, and budgets of a whole source: counted by a service that sees each call somewhere between
/// its start and its end.
@Suite struct BudgetWindowTests {
    /// A call as the service may have seen it.
    private struct Seen {
        var at: Timestamp
        var cost: Int
    }

    /// Plays random calls against a limiter; what is under way ends some time later.
    /// - Returns: When the service saw each call, and what it cost.
    private static func play(
        _ budgets: [BudgetKey: [Budget]], keys: [BudgetKey], seed: Int, calls: Int = 500
    ) -> (seen: [Seen], waits: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        var limiter = RateLimiter(budgets: budgets)
        var now = start.adding(milliseconds: Int64.random(in: 0..<3_600_000, using: &random))
        var underWay: [(end: Timestamp, start: Timestamp, key: BudgetKey, cost: CallCost)] = []
        var (seen, waits): ([Seen], Int) = ([], 0)
        while seen.count < calls {
            for call in underWay where call.end <= now {
                limiter.finish(call.key, from: call.start, cost: call.cost, quota: nil, at: now)
            }
            underWay.removeAll { $0.end <= now }
            let key = keys.randomElement(using: &random) ?? keys[0]
            let cost = CallCost(thousandths: Int.random(in: 1...6000, using: &random))
            switch limiter.reserve(key, cost: cost, at: now) {
            case .go:
                let length = Int64.random(in: 0...5000, using: &random)
                // The service sees it whenever it likes meanwhile.
                let moment = now.adding(milliseconds: Int64.random(in: 0...length, using: &random))
                seen.append(Seen(at: moment, cost: cost.thousandths))
                underWay.append((now.adding(milliseconds: length), now, key, cost))
            case .wait(let until, _):
                waits += 1
                #expect(until > now, "seed \(seed)")
                let next = underWay.map(\.end).filter { $0 > now }.min() ?? until
                now = Bool.random(using: &random) ? until : min(next, until)
            }
            if Int.random(in: 0..<5, using: &random) == 0 {
                now = now.adding(milliseconds: Int64.random(in: 0...20_000, using: &random))
            }
        }
        return (seen.sorted { $0.at < $1.at }, waits)
    }

    @Test(arguments: 0..<40)
    func noSpanOfTheClockHoldsMoreThanTheBudgetWhateverCallsCost(seed: Int) {
        let (calls, offset) = ([20, 60, 300][seed % 3], [Int64(0), 0, 60][seed / 3 % 3])
        let budget = Budget(calls: calls, per: [60, 300, 3600][seed % 3], window: .clock(offset: offset))
        let (seen, waits) = Self.play([key: [budget]], keys: [key], seed: seed)
        let spans = Dictionary(grouping: seen) { call in
            Timestamp.floorDivide(call.at.seconds - offset, budget.seconds)
        }
        for (span, list) in spans {
            #expect(list.reduce(0) { $0 + $1.cost } <= calls * 1000, "seed \(seed), span \(span)")
        }
        #expect(waits > 0, "seed \(seed): nothing was limited")
    }

    @Test(arguments: 100..<130)
    func noRollingSpanHoldsMoreThanTheBudgetWhateverCallsCost(seed: Int) {
        let budget = Budget(calls: 10 + seed % 7, per: 60)
        let (seen, waits) = Self.play([key: [budget]], keys: [key], seed: seed, calls: 300)
        for (index, call) in seen.enumerated() {
            // A call that the service saw at its start counts from its end, which is later: never more than the budget.
            let window = seen[...index].reversed().prefix { $0.at > call.at.adding(seconds: -budget.seconds) }
            #expect(window.reduce(0) { $0 + $1.cost } <= budget.calls * 1000, "seed \(seed), \(index)")
        }
        #expect(waits > 0)
    }

    @Test(arguments: 200..<210)
    func aBudgetOfTheWholeSourceCountsTheCallsOfAllKeys(seed: Int) {
        let keys = ["a", "b", "c"].map { BudgetKey(rawValue: $0) }
        let whole = Budget(calls: 30, per: 60)
        let (seen, _) = Self.play(
            [keys[0]: [Budget(calls: 20, per: 60)], .wholeSource: [whole]], keys: keys, seed: seed, calls: 300)
        for (index, call) in seen.enumerated() {
            let window = seen[...index].reversed().prefix { $0.at > call.at.adding(seconds: -60) }
            #expect(window.reduce(0) { $0 + $1.cost } <= 30_000, "seed \(seed), \(index)")
        }
    }

    @Test func aClocksSpanIsUsedWhollyAtOnceAndTheNextOneWhenItBegins() {
        var limiter = RateLimiter(budgets: [key: [Budget(calls: 300, per: 300, window: .clock(offset: 0))]])
        // 10:14:50 is ten seconds before the end of a span of five minutes.
        var now = Timestamp(seconds: 1_436_782_490)
        #expect(now.seconds % 300 == 290)
        var instants: [Timestamp] = []
        while instants.count < 609 {
            switch limiter.reserve(key, at: now) {
            case .go:
                instants.append(now)
                limiter.finish(key, from: now, quota: nil, at: now)
            case .wait(let until, let reason):
                #expect(reason == .exhausted)
                now = until
            }
        }
        // 300 now, 300 in the span that begins ten seconds later, the rest five minutes after that.
        #expect(instants[299] == instants[0] && instants[300].seconds(since: instants[0]) <= 12)
        #expect(instants[608].seconds(since: instants[0]) <= 312)
    }

    @Test func theDayOfAWeighingServiceBeginsAMinuteAfterMidnight() {
        var limiter = RateLimiter(budgets: [
            key: [.clockMinute(600), .clockHour(5000), .utcDay(10_000)]
        ])
        var now = Timestamp(day: CivilDay(number: 20_000), hour: 3)
        var spent = 0.0
        while true {
            guard case .wait(let until, _) = limiter.reserve(key, cost: CallCost(500), at: now) else {
                limiter.finish(key, from: now, cost: CallCost(500), quota: nil, at: now)
                spent += 500
                continue
            }
            if until.day != now.day {
                #expect(until.hour == 0 && until.minute == 1 && until.second <= 2)
                break
            }
            now = until
        }
        #expect(spent == 10_000)
        #expect(CallCost(1.0714).thousandths == 1072 && CallCost(.nan) == .one && CallCost(-3).thousandths == 1)
    }

    @Test func aCallDearerThanTheBudgetIsMadeAloneAndOthersWait() {
        for window in [Budget.Window.rolling, .clock(offset: 0)] {
            var limiter = RateLimiter(budgets: [key: [Budget(calls: 5, per: 60, window: window)]])
            #expect(limiter.reserve(key, cost: CallCost(50), at: start) == .go)
            limiter.finish(key, from: start, cost: CallCost(50), quota: nil, at: start)
            guard case .wait(let until, _) = limiter.reserve(key, at: start) else {
                Issue.record("no wait")
                continue
            }
            #expect(until.seconds(since: start) <= 601)
        }
    }

    @Test func restoredCallsCountWithTheirCostAndAClockSetBackDoesNotLoseThem() {
        for window in [Budget.Window.rolling, .clock(offset: 0)] {
            var limiter = RateLimiter(budgets: [key: [Budget(calls: 10, per: 86_400, window: window)]])
            limiter.restore((1...4).map { (key, start.adding(seconds: $0), CallCost(2.5)) }, at: start)
            guard case .wait(let until, .exhausted) = limiter.reserve(key, at: start) else {
                Issue.record("calls were forgotten")
                continue
            }
            #expect(until.seconds(since: start) <= 86_401)
            #expect(limiter.gauges(at: start).first?.used == 10)
            limiter.shift(by: -3_600_000)
            guard case .wait = limiter.reserve(key, at: start.adding(seconds: -3600)) else {
                Issue.record("calls were forgotten when the clock was set back")
                continue
            }
        }
    }

    @Test func senselessSpansAndCostsNeitherTrapNorHang() {
        for offset in [Int64.min, -1, 0, .max] {
            for calls in [Int.min, 0, .max] {
                var limiter = RateLimiter(budgets: [
                    key: [Budget(calls: calls, per: .max, window: .clock(offset: offset), burst: .min)]
                ])
                for cost in [Int.min, 0, .max] {
                    _ = limiter.reserve(key, cost: CallCost(thousandths: cost), at: start)
                    _ = limiter.reserve(key, cost: CallCost(thousandths: cost), at: Timestamp(milliseconds: .max))
                    limiter.finish(key, from: start, cost: CallCost(thousandths: cost), quota: nil, at: start)
                    _ = limiter.gauges(at: Timestamp(milliseconds: .min))
                }
            }
        }
    }

    @Test func theEarliestEndFollowsFromTheTightestBudget() {
        let day = BudgetKey(rawValue: "day")
        var limiter = RateLimiter(budgets: [
            key: [Budget(calls: 300, per: 300, window: .clock(offset: 0))], day: [Budget(calls: 1, per: 1)],
        ])
        let now = Timestamp(seconds: 1_436_782_500)
        #expect(now.seconds % 300 == 0)
        #expect(limiter.leastEnd(of: [key: 300_000], at: now).at == now)
        _ = limiter.reserve(key, at: now)
        let end = limiter.leastEnd(of: [key: 608_000, day: 100_000], at: now)
        #expect(end.at.seconds(since: now) == 600 && end.key == key)
        limiter.noteRefusal(day, retryAfterSeconds: 3600, at: now)
        #expect(limiter.leastEnd(of: [key: 1000, day: 1000], at: now).key == day)
        #expect(limiter.leastEnd(of: [:], at: now).key == nil)
    }
}
