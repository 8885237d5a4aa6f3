import UtsiktCore

extension Timestamp {
    private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// The instant as header fields write it, `Mon, 13 Jul 2015 10:16:30 GMT` (RFC 9110, section 5.6.7).
    var httpDate: String {
        let (year, month, dayOfMonth) = day.civil
        return "\(Timestamp.weekdays[day.weekday]), \(two(dayOfMonth)) \(Timestamp.months[month - 1]) \(year) "
            + "\(two(hour)):\(two(minute)):\(two(second)) GMT"
    }

    /// The instant as the posts service writes it, `Mon Jul 13 10:16:30 +0000 2015`.
    var postDate: String {
        let (year, month, dayOfMonth) = day.civil
        return "\(Timestamp.weekdays[day.weekday]) \(Timestamp.months[month - 1]) \(two(dayOfMonth)) "
            + "\(two(hour)):\(two(minute)):\(two(second)) +0000 \(year)"
    }

    /// Reads the fixed-length form of a header's date; nil for anything else, the obsolete forms included. It ends in `GMT`; some
    /// services write `UTC`.
    init?(httpDate text: String) {
        let parts = text.split(separator: " ")
        guard parts.count == 6, ["GMT", "UTC"].contains(parts[5]), let dayOfMonth = Int(parts[1]),
            let month = Timestamp.months.firstIndex(of: String(parts[2])), let year = Int(parts[3]),
            let day = CivilDay(year: year, month: month + 1, day: dayOfMonth)
        else { return nil }
        let time = parts[4].split(separator: ":").map { Int($0) }
        guard time.count == 3, let hour = time[0], let minute = time[1], let second = time[2],
            (0..<24).contains(hour), (0..<60).contains(minute), (0...60).contains(second)
        else { return nil }
        self.init(day: day, hour: hour, minute: minute, second: second)
    }
}

/// Two digits of a number of 0 ... 99.
func two(_ number: Int) -> String { number < 10 && number >= 0 ? "0\(number)" : "\(number)" }
