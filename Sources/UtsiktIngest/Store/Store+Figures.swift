import GRDB
import UtsiktBase

/// What the numbers of a database may be. Reading bounds them (`Row+Bounded`); here is said where that changes one.
struct StoreFigures {
    /// A column, and what it may hold.
    private struct Rule {
        var table: String
        var column: String
        var bounds: String
    }

    private static let rules: [Rule] = {
        let instants = "\(Timestamp.earliest.milliseconds) AND \(Timestamp.latest.milliseconds)"
        let days = "\(CivilDay.earliest.number) AND \(CivilDay.latest.number)"
        let (counts, steps) = ("0 AND \(Row.Bounds.count)", "0 AND \(Row.Bounds.steps)")
        let lists: [(String, String, [String])] = [
            ("world", instants, ["topics_now"]), ("world", days, ["weather_today"]), ("world", "0 AND 1", ["replay"]),
            ("counter", counts, ["pages", "posts", "observations", "rejected", "bytes", "calls"]),
            ("task", steps, ["pages", "attempts"]), ("task", "0 AND 2", ["state"]),
            ("task", instants, ["added", "changed"]), ("call", instants, ["at"]),
            ("call", "1 AND \(CallCost.most)", ["cost"]), ("pause", instants, ["since", "until"]),
            ("spending", days, ["day"]), ("spending", "0 AND \(Money.most)", ["amount"]),
            ("removal", instants, ["created"]),
            ("rejection", instants, ["at"]), ("rejection", "1 AND \(Row.Bounds.count)", ["line"]),
            ("post", instants, ["created"]), ("post", "0 AND 1", ["repost", "own_full"]),
            ("hashtag", "0 AND 1", ["rule"]), ("hashtag", steps, ["ordinal"]),
            ("observation", instants, ["instant"]), ("observation", steps, ["ordinal"]),
            ("forecast_run", instants, ["at"]), ("forecast_run", "0 AND 1e300", ["rmse"]),
            ("forecast_made", "0 AND 23", ["hour"]),
        ]
        return lists.flatMap { table, bounds, columns in
            columns.map { Rule(table: table, column: $0, bounds: bounds) }
        }
    }()

    /// Tables that are small, or read as a whole at every start.
    static let read: Set<String> = ["world", "counter", "task"]

    /// The columns with numbers that cannot be, as `counter.pages in 1 row`.
    /// - Parameter tables: Where to look; nil for everywhere.
    static func odd(_ db: Database, tables: Set<String>? = nil) throws -> [String] {
        var found: [String] = []
        for (table, rules) in grouped where tables?.contains(table) ?? true {
            guard try db.tableExists(table) else { continue }
            let sums = rules.map { "total(\($0.column) NOT BETWEEN \($0.bounds))" }.joined(separator: ", ")
            guard let row = try Row.fetchOne(db, sql: "SELECT \(sums) FROM \(table)") else { continue }
            for (index, rule) in rules.enumerated() {
                let rows = row.count(index)
                if rows > 0 { found.append("\(table).\(rule.column) in \(rows == 1 ? "1 row" : "\(rows) rows")") }
            }
        }
        return found
    }

    private static var grouped: [(String, [Rule])] {
        var order: [String] = []
        for rule in rules where !order.contains(rule.table) { order.append(rule.table) }
        return order.map { table in (table, rules.filter { $0.table == table }) }
    }
}
