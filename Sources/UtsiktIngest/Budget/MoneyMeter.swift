import UtsiktBase

/// What a source has spent, by UTC days, and whether another call may be paid.
///
/// A call is paid before it is made, with the most that it can cost; what it did cost is known when it is answered, and the
/// difference comes back. So neither a process that ends in between nor an answer that never comes can spend more than the
/// budget.
struct MoneyMeter: Sendable, Hashable {
    /// Why a call is not made.
    enum Obstacle: Sendable, Hashable {
        /// Nothing may be spent.
        case off
        /// The call alone may cost more than the budget.
        case tooDear
        /// The day's budget is used up.
        case day(until: Timestamp)
        /// The month's budget is used up.
        case month(until: Timestamp)
    }

    let budget: MoneyBudget
    /// By days since 1970.
    private(set) var days: [Int: Money] = [:]
    private var underWay: [Payment] = []

    private struct Payment: Hashable {
        var first: Int
        var last: Int
        var price: Money
    }

    /// A call that is made less than so long before midnight may be billed on the next day, and is paid on both: a process that ends
    /// then could not say so any more. No call lasts as long.
    private static let straddling: Int64 = 300

    /// Makes a meter.
    /// - Parameter days: What was spent before, by days since 1970.
    init(_ budget: MoneyBudget, days: [Int: Money] = [:]) {
        self.budget = budget
        self.days = days
    }

    /// What counts as spent today: what days to come have spent was spent before the clock was set back.
    func today(at now: Timestamp) -> Money { spent(from: now.day.number) }

    /// What counts as spent in this month.
    func month(at now: Timestamp) -> Money { spent(from: Self.firstOfMonth(now.day).number) }

    private func spent(from day: Int) -> Money {
        let open = underWay.filter { $0.last < day }.reduce(Money.zero) { $0 + $1.price }
        return days.reduce(open) { $1.key >= day ? $0 + $1.value : $0 }
    }

    private static func firstOfMonth(_ day: CivilDay) -> CivilDay {
        CivilDay(year: day.civil.year, month: day.civil.month, day: 1) ?? day
    }

    /// Why a call may not be made; nil when it may.
    func obstacle(_ price: Money, at now: Timestamp) -> Obstacle? {
        guard price > .zero else { return nil }
        if budget.isOff { return .off }
        if price > budget.day || price > budget.month { return .tooDear }
        if month(at: now) + price > budget.month {
            let first = Self.firstOfMonth(now.day)
            // Days of 31 never skip a month.
            return .month(until: Timestamp(day: Self.firstOfMonth(first.adding(days: 31))))
        }
        if today(at: now) + price > budget.day { return .day(until: Timestamp(day: now.day.adding(days: 1))) }
        return nil
    }

    /// Pays for a call.
    /// - Returns: How the days' amounts have changed, for the store.
    mutating func pay(_ price: Money, at now: Timestamp) -> [MoneyChange] {
        guard price > .zero else { return [] }
        let (first, last) = (now.day.number, now.adding(seconds: Self.straddling).day.number)
        underWay.append(Payment(first: first, last: last, price: price))
        if days.count > 100 {
            let oldest = first &- 62
            days = days.filter { $0.key > oldest }
        }
        return change(first...max(first, last), less: .zero, more: price)
    }

    /// Takes note of what a call has cost.
    /// - Parameters:
    ///   - price: What was paid for it.
    ///   - day: When it was paid.
    ///   - actual: What it has cost; nil when that is not known, and then it has cost its price.
    /// - Returns: How the days' amounts have changed, for the store.
    mutating func settle(_ price: Money, paidOn day: Int, actual: Money?, at now: Timestamp) -> [MoneyChange] {
        guard let index = underWay.firstIndex(where: { $0.first == day && $0.price == price }) else { return [] }
        let payment = underWay.remove(at: index)
        let actual = actual ?? price
        var changes: [MoneyChange] = []
        if actual != price { changes = change(payment.first...payment.last, less: price, more: actual) }
        // On which of the days it was billed nobody says: it counts on all of them.
        let today = now.day.number
        if today > payment.last { changes += change(today...today, less: .zero, more: actual) }
        return changes
    }

    private mutating func change(_ range: ClosedRange<Int>, less: Money, more: Money) -> [MoneyChange] {
        range.map { day in
            days[day] = (days[day] ?? .zero) - less + more
            return MoneyChange(day: day, less: less, more: more)
        }
    }
}

/// A change of what was spent on a day.
public struct MoneyChange: Sendable, Hashable {
    /// Days since 1970.
    public var day: Int
    /// What comes off.
    public var less: Money
    /// What is added.
    public var more: Money

    /// Makes a change.
    public init(day: Int, less: Money = .zero, more: Money = .zero) {
        self.day = day
        self.less = less
        self.more = more
    }
}

/// How the money of a source stands, for people.
public struct MoneyGauge: Sendable, Hashable, Codable {
    /// What may be spent.
    public var budget: MoneyBudget
    /// What counts as spent in this UTC day.
    public var today: Money
    /// What counts as spent in this UTC month.
    public var month: Money
    /// What the tasks that are known may cost at most, a call each.
    public var most: Money
    /// What a first reading may cost, as the source says.
    public var forecast: SpendingForecast?

    /// Makes a gauge.
    public init(
        budget: MoneyBudget, today: Money = .zero, month: Money = .zero, most: Money = .zero,
        forecast: SpendingForecast? = nil
    ) {
        self.budget = budget
        self.today = today
        self.month = month
        self.most = most
        self.forecast = forecast
    }
}
