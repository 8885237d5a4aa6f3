/// Reading and writing instants as text, by hand: a fixed-width date costs some 30 ns here and 70 000 ns in a formatter.
extension Timestamp: CustomStringConvertible, Codable {
    /// ISO 8601 in UTC to the second, `2015-07-13T10:16:30Z` (milliseconds are shown only when there are any).
    public var iso8601: String {
        let ms = millisecondOfDay % 1000
        let fraction = ms == 0 ? "" : "." + Timestamp.padded(ms, 3)
        return
            "\(day)T\(Timestamp.padded(hour, 2)):\(Timestamp.padded(minute, 2)):\(Timestamp.padded(second, 2))\(fraction)Z"
    }

    /// The row id of a dataset, `20150713-10:16` (UTC, seconds dropped).
    public var rowID: String {
        let (y, m, d) = day.civil
        return Timestamp.padded(y, 4) + Timestamp.padded(m, 2) + Timestamp.padded(d, 2)
            + "-\(Timestamp.padded(hour, 2)):\(Timestamp.padded(minute, 2))"
    }

    /// The same text as `iso8601`.
    public var description: String { iso8601 }

    /// Reads ISO 8601: `YYYY-MM-DD` `T` or space `hh:mm[:ss[.fraction]]`, then `Z`, an offset `±hh:mm`, `±hhmm` or
    /// `±hh`; nil for anything else. A missing zone is an error, never local time.
    public init?(iso8601 text: some StringProtocol) {
        var reader = DigitReader(Array(text.utf8))
        guard let year = reader.number(4), reader.skip("-"), let month = reader.number(2), reader.skip("-"),
            let dayOfMonth = reader.number(2), let day = CivilDay(year: year, month: month, day: dayOfMonth),
            reader.skip("T") || reader.skip("t") || reader.skip(" "),
            let hour = reader.number(2), hour < 24, reader.skip(":"), let minute = reader.number(2), minute < 60
        else { return nil }
        var second = 0
        var millisecond = 0
        if reader.skip(":") {
            guard let value = reader.number(2), value <= 60 else { return nil }
            second = value
            if reader.skip(".") || reader.skip(",") {
                guard let value = reader.fractionMilliseconds() else { return nil }
                millisecond = value
            }
        }
        guard let offset = reader.zoneOffsetSeconds(), reader.atEnd else { return nil }
        self = Timestamp(day: day, hour: hour, minute: minute, second: second, millisecond: millisecond)
            .adding(seconds: Int64(-offset))
    }

    /// Encodes as an ISO 8601 string.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(iso8601)
    }

    /// Decodes from an ISO 8601 string.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let value = Timestamp(iso8601: text) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "‘\(text)’ is not an ISO 8601 time with a zone")
        }
        self = value
    }

    package static func padded(_ value: Int, _ width: Int) -> String {
        let digits = String(value.magnitude)
        let zeros = String(repeating: "0", count: max(0, width - digits.count))
        return (value < 0 ? "-" : "") + zeros + digits
    }
}

extension CivilDay: CustomStringConvertible {
    /// `2015-07-13`.
    public var description: String {
        let (y, m, d) = civil
        return "\(Timestamp.padded(y, 4))-\(Timestamp.padded(m, 2))-\(Timestamp.padded(d, 2))"
    }

    /// `20150713`, as the weather history's paths write it.
    public var compact: String {
        let (y, m, d) = civil
        return Timestamp.padded(y, 4) + Timestamp.padded(m, 2) + Timestamp.padded(d, 2)
    }

    /// Reads `YYYY-MM-DD` or `YYYYMMDD`; nil for anything else.
    public init?(_ text: some StringProtocol) {
        var reader = DigitReader(Array(text.utf8))
        guard let year = reader.number(4) else { return nil }
        let dashed = reader.skip("-")
        guard let month = reader.number(2), !dashed || reader.skip("-"), let day = reader.number(2), reader.atEnd else {
            return nil
        }
        self.init(year: year, month: month, day: day)
    }
}

/// Takes fixed-width numbers and single characters off the front of an ASCII text.
struct DigitReader {
    private let bytes: [UInt8]
    private var index = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var atEnd: Bool { index == bytes.count }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard index < bytes.count, UInt32(bytes[index]) == character.value else { return false }
        index += 1
        return true
    }

    mutating func number(_ width: Int) -> Int? {
        guard index + width <= bytes.count else { return nil }
        var value = 0
        for byte in bytes[index..<index + width] {
            guard byte >= 0x30, byte <= 0x39 else { return nil }
            value = value * 10 + Int(byte - 0x30)
        }
        index += width
        return value
    }

    mutating func fractionMilliseconds() -> Int? {
        var scale = 100
        var value = 0
        let start = index
        while index < bytes.count, bytes[index] >= 0x30, bytes[index] <= 0x39 {
            value += Int(bytes[index] - 0x30) * scale
            scale /= 10
            index += 1
        }
        return index > start ? value : nil
    }

    mutating func zoneOffsetSeconds() -> Int? {
        if skip("Z") || skip("z") { return 0 }
        let sign: Int
        if skip("+") { sign = 1 } else if skip("-") { sign = -1 } else { return nil }
        guard let hours = number(2), hours < 24 else { return nil }
        var minutes = 0
        if !atEnd {
            _ = skip(":")
            guard let value = number(2), value < 60 else { return nil }
            minutes = value
        }
        return sign * (hours * 3600 + minutes * 60)
    }
}
