/// An instant on the UTC time line, exact to the millisecond.
///
/// Everything inside Utsikt is in UTC; zones exist only where a person reads or writes a time. The arithmetic is
/// plain integers (proleptic Gregorian calendar, no leap seconds, as POSIX time), because a formatter costs a
/// thousand times more per post.
public struct Timestamp: Sendable, Hashable, Comparable {
    /// Milliseconds since 1970-01-01T00:00:00Z; negative before it.
    public let milliseconds: Int64

    /// The first instant, that of the year 0.
    public static let earliest = Timestamp(day: .earliest)
    /// The last instant, that of the year 9999.
    public static let latest = Timestamp(day: .latest, hour: 23, minute: 59, second: 59, millisecond: 999)

    /// What the milliseconds are kept within. Instants come from databases, answers and files; within the years that can be
    /// written no sum or difference of a few of them overflows, wherever it is made.
    private static let bounds: ClosedRange<Int64> =
        Int64(CivilDay.bounds.lowerBound) * 86_400_000...Int64(CivilDay.bounds.upperBound + 1) * 86_400_000 - 1

    /// Makes an instant from milliseconds since 1970-01-01T00:00:00Z, saturating at the ends of the time line.
    public init(milliseconds: Int64) {
        self.milliseconds = min(max(milliseconds, Self.bounds.lowerBound), Self.bounds.upperBound)
    }

    /// Makes an instant from whole seconds since 1970-01-01T00:00:00Z, saturating at the ends of the time line.
    public init(seconds: Int64) {
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1000)
        self.init(milliseconds: overflow ? (seconds < 0 ? .min : .max) : product)
    }

    /// Makes the instant of a UTC day and time of day.
    public init(day: CivilDay, hour: Int = 0, minute: Int = 0, second: Int = 0, millisecond: Int = 0) {
        func bounded(_ part: Int) -> Int64 { Int64(min(max(part, -1_000_000), 1_000_000)) }
        let seconds =
            Int64(day.number) * 86_400 + bounded(hour) * 3600 + bounded(minute) * 60 + bounded(second)
        self.init(milliseconds: seconds * 1000 + bounded(millisecond))
    }

    /// Whole seconds since 1970-01-01T00:00:00Z, rounded down.
    public var seconds: Int64 { Timestamp.floorDivide(milliseconds, 1000) }
    /// The UTC day in which the instant lies.
    public var day: CivilDay {
        CivilDay(number: Int(Timestamp.floorDivide(milliseconds, 86_400_000)))
    }
    /// Milliseconds since the start of the UTC day, 0 ..< 86 400 000.
    public var millisecondOfDay: Int {
        let remainder = milliseconds % 86_400_000
        return Int(remainder < 0 ? remainder + 86_400_000 : remainder)
    }
    /// Hour of the UTC day, 0 ... 23.
    public var hour: Int { millisecondOfDay / 3_600_000 }
    /// Minute of the hour, 0 ... 59.
    public var minute: Int { millisecondOfDay / 60_000 % 60 }
    /// Second of the minute, 0 ... 59.
    public var second: Int { millisecondOfDay / 1000 % 60 }

    /// The instant a number of seconds later (earlier when negative), saturating.
    public func adding(seconds: Int64) -> Timestamp { adding(milliseconds: Timestamp(seconds: seconds).milliseconds) }

    /// The instant a number of milliseconds later (earlier when negative), saturating.
    public func adding(milliseconds delta: Int64) -> Timestamp {
        let (sum, overflow) = milliseconds.addingReportingOverflow(delta)
        return Timestamp(milliseconds: overflow ? (delta < 0 ? .min : .max) : sum)
    }

    /// Seconds from `other` to this instant.
    public func seconds(since other: Timestamp) -> Double {
        (Double(milliseconds) - Double(other.milliseconds)) / 1000
    }

    /// Orders instants along the time line.
    public static func < (a: Timestamp, b: Timestamp) -> Bool { a.milliseconds < b.milliseconds }

    package static func floorDivide(_ a: Int64, _ b: Int64) -> Int64 {
        let q = a / b
        return a % b < 0 ? q - 1 : q
    }
}

/// A day of the proleptic Gregorian calendar, without a zone.
public struct CivilDay: Sendable, Hashable, Comparable {
    /// Days since 1970-01-01.
    public let number: Int

    /// The first day, 0000-01-01.
    public static let earliest = CivilDay(number: bounds.lowerBound)
    /// The last day, 9999-12-31.
    public static let latest = CivilDay(number: bounds.upperBound)

    /// What the number is kept within: the years that can be written.
    fileprivate static let bounds = -719_528...2_932_896

    /// Makes a day from the number of days since 1970-01-01, saturating at the ends of the calendar.
    public init(number: Int) {
        self.number = min(max(number, Self.bounds.lowerBound), Self.bounds.upperBound)
    }

    /// Makes a day from year (0 ... 9999), month (1 ... 12) and day of month (1 ... 31); nil when no such day exists.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...12).contains(month), (0...9999).contains(year),
            day >= 1, day <= CivilDay.length(ofMonth: month, year)
        else { return nil }
        // Howard Hinnant's days_from_civil ("chrono-Compatible Low-Level Date Algorithms", 2013).
        let y = month <= 2 ? year - 1 : year
        let era = (y >= 0 ? y : y - 399) / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        number = era * 146_097 + dayOfEra - 719_468
    }

    private static func length(ofMonth month: Int, _ year: Int) -> Int {
        guard month == 2 else { return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31 }
        return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    }

    /// Year, month (1 ... 12) and day of month (1 ... 31).
    public var civil: (year: Int, month: Int, day: Int) {
        let z = number + 719_468
        let era = (z >= 0 ? z : z - 146_096) / 146_097
        let dayOfEra = z - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let mp = (5 * dayOfYear + 2) / 153
        let month = mp < 10 ? mp + 3 : mp - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * mp + 2) / 5 + 1)
    }

    /// Day of the year, 1 ... 366.
    public var dayOfYear: Int {
        let (year, _, _) = civil
        guard let first = CivilDay(year: year, month: 1, day: 1) else { return 1 }
        return number - first.number + 1
    }

    /// Day of the week, 0 = Monday ... 6 = Sunday.
    public var weekday: Int { ((number + 3) % 7 + 7) % 7 }

    /// The day so many days later (earlier when negative), saturating.
    public func adding(days: Int) -> CivilDay {
        CivilDay(number: number + min(max(days, -10_000_000), 10_000_000))
    }

    /// Orders days by date.
    public static func < (a: CivilDay, b: CivilDay) -> Bool { a.number < b.number }
}
