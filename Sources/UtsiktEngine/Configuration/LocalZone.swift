package import Foundation
package import UtsiktApp
import UtsiktCore

/// The machine's own zone, with every change of its offset written out.
package enum LocalZone {
    /// The zone of this process: `TZ`, else the system's. Costs some milliseconds (the zone database is read).
    package static func read() -> DisplayZone { zone(.current) }

    /// The years whose changes are written out, in seconds since 1970: 1970 to 2040.
    package static let span: Range<Int64> = 0..<2_208_988_800

    /// A zone with its changes of offset; universal time itself where it is that.
    package static func zone(_ zone: TimeZone) -> DisplayZone {
        let first = Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(span.lowerBound))))
        var (periods, offset): ([DisplayZone.Period], Int64) = ([], first)
        var at = Date(timeIntervalSince1970: TimeInterval(span.lowerBound))
        // Twice a year is usual; the bound is against a database that never ends.
        for _ in 0..<1000 {
            guard let next = zone.nextDaylightSavingTimeTransition(after: at), next > at,
                next.timeIntervalSince1970 < TimeInterval(span.upperBound)
            else { break }
            at = next
            let seconds = next.timeIntervalSince1970.rounded()
            let new = Int64(zone.secondsFromGMT(for: next))
            guard new != offset else { continue }
            offset = new
            periods.append(DisplayZone.Period(from: Timestamp(milliseconds: Int64(seconds) * 1000), offset: new))
        }
        if first == 0, periods.isEmpty { return .utc }
        return DisplayZone(name: zone.identifier, suffix: "", first: first, periods: periods)
    }
}
