import UtsiktBase

/// Reads the two ways in which services write a time, by hand: a formatter costs a thousand times more.
enum PostDate {
    /// Reads `Sun Jul 12 19:29:09 +0000 2015` (v1.1) or ISO 8601 with a zone; nil for anything else.
    static func read(_ bytes: UnsafeBufferPointer<UInt8>) -> Timestamp? {
        bytes.count == 30 && bytes[3] == 0x20
            ? readV1(bytes) : Timestamp(iso8601: String(decoding: bytes, as: UTF8.self))
    }

    private static func readV1(_ b: UnsafeBufferPointer<UInt8>) -> Timestamp? {
        guard b[7] == 0x20, b[10] == 0x20, b[13] == 0x3A, b[16] == 0x3A, b[19] == 0x20, b[25] == 0x20,
            let month = month(b[4], b[5], b[6]), let day = number(b, 8, 2), let hour = number(b, 11, 2), hour < 24,
            let minute = number(b, 14, 2), minute < 60, let second = number(b, 17, 2), second <= 60,
            let zoneHours = number(b, 21, 2), zoneHours < 24, let zoneMinutes = number(b, 23, 2), zoneMinutes < 60,
            let year = number(b, 26, 4), let civil = CivilDay(year: year, month: month, day: day)
        else { return nil }
        let zone = Int64(zoneHours * 3600 + zoneMinutes * 60)
        let local = Timestamp(day: civil, hour: hour, minute: minute, second: second)
        switch b[20] {
        case 0x2B: return zone == 0 ? local : local.adding(seconds: -zone)
        case 0x2D: return local.adding(seconds: zone)
        default: return nil
        }
    }

    private static func number(_ b: UnsafeBufferPointer<UInt8>, _ start: Int, _ width: Int) -> Int? {
        var value = 0
        for index in start..<start + width {
            let digit = b[index] &- 0x30
            guard digit < 10 else { return nil }
            value = value * 10 + Int(digit)
        }
        return value
    }

    private static func month(_ a: UInt8, _ b: UInt8, _ c: UInt8) -> Int? {
        switch UInt32(a | 0x20) << 16 | UInt32(b | 0x20) << 8 | UInt32(c | 0x20) {
        case 0x6A_616E: 1
        case 0x66_6562: 2
        case 0x6D_6172: 3
        case 0x61_7072: 4
        case 0x6D_6179: 5
        case 0x6A_756E: 6
        case 0x6A_756C: 7
        case 0x61_7567: 8
        case 0x73_6570: 9
        case 0x6F_6374: 10
        case 0x6E_6F76: 11
        case 0x64_6563: 12
        default: nil
        }
    }
}
