import UtsiktCore

/// Times of day and spans as panes print them: two digits a part.
enum ClockText {
    /// A number from 0 to 99 with two digits.
    static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// The time of day in UTC to the minute, `10:16`.
    static func minute(_ time: Timestamp) -> String { two(time.hour) + ":" + two(time.minute) }
}
