import UtsiktBase

/// An amount of US dollars, exact to the millionth.
public struct Money: Sendable, Hashable, Comparable, Codable, CustomStringConvertible {
    /// Millionths of a dollar, never negative.
    public let millionths: Int64

    /// A billion dollars: sums of a few thousand amounts stay numbers.
    static let most: Int64 = 1_000_000_000_000_000

    /// An amount in millionths of a dollar, brought within its bounds.
    public init(millionths: Int64) { self.millionths = min(max(0, millionths), Self.most) }

    /// An amount in dollars, rounded up to millionths: what is reckoned is never less than what is billed.
    public init(dollars: Double) {
        // What is written with a few decimals must not be rounded up for the sake of its binary form.
        let exact = dollars.isFinite ? min(dollars, 1e9) * 1e6 : 0
        let near = exact.rounded()
        self.init(millionths: Int64(bounded: abs(exact - near) < 1e-3 ? near : exact.rounded(.up)))
    }

    /// Nothing.
    public static let zero = Money(millionths: 0)

    /// In dollars.
    public var dollars: Double { Double(millionths) / 1e6 }

    /// Both together.
    public static func + (a: Money, b: Money) -> Money { Money(millionths: a.millionths &+ b.millionths) }
    /// What is left of one when the other is taken away; nothing when it is not enough.
    public static func - (a: Money, b: Money) -> Money { Money(millionths: a.millionths &- b.millionths) }
    /// So many times as much.
    public static func * (a: Money, count: Int) -> Money {
        let (product, overflow) = a.millionths.multipliedReportingOverflow(by: Int64(clamping: max(0, count)))
        return Money(millionths: overflow ? most : product)
    }
    /// Orders amounts.
    public static func < (a: Money, b: Money) -> Bool { a.millionths < b.millionths }

    /// `$1.25`, `$0.005`: two decimals, more where there are more.
    public var description: String {
        let whole = millionths / 1_000_000
        var decimals = String(millionths % 1_000_000)
        decimals = String(repeating: "0", count: max(0, 6 &- decimals.utf8.count)) + decimals
        while decimals.utf8.count > 2, decimals.hasSuffix("0") { decimals.removeLast() }
        return "$\(whole).\(decimals)"
    }
}

/// How much a source may spend: in a UTC day, and in a UTC month.
public struct MoneyBudget: Sendable, Hashable, Codable {
    /// In a day.
    public var day: Money
    /// In a month.
    public var month: Money

    /// Makes a budget; without a word nothing may be spent.
    public init(day: Money = .zero, month: Money = .zero) {
        self.day = day
        self.month = month
    }

    /// Whether nothing may be spent.
    public var isOff: Bool { day == .zero || month == .zero }
}

/// What fetching may cost, told before the first call is made.
public struct SpendingForecast: Sendable, Hashable, Codable {
    /// So many things of one kind.
    public struct Item: Sendable, Hashable, Codable {
        /// What they are, as `posts`.
        public var what: String
        /// How many at most.
        public var count: Int
        /// What one costs.
        public var price: Money

        /// Makes an item.
        public init(_ what: String, count: Int, price: Money) {
            self.what = what
            self.count = max(0, count)
            self.price = price
        }

        /// What all of them cost.
        public var total: Money { price * count }
    }

    /// How a forecast stands to a budget.
    public enum Verdict: Sendable, Hashable {
        /// Nothing may be spent.
        case off
        /// It can all be had now.
        case fits
        /// It takes so many days.
        case takesDays(Int)
        /// The month's budget does not suffice.
        case exceedsMonth
    }

    /// What is paid for.
    public var items: [Item]

    /// Makes a forecast.
    public init(_ items: [Item]) { self.items = items }

    /// What it costs at most.
    public var most: Money { items.reduce(.zero) { $0 + $1.total } }

    /// How it stands to a budget of which something is spent already.
    public func verdict(_ budget: MoneyBudget, today: Money = .zero, month: Money = .zero) -> Verdict {
        let most = most
        if most == .zero { return .fits }
        if budget.isOff { return .off }
        if most > budget.month - month { return .exceedsMonth }
        let left = budget.day - today
        if most <= left { return .fits }
        let days = (most - left).millionths / max(1, budget.day.millionths)
        let isWhole = (most - left).millionths % max(1, budget.day.millionths) == 0
        return .takesDays(Int(clamping: isWhole ? days : days &+ 1) &+ 1)
    }
}
