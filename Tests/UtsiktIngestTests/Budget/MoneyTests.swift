import Testing
import UtsiktBase
import UtsiktTestSupport

@testable import UtsiktIngest

/// What a source may spend is a limit that holds, whatever is lost on the way.
@Suite struct MoneyTests {
    private static let midnight = Timestamp(day: CivilDay(number: 20_000))

    @Test func amountsAreExactAndBounded() {
        #expect(Money(dollars: 0.005).millionths == 5000 && Money(dollars: 0.1).millionths == 100_000)
        #expect(Money(dollars: 0.000_000_1).millionths == 1, "never less than is billed")
        #expect((0..<1000).reduce(Money.zero) { sum, _ in sum + Money(dollars: 0.005) } == Money(dollars: 5))
        for dollars in [Double.nan, .infinity, -.infinity, 1e300, -5] {
            #expect((0...Money.most).contains(Money(dollars: dollars).millionths))
        }
        #expect(Money(dollars: 1) - Money(dollars: 2) == .zero)
        #expect(Money(millionths: .max) * .max == Money(millionths: .max))
        #expect(Money(millionths: .max) + Money(millionths: .max) == Money(millionths: .max))
        let texts = [(1.25, "$1.25"), (0.005, "$0.005"), (0, "$0.00"), (120, "$120.00"), (0.1, "$0.10")]
        for (dollars, text) in texts { #expect(Money(dollars: dollars).description == text) }
    }

    @Test func theForecastTellsBeforeTheFirstCallWhetherItFits() {
        let forecast = SpendingForecast([
            .init("users", count: 600, price: Money(dollars: 0.01)),
            .init("posts", count: 600 * 40, price: Money(dollars: 0.005)),
        ])
        #expect(forecast.most == Money(dollars: 126))
        func verdict(_ day: Double, _ month: Double, today: Double = 0, spent: Double = 0) -> SpendingForecast.Verdict {
            forecast.verdict(
                MoneyBudget(day: Money(dollars: day), month: Money(dollars: month)), today: Money(dollars: today),
                month: Money(dollars: spent))
        }
        #expect(verdict(0, 0) == .off && verdict(0, 500) == .off && verdict(500, 0) == .off)
        #expect(verdict(126, 126) == .fits && verdict(126, 125.99) == .exceedsMonth)
        #expect(verdict(200, 126, spent: 1) == .exceedsMonth)
        #expect(verdict(126, 500, today: 1) == .takesDays(2) && verdict(42, 500) == .takesDays(3))
        #expect(verdict(41, 500) == .takesDays(4))
        #expect(SpendingForecast([]).verdict(MoneyBudget()) == .fits)
    }

    @Test func itIsOffUntilABudgetIsSet() {
        let price = Money(dollars: 0.05)
        let meter = MoneyMeter(MoneyBudget())
        #expect(meter.obstacle(price, at: Self.midnight) == .off)
        #expect(meter.obstacle(.zero, at: Self.midnight) == nil)
        let small = MoneyMeter(MoneyBudget(day: Money(dollars: 0.04), month: Money(dollars: 1)))
        #expect(small.obstacle(price, at: Self.midnight) == .tooDear)
    }

    @Test func theWaitIsForTheNextDayOrTheNextMonth() {
        let price = Money(dollars: 0.5)
        var meter = MoneyMeter(MoneyBudget(day: Money(dollars: 1), month: Money(dollars: 1.5)))
        let now = Timestamp(day: CivilDay("2026-01-31") ?? CivilDay(number: 0), hour: 23, minute: 59)
        let noon = now.adding(seconds: -43_140)
        for _ in 0..<2 { _ = meter.pay(price, at: noon) }
        #expect(meter.obstacle(price, at: noon) == .day(until: now.adding(seconds: 60)))
        // The calls are answered, and it is February.
        for _ in 0..<2 { _ = meter.settle(price, paidOn: now.day.number, actual: price, at: noon) }
        #expect(meter.obstacle(price, at: now.adding(seconds: 60)) == nil)
        var month = MoneyMeter(MoneyBudget(day: Money(dollars: 1), month: Money(dollars: 1)))
        let first = Timestamp(day: CivilDay("2026-12-03") ?? CivilDay(number: 0))
        for day in 0..<2 {
            let instant = first.adding(seconds: Int64(day) * 86_400)
            _ = month.pay(price, at: instant)
            _ = month.settle(price, paidOn: instant.day.number, actual: nil, at: instant)
        }
        let until = Timestamp(day: CivilDay("2027-01-01") ?? CivilDay(number: 0))
        #expect(month.obstacle(price, at: first.adding(seconds: 3 * 86_400)) == .month(until: until))
        #expect(month.obstacle(price, at: until) == nil)
    }

    /// A service that bills a call on the day on which it sees it, somewhere between its start and its end.
    @Test(arguments: 0..<60)
    func noDayAndNoMonthIsEverBilledMore(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        let budget = MoneyBudget(day: Money(dollars: 2), month: Money(dollars: 20))
        var meter = MoneyMeter(budget)
        var now = Self.midnight.adding(seconds: Int64.random(in: 0..<86_400 * 40, using: &random))
        var underWay: [(end: Timestamp, day: Int, price: Money, actual: Money?)] = []
        var (billed, kept): ([Int: Money], [Int: Money]) = ([:], [:])
        for _ in 0..<3000 {
            for call in underWay where call.end <= now {
                let changes = meter.settle(call.price, paidOn: call.day, actual: call.actual, at: now)
                for change in changes { kept[change.day] = (kept[change.day] ?? .zero) - change.less + change.more }
            }
            underWay.removeAll { $0.end <= now }
            let price = Money(millionths: Int64.random(in: 1...500_000, using: &random))
            if meter.obstacle(price, at: now) == nil {
                for change in meter.pay(price, at: now) {
                    kept[change.day] = (kept[change.day] ?? .zero) - change.less + change.more
                }
                let length = Int64.random(in: 0...60_000, using: &random)
                let moment = now.adding(milliseconds: Int64.random(in: 0...length, using: &random))
                let actual = Money(millionths: Int64.random(in: 0...price.millionths, using: &random))
                billed[moment.day.number] = (billed[moment.day.number] ?? .zero) + actual
                let isKnown = Int.random(in: 0..<4, using: &random) > 0
                underWay.append((now.adding(milliseconds: length), now.day.number, price, isKnown ? actual : nil))
            }
            now = now.adding(milliseconds: Int64.random(in: 0...40_000, using: &random))
            // A process that ends and another one that begins, with what the store knows.
            if Int.random(in: 0..<200, using: &random) == 0 {
                meter = MoneyMeter(budget, days: kept)
                underWay = []
            }
        }
        var months: [String: Money] = [:]
        for (day, amount) in billed {
            #expect(amount <= budget.day, "seed \(seed), day \(day)")
            let month = String(CivilDay(number: day).description.prefix(7))
            months[month] = (months[month] ?? .zero) + amount
        }
        for (month, amount) in months { #expect(amount <= budget.month, "seed \(seed), \(month)") }
        #expect(billed.values.contains { $0 > Money(dollars: 1) }, "seed \(seed): nothing was spent")
    }
}
