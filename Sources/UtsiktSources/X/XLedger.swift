import Synchronization
import UtsiktCore

/// What has been spent since the program began, and how much an answer may cost at most.
///
/// What may come is set apart before a call and settled after it, so that calls that are under way together cannot exceed the budget together.
final class XLedger: Sendable {
    private struct Book {
        var day: CivilDay?
        var today = 0
        var month = 0
    }
    private let day: Int?
    private let month: Int?
    private let book = Mutex(Book())

    /// Makes a ledger.
    /// - Parameter budget: What may be spent in a UTC day and month, in millionths of a dollar; nil where no limit is set.
    init(budget: (day: Int?, month: Int?)) { (day, month) = budget }

    /// Sets the price of an answer apart.
    /// - Parameters:
    ///   - most: How many things the answer may hold, if there is money.
    ///   - least: Fewer than these cannot be asked for.
    ///   - price: What one costs.
    /// - Returns: How many may be asked for; nil when there is not enough left for the fewest.
    func reserve(most: Int, least: Int, price: Int, at now: Timestamp) -> Int? {
        book.withLock { book in
            turn(&book, now.day)
            let left = min(
                (day ?? .max) - min(day ?? .max, book.today), (month ?? .max) - min(month ?? .max, book.month))
            let count = min(max(1, most), left / max(1, price))
            guard count >= least else { return nil }
            book.today += count * price
            book.month += count * price
            return count
        }
    }

    /// Notes what an answer has cost of what was set apart for it.
    func settle(reserved: Int, cost: Int) {
        book.withLock { book in
            book.today = max(0, book.today - reserved + cost)
            book.month = max(0, book.month - reserved + cost)
        }
    }

    /// What was spent today and this month, or is set apart.
    var spent: (today: Int, month: Int) { book.withLock { ($0.today, $0.month) } }

    /// Begins another day or month.
    private func turn(_ book: inout Book, _ today: CivilDay) {
        guard let day = book.day else {
            book.day = today
            return
        }
        guard today != day else { return }
        let (a, b) = (today.civil, day.civil)
        book.today = 0
        if (a.year, a.month) != (b.year, b.month) { book.month = 0 }
        book.day = today
    }

    /// The failure that there is no money left: the task waits for another day.
    static func exhausted(asking what: String, at now: Timestamp) -> SourceFailure {
        let tomorrow = Timestamp(day: now.day.adding(days: 1))
        return SourceFailure(
            .rateLimited, "\(what): the money for today or this month is spent (budget_usd)",
            retryAfterSeconds: max(1, tomorrow.seconds - now.seconds))
    }
}
