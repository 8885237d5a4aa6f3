extension NumberRuleTests {
    /// Lines that reckon, and why none of them overflows.
    struct Group {
        /// A file; or a folder, each of whose lines begins with the name of its file.
        var file: String
        var reason: String
        var lines: [String]

        /// The lines as they are looked for.
        var entries: [String] { lines.map { file.hasSuffix(".swift") ? "\(file): \($0)" : "\(file)/\($0)" } }
    }

    /// Whole numbers that are made of fractions without `bounded`, and why they may.
    static let conversions: [String: String] = [:]

    static let allowed: [Group] = [
        Group(
            file: "UtsiktBase/Timestamp.swift",
            reason: "instants and days keep themselves within the years 0 to 9999, parts of a day within a million",
            lines: [
                #"Int64(CivilDay.bounds.lowerBound) * 86_400_000...Int64(CivilDay.bounds.upperBound + 1) * 86_400_000 - 1"#,
                #"Int64(day.number) * 86_400 + bounded(hour) * 3600 + bounded(minute) * 60 + bounded(second)"#,
                #"self.init(milliseconds: seconds * 1000 + bounded(millisecond))"#,
                #"return Int(remainder < 0 ? remainder + 86_400_000 : remainder)"#,
                #"(Double(milliseconds) - Double(other.milliseconds)) / 1000"#,
                #"let era = (y >= 0 ? y : y - 399) / 400"#,
                #"let yearOfEra = y - era * 400"#,
                #"let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1"#,
                #"let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear"#,
                #"number = era * 146_097 + dayOfEra - 719_468"#,
                #"let z = number + 719_468"#,
                #"let era = (z >= 0 ? z : z - 146_096) / 146_097"#,
                #"let dayOfEra = z - era * 146_097"#,
                #"let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365"#,
                #"let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)"#,
                #"let mp = (5 * dayOfYear + 2) / 153"#,
                #"let month = mp < 10 ? mp + 3 : mp - 9"#,
                #"return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * mp + 2) / 5 + 1)"#,
                #"return number - first.number + 1"#,
                #"public var weekday: Int { ((number + 3) % 7 + 7) % 7 }"#,
                #"CivilDay(number: number + min(max(days, -10_000_000), 10_000_000))"#,
            ]),
        Group(
            file: "UtsiktBase/Timestamp+Text.swift",
            reason: "digits are taken by fixed width, at most four; texts are joined",
            lines: [
                #"return Timestamp.padded(y, 4) + Timestamp.padded(m, 2) + Timestamp.padded(d, 2)"#,
                #"let zeros = String(repeating: "", count: max(0, width - digits.count))"#,
                #"return (value < 0 ? "" : "") + zeros + digits"#,
                #"guard index + width <= bytes.count else { return nil }"#,
                #"for byte in bytes[index..<index + width] {"#,
                #"value = value * 10 + Int(byte - 0x30)"#,
                #"index += width"#,
                #"value += Int(bytes[index] - 0x30) * scale"#,
                #"return sign * (hours * 3600 + minutes * 60)"#,
            ]),
        Group(
            file: "UtsiktIngest/Budget/RateLimiter.swift",
            reason: "budgets, quotas and waits are bounded when they are made, instants by themselves",
            lines: [
                #"var longestWait: Int64 { (budgets.map(\.budget.saneSpan).max() ?? 3_600_000) + 60_000 }"#,
                #"wait = min(max(0, seconds), 86_400) * 1000"#,
                #"wait = service.resetsAt.milliseconds - now.milliseconds"#,
                #"wait = min(longest, 5_000 << Int64(min(lane.refusals - 1, 20)))"#,
                #"gauge.used = max(0, service.quota.limit - max(0, service.quota.remaining))"#,
                #"if let service = lane.service, service.quota.remaining - lane.inFlight <= 0 {"#,
                #"let sane = min(max(0, wait), longestWait) + 1_000"#,
            ]),
        Group(
            file: "UtsiktIngest/Budget/MoneyMeter.swift",
            reason: "amounts keep themselves within a billion dollars; lists are joined",
            lines: [
                #"days[day] = (days[day] ?? .zero) - less + more"#,
                #"if month(at: now) + price > budget.month {"#,
                #"if today > payment.last { changes += change(today...today, less: .zero, more: actual) }"#,
                #"if today(at: now) + price > budget.day { return .day(until: Timestamp(day: now.day.adding(days: 1))) }"#,
            ]),
        Group(
            file: "UtsiktIngest/Budget/RateMeter.swift",
            reason: "stretches are parts of the time line; rows of a page are in memory",
            lines: [
                #"stretches[index, default: 0] += count"#,
                #"if stretches.count > RateMeter.kept * 2 {"#,
                #"let oldest = index - Int64(RateMeter.kept)"#,
                #"let sum = (0..<RateMeter.recent).reduce(0) { $0 + (stretches[index - $1] ?? 0) }"#,
                #"let begun = max(index - RateMeter.recent + 1, first) * RateMeter.width * 1000"#,
                #"let span = Double(max(1_000, now.milliseconds - begun)) / 60_000"#,
                #"min(max(now.seconds, -1 << 50), 1 << 50) / width"#,
            ]),
        Group(
            file: "UtsiktIngest/Budget/TokenBucket.swift",
            reason: "`saneCalls` and `saneSpan` bound what a budget says",
            lines: [
                #"var saneSpan: Int64 { min(max(1, seconds), 31_622_400) * 1000 }"#
            ]),
        Group(
            file: "UtsiktIngest/Source/CallCost.swift",
            reason: "at most a million calls before they are multiplied",
            lines: [
                #"self.init(thousandths: calls.isFinite ? Int(bounded: (min(calls, 1e6) * 1000).rounded(.up)) : 1000)"#
            ]),
        Group(
            file: "UtsiktIngest/Source/Money.swift",
            reason: "amounts keep themselves within a billion dollars; dollars are bounded before they are multiplied",
            lines: [
                #"let exact = dollars.isFinite ? min(dollars, 1e9) * 1e6 : 0"#,
                #"self.init(millionths: Int64(bounded: abs(exact - near) < 1e-3 ? near : exact.rounded(.up)))"#,
                #"public static func + (a: Money, b: Money) -> Money { Money(millionths: a.millionths &+ b.millionths) }"#,
                #"public static func - (a: Money, b: Money) -> Money { Money(millionths: a.millionths &- b.millionths) }"#,
                #"public static func * (a: Money, count: Int) -> Money {"#,
                #"decimals = String(repeating: "", count: max(0, 6 &- decimals.utf8.count)) + decimals"#,
                #"public var total: Money { price * count }"#,
                #"if most > budget.month - month { return .exceedsMonth }"#,
                #"let left = budget.day - today"#,
                #"let days = (most - left).millionths / max(1, budget.day.millionths)"#,
                #"let isWhole = (most - left).millionths % max(1, budget.day.millionths) == 0"#,
            ]),
        Group(
            file: "UtsiktIngest/Source/SourcePause.swift",
            reason: "days of a year",
            lines: [
                #"private static let longest: Int64 = 366 * 86_400"#
            ]),
        Group(
            file: "UtsiktIngest/Source/JournalEntry.swift",
            reason: "numbers of rows in a table",
            lines: [
                #"public var total: Int { done + pending + setAside }"#
            ]),
        Group(
            file: "UtsiktIngest/Store/DatabaseSize.swift",
            reason: "pages and their size are bounded by SQLite's format",
            lines: [
                #"bytes = min(try number(""), 1 << 32) * page"#,
                #"free = min(try number(""), 1 << 32) * page"#,
                #"var used: Int { max(0, bytes - free) }"#,
            ]),
        Group(
            file: "UtsiktIngest/Store/Retention.swift",
            reason: "days and megabytes are bounded first",
            lines: [
                #"days.map { now.adding(seconds: -86_400 * Int64(min(max($0, 1), Self.dayBounds.upperBound))) }"#,
                #"var bytes: Int? { megabytes.map { min(max($0, 1), Self.megabyteBounds.upperBound) * 1_000_000 } }"#,
            ]),
        Group(
            file: "UtsiktIngest/Store/Store+Journal.swift",
            reason: "counts go through `Row.count`; lists of arguments are joined",
            lines: [
                #"arguments: [now.milliseconds] + arguments)"#,
                #"let removed = try Store.remove(page.deleted + page.edited.map(\.id), of: task.source, db)"#,
                #"arguments: arguments + [max(0, limit)]"#,
            ]),
        Group(
            file: "UtsiktIngest/Store/Store+Following.swift",
            reason: "lists are joined",
            lines: [
                #"for try await batch in observations() { rows.observations += batch }"#
            ]),
        Group(
            file: "UtsiktIngest/Store/Store+Reading.swift",
            reason: "a constant; the length of a text in memory",
            lines: [
                #"var room = 16 << 20"#,
                #"room -= posts.last?.text.utf8.count ?? 0"#,
            ]),
        Group(
            file: "UtsiktIngest/Store/Store+Pauses.swift",
            reason: "amounts keep themselves within a billion dollars",
            lines: [
                #"let after = Money(millionths: before) - change.less + change.more"#
            ]),
        Group(
            file: "UtsiktIngest/Store/Store+Retention.swift",
            reason: "rows of one transaction; sizes are bounded by SQLite's format",
            lines: [
                #"outcome.posts += try await deletePosts(before: limit)"#,
                #"if let bytes = retention.bytes { outcome.posts += try await shrink(to: bytes, &outcome) }"#,
                #"count += gone"#,
                #"let excess = try DatabaseSize(db).used - bytes"#,
            ]),
        Group(
            file: "UtsiktIngest/Store/Store+Rounds.swift",
            reason: "lists of arguments are joined; numbers of rows in a table, and a constant",
            lines: [
                #"try insert.execute(arguments: arguments(of: found, at: now) + [list, walk])"#,
                #"if try count("") >= 2 * CommittedPage.mostDiscovered {"#,
                #"return try CommittedPage.mostDiscovered - count("")"#,
            ]),
        Group(
            file: "UtsiktIngest/Store/Store+Rows.swift",
            reason: "lists are joined; the size of a body is bounded first",
            lines: [
                #"arguments += StatementArguments(item.values.map(storable))"#,
                #"min(max(0, page.bytes), 1 << 40), 0,"#,
                #").execute(arguments: [source] + StatementArguments(amounts))"#,
            ]),
        Group(
            file: "UtsiktIngest/Store/Store.swift",
            reason: "texts and lists are joined",
            lines: [
                #"return faults + orphans"#
            ]),
        Group(
            file: "UtsiktIngest/Store/StoreCare+Compaction.swift",
            reason: "sizes of files that exist",
            lines: [
                #"result.bytesBefore = Self.size(path) + Self.size(path + "")"#,
                #"result.bytes = Self.size(path) + Self.size(path + "")"#,
                #"guard available / 2 > used + 1_000_000 else {"#,
                #"throw StoreError(.noRoom(needed: 2 * (used + 1_000_000)), path: path)"#,
            ]),
        Group(
            file: "UtsiktIngest/Store/StoreCare.swift",
            reason: "texts and lists are joined",
            lines: [
                #"return faults + orphans"#
            ]),
        Group(
            file: "UtsiktIngest/Store/StoreFile.swift",
            reason: "four bytes are shifted into 32 bits",
            lines: [
                #"return bytes.reduce(0) { $0 << 8 | UInt32($1) }"#
            ]),
        Group(
            file: "UtsiktIngest/Store/UpgradeFiles.swift",
            reason: "texts are joined",
            lines: [
                #"for suffix in ["", "", "", ""] { unlink(path + suffix) }"#
            ]),
        Group(
            file: "UtsiktSources/HTTP/HTTPAnswer+Service.swift",
            reason: "instants keep themselves within bounds",
            lines: [
                #"return min(max(0, until.seconds - date.seconds), 86_400)"#
            ]),
        Group(
            file: "UtsiktSources/HTTP/QuotaHeaders.swift",
            reason: "two constants",
            lines: [
                #"private static let mostSeconds = 2.0 * 86_400"#
            ]),
        Group(
            file: "UtsiktSources/Timelines/TimelinesSource.swift",
            reason: "texts are joined; pages of a task go through `Row.steps`; an id is above 0",
            lines: [
                #"HTTPCall(url: options.baseURL + path, headers: headers), what, refusal: refusal,"#,
                #"if let newest = (ids + [known?.id].compactMap { $0 }).max() {"#,
            ]),
        Group(
            file: "UtsiktSources/WeatherHistory/WeatherHistorySource.swift",
            reason: "days keep themselves within the calendar; constants",
            lines: [
                #"static let sizeLimit = 2 << 20"#,
                #"let today = now.adding(seconds: -12 * 3600).day"#,
                #"let count = min(days.upperBound.number - first.number + 1, WeatherHistorySource.mostDays)"#,
            ]),
        Group(
            file: "UtsiktSources/WeatherHistory/WeatherJSON.swift",
            reason: "constants",
            lines: [
                #"let earliest = Timestamp(day: day).adding(seconds: -15 * 3600)"#,
                #"let latest = Timestamp(day: day.adding(days: 1)).adding(seconds: 13 * 3600)"#,
            ]),
    ]
}
