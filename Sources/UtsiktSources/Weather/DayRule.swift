import UtsiktCore

/// When a place's day is finished by a service's own rule: nothing more comes for it, and it is never asked for again.
///
/// All days are days in UTC, of 24 hours each, whatever the clocks of the place do.
struct DayRule: Sendable, Hashable {
    /// What a day must hold to be finished before the patience ends.
    enum Need: Sendable, Hashable {
        /// A temperature in each of its hours.
        case everyHour
        /// An observation in its last so many hours, and a temperature in most of all: a station that stopped reporting may be
        /// late, and what it missed may be filled in.
        case lastHours(Int)
    }

    /// So many hours after its end a day may be finished.
    var settledHours: Int64
    /// What it must hold.
    var need: Need
    /// So many hours after its end it is finished whatever it holds, if only it holds anything.
    var patienceHours: Int64

    /// So many of a day's hours are most of them.
    static let mostHours = 20

    /// So many hours longer a day is asked for that holds nothing at all: a service that has lost its data for a while answers
    /// as one that has none.
    static let emptyHours: Int64 = 7 * 24

    /// The instant at which a day has been over for so many hours.
    private static func instant(after day: CivilDay, hours: Int64) -> Timestamp {
        Timestamp(day: day.adding(days: 1)).adding(seconds: min(max(0, hours), 100_000) * 3600)
    }

    /// Whether nobody waits for a day any more.
    /// - Parameter isBlank: Whether nothing at all was found of it.
    func isGivenUp(_ day: CivilDay, isBlank: Bool = false, at now: Timestamp) -> Bool {
        now >= DayRule.instant(after: day, hours: patienceHours + (isBlank ? DayRule.emptyHours : 0))
    }

    /// Whether a day is finished.
    /// - Parameters:
    ///   - observations: Those of the place; of other days, too.
    ///   - isEmpty: Whether the service itself says that there is nothing for the day.
    ///   - isWhole: Whether the answer has come to its end: of a part nobody can say that more does not come.
    func isFinished(
        _ day: CivilDay, _ observations: [Observation], isEmpty: Bool, isWhole: Bool = true, at now: Timestamp
    ) -> Bool {
        let own = observations.filter { $0.instant.day == day }
        if isWhole, isGivenUp(day, isBlank: own.isEmpty, at: now) { return true }
        guard now >= DayRule.instant(after: day, hours: settledHours) else { return false }
        if isEmpty { return true }
        let measured = Set(own.filter { !$0[.tempm].isEmpty }.map(\.instant.hour)).count
        switch need {
        case .everyHour: return measured == 24
        case .lastHours(let hours):
            return measured >= DayRule.mostHours && own.contains { $0.instant.hour >= 24 - hours }
        }
    }
}
