import GRDB
import UtsiktBase

/// Reading columns of a database that anybody may have written: each number is bounded here and nowhere later, and nothing that
/// is missing or of another kind stops the program. `StoreFigures` says what was out of bounds.
extension Row {
    /// A number of things, 0 to 10^15: sums of a few thousand of them do not overflow.
    func count(_ column: Int) -> Int { Int(number(column, in: 0...Bounds.count)) }

    /// Pages of a task, or attempts at one: small numbers that are counted up by one.
    func steps(_ column: Int) -> Int { Int(number(column, in: 0...Bounds.steps)) }

    /// The number of a row, of a source or of a place; only compared.
    func key(_ column: Int) -> Int64 { self[column] as Int64? ?? 0 }

    /// Whether a number is not 0.
    func flag(_ column: Int) -> Bool { key(column) != 0 }

    /// An instant; `Timestamp` keeps itself within the years that can be written.
    func instant(_ column: Int) -> Timestamp { Timestamp(milliseconds: key(column)) }

    /// A line of a file, from 1; nil for none, or for one that cannot be.
    func line(_ column: Int) -> Int? {
        let line = key(column)
        return line > 0 && line <= Bounds.count ? Int(line) : nil
    }

    /// An instant; nil when there is none.
    func instantIfAny(_ column: Int) -> Timestamp? {
        (self[column] as Int64?).map { Timestamp(milliseconds: $0) }
    }

    /// A day; nil when there is none. `CivilDay` keeps itself within the calendar.
    func dayIfAny(_ column: Int) -> CivilDay? { (self[column] as Int64?).map { CivilDay(number: Int(clamping: $0)) } }

    /// A text; empty when there is none.
    func text(_ column: Int) -> String { self[column] as String? ?? "" }

    /// A text; nil when there is none.
    func textIfAny(_ column: Int) -> String? { self[column] }

    private func number(_ column: Int, in bounds: ClosedRange<Int64>) -> Int64 {
        Swift.min(Swift.max(key(column), bounds.lowerBound), bounds.upperBound)
    }

    /// The greatest numbers that count.
    enum Bounds {
        static let count: Int64 = 1_000_000_000_000_000
        static let steps: Int64 = 1_000_000_000
    }
}
