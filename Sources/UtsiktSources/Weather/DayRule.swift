import UtsiktCore

/// When a place's day is finished by a service's own rule: nothing more comes for it, and it is never asked for again.
///
/// All days are days in UTC, of 24 hours each, whatever the clocks of the place do.
struct DayRule: Sendable, Hashable {
    /// What a day must hold to be finished before the patience ends.
    enum Need: Sendable, Hashable {
        /// A temperature in each of its hours.
        case everyHour
        /// An observation in its last so many hours: a station that stopped reporting may be late.
        case lastHours(Int)
    }

    /// So many hours after its end a day may be finished.
    var settledHours: Int64
    /// What it must hold.
    var need: Need
    /// So many hours after its end it is finished whatever it holds.
    var patienceHours: Int64

    /// The instant at which a day has been over for so many hours.
    private static func instant(after day: CivilDay, hours: Int64) -> Timestamp {
        Timestamp(day: day.adding(days: 1)).adding(seconds: min(max(0, hours), 100_000) * 3600)
    }

    /// Whether nobody waits for a day any more, whatever it holds.
    func isGivenUp(_ day: CivilDay, at now: Timestamp) -> Bool {
        now >= DayRule.instant(after: day, hours: patienceHours)
    }

    /// Whether a day is finished.
    /// - Parameters:
    ///   - observations: Those of the place; of other days, too.
    ///   - isEmpty: Whether the service itself says that there is nothing for the day.
    ///   - isWhole: Whether the answer has come to its end: of a part nobody can say that more does not come.
    func isFinished(
        _ day: CivilDay, _ observations: [Observation], isEmpty: Bool, isWhole: Bool = true, at now: Timestamp
    ) -> Bool {
        if isWhole, isGivenUp(day, at: now) { return true }
        guard now >= DayRule.instant(after: day, hours: settledHours) else { return false }
        if isEmpty { return true }
        let own = observations.filter { $0.instant.day == day }
        switch need {
        case .everyHour: return Set(own.filter { !$0[.tempm].isEmpty }.map(\.instant.hour)).count == 24
        case .lastHours(let hours): return own.contains { $0.instant.hour >= 24 - hours }
        }
    }
}
