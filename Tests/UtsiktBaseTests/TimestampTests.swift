import Testing
import UtsiktBase
import UtsiktTestSupport

@Suite struct TimestampTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0),
        ("2015-07-13T10:16:30Z", 1_436_782_590_000),
        ("2015-07-13 12:16:30+02:00", 1_436_782_590_000),
        ("2015-07-13T05:46:30-0430", 1_436_782_590_000),
        ("2015-07-13T10:16Z", 1_436_782_560_000),
        ("1969-12-31T23:59:59.250Z", -750),
        ("2012-02-29T00:00:00Z", 1_330_473_600_000),
        ("2015-07-13T10:16:30.1234567Z", 1_436_782_590_123),
    ])
    func readsISO8601(text: String, milliseconds: Int64) {
        #expect(Timestamp(iso8601: text)?.milliseconds == milliseconds)
    }

    @Test(arguments: [
        "", "2015", "2015-07-13", "2015-07-13T10:16:30", "2015-13-01T00:00:00Z", "2015-02-29T00:00:00Z",
        "2015-07-13T24:00:00Z", "2015-07-13T10:60:00Z", "2015-07-13T10:16:30Zx", "2015-07-13T10:16:30.Z",
        "+2015-7-13T10:16:30Z", "2015-07-13T10:16:30+25:00", "２015-07-13T10:16:30Z",
    ])
    func refusesWhatIsNoTime(text: String) {
        #expect(Timestamp(iso8601: text) == nil)
    }

    @Test func everyDayOfFourCenturiesComesBack() {
        var previous: CivilDay?
        for number in stride(from: -146_097, through: 146_097, by: 1) {
            let day = CivilDay(number: number)
            let (y, m, d) = day.civil
            #expect(CivilDay(year: y, month: m, day: d) == day)
            if let previous { #expect(previous < day) }
            previous = day
        }
        #expect(CivilDay("2015-07-13")?.weekday == 0)
        #expect(CivilDay("20121231")?.dayOfYear == 366)
    }

    @Test func textAndInstantAgreeAtRandomInstants() {
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<2000 {
            let instant = Timestamp(
                milliseconds: Int64.random(in: -60_000_000_000_000...200_000_000_000_000, using: &generator))
            #expect(Timestamp(iso8601: instant.iso8601) == instant, "seed 7: \(instant.milliseconds)")
        }
    }

    @Test func arithmeticSaturatesInsteadOfTrapping() {
        #expect(Timestamp(seconds: .max) == .latest && Timestamp(seconds: .min) == .earliest)
        #expect(Timestamp(milliseconds: .max).adding(seconds: 1) == .latest)
        #expect(Timestamp(milliseconds: .min).adding(seconds: -1) == .earliest)
        #expect(Timestamp.earliest.iso8601 == "0000-01-01T00:00:00Z")
        #expect(Timestamp.latest.iso8601 == "9999-12-31T23:59:59.999Z")
        #expect(Timestamp.latest.rowID == "99991231-23:59")
        for day in [CivilDay(number: .max), CivilDay.latest.adding(days: 1), CivilDay.latest.adding(days: .max)] {
            #expect(day == .latest && day.civil == (9999, 12, 31))
        }
        for day in [CivilDay(number: .min), CivilDay.earliest.adding(days: -1), CivilDay.earliest.adding(days: .min)] {
            #expect(day == .earliest && day.civil == (0, 1, 1))
        }
        #expect(CivilDay(year: 10_000, month: 1, day: 1) == nil && CivilDay(year: -1, month: 1, day: 1) == nil)
        let far = Timestamp(day: .latest, hour: .max, minute: .max, second: .max, millisecond: .max)
        #expect(far == .latest)
        #expect(Timestamp(day: .earliest, hour: .min, minute: .min) == .earliest)
    }

    @Test func everyTextOfAnInstantIsReadAgain() {
        for instant in [Timestamp.earliest, .latest, Timestamp(milliseconds: .max), Timestamp(milliseconds: .min)] {
            #expect(Timestamp(iso8601: instant.iso8601) == instant)
            #expect(CivilDay("\(instant.day)") == instant.day && CivilDay(instant.day.compact) == instant.day)
        }
    }

    @Test func wholeNumbersOfAnyNumberAreBounded() {
        for (value, whole) in [
            (0.0, 0), (2.9, 2), (-2.9, -2), (1e300, Int.max), (-1e300, .min), (.infinity, .max), (-.infinity, .min),
            (.nan, 0), (9.3e18, .max), (-9_223_372_036_854_775_808, .min),
        ] as [(Double, Int)] {
            #expect(Int(bounded: value) == whole)
        }
        #expect(UInt8(bounded: 300) == 255 && UInt8(bounded: -1) == 0 && UInt8(bounded: .nan) == 0)
    }
}
