public import UtsiktCore

/// The bundled observations of one place: real ones, of 2013.
///
/// The file is plain text. A line with a date starts a UTC day; the other lines are one observation each: the UTC hour, then
/// the values in the order of the `columns` line. An empty or missing cell repeats the value above it, `~` is an empty value.
public struct SampleWeather: Sendable {
    /// The place's name.
    public let place: String
    /// The observations in the order of time.
    public let observations: [Observation]

    /// Reads a file.
    /// - Throws: `SampleWorldError` with the line that cannot be read.
    public init(text bytes: [UInt8], file: String) throws(SampleWorldError) {
        var place: String?
        var columns: [WeatherField] = []
        var day: CivilDay?
        var values = Array(repeating: "", count: WeatherField.allCases.count)
        var observations: [Observation] = []
        for (index, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            guard let first = line.first, first != 0x23 else { continue }
            func fault(_ problem: String) -> SampleWorldError {
                SampleWorldError(file: file, line: index + 1, problem: problem)
            }
            guard let text = String(validating: line, as: UTF8.self) else { throw fault("this is not UTF-8") }
            if text.hasPrefix("place ") {
                place = String(text.dropFirst(6))
            } else if text.hasPrefix("columns ") {
                let names = text.dropFirst(8).split(separator: " ").map(String.init)
                columns = names.compactMap { name in WeatherField.allCases.first { $0.name == name } }
                guard columns.count == names.count else { throw fault("a column is none of the nineteen fields") }
            } else if !text.contains(","), let date = CivilDay(text) {
                guard day.map({ $0 < date }) ?? true else { throw fault("the days are not in order") }
                day = date
            } else {
                let cells = text.split(separator: ",", omittingEmptySubsequences: false)
                guard let place, let day, let hour = cells.first.flatMap({ Int($0) }), (0..<24).contains(hour),
                    cells.count <= columns.count + 1
                else { throw fault("this is not an observation of a day and hour") }
                for (column, cell) in zip(columns, cells.dropFirst()) where !cell.isEmpty {
                    values[column.rawValue] = cell == "~" ? "" : String(cell)
                }
                let instant = Timestamp(day: day, hour: hour)
                guard observations.last.map({ $0.instant < instant }) ?? true else {
                    throw fault("the hours are not in order")
                }
                observations.append(Observation(place: place, instant: instant, values: values))
            }
        }
        guard let place, !observations.isEmpty else {
            throw SampleWorldError(file: file, problem: "there is no place or no observation in it")
        }
        self.place = place
        self.observations = observations
    }

    /// The answer to a `history` call: the observations of one local day, in the service's own form.
    /// - Complexity: O(log observations + answer).
    func history(_ day: CivilDay) -> [UInt8] {
        let start = NewYorkTime.startOfDay(day)
        let end = NewYorkTime.startOfDay(day.adding(days: 1))
        var json = JSONBytes(capacity: 24_000)
        json.raw("{\"response\":{\"version\":\"0.1\",\"features\":{\"history\":1}},\"history\":{\"date\":")
        SampleWeather.date(start, local: true, into: &json)
        json.raw(",\"utcdate\":")
        SampleWeather.date(start, local: false, into: &json)
        json.raw(",\"observations\":[")
        var index = firstIndex(from: start)
        var separator: StaticString = ""
        while index < observations.count, observations[index].instant < end {
            json.raw(separator)
            SampleWeather.observation(observations[index], into: &json)
            separator = ","
            index += 1
        }
        json.raw("],\"dailysummary\":[]}}")
        return json.bytes
    }

    private func firstIndex(from instant: Timestamp) -> Int {
        var low = 0
        var high = observations.count
        while low < high {
            let middle = (low + high) / 2
            if observations[middle].instant < instant { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private static func date(_ instant: Timestamp, local: Bool, into json: inout JSONBytes) {
        let shown = local ? instant.adding(seconds: NewYorkTime.offset(instant)) : instant
        let (year, month, day) = shown.day.civil
        let cells: [(StaticString, String)] = [
            ("year", String(year)), ("mon", two(month)), ("mday", two(day)), ("hour", two(shown.hour)),
            ("min", two(shown.minute)), ("tzname", local ? "America/New_York" : "UTC"),
        ]
        json.raw("{")
        for (name, value) in cells { member(name, value, into: &json) }
        json.raw("\"pretty\":")
        json.string("\(two(shown.hour)):\(two(shown.minute)) on \(shown.day)")
        json.raw("}")
    }

    private static func member(_ name: StaticString, _ value: String, into json: inout JSONBytes) {
        json.raw("\"")
        json.raw(name)
        json.raw("\":")
        json.string(value)
        json.raw(",")
    }

    private static func observation(_ observation: Observation, into json: inout JSONBytes) {
        json.raw("{\"date\":")
        date(observation.instant, local: true, into: &json)
        json.raw(",\"utcdate\":")
        date(observation.instant, local: false, into: &json)
        json.raw(",")
        for field in WeatherField.allCases {
            json.raw("\"")
            json.ascii(field.name)
            json.raw("\":")
            json.string(observation[field])
            json.raw(",")
        }
        // The imperial twins are there and ignored, as are the words beside them.
        member("tempi", fahrenheit(observation[.tempm]), into: &json)
        member("dewpti", fahrenheit(observation[.dewptm]), into: &json)
        member("icon", observation[.rain] == "1" ? "rain" : observation[.snow] == "1" ? "snow" : "", into: &json)
        json.raw("\"metar\":\"\"}")
    }

    private static func fahrenheit(_ celsius: String) -> String {
        guard let value = Double(celsius), value > -100 else { return celsius }
        return String((value * 18 + 320).rounded() / 10)
    }
}

/// The local time of New York by the rule in force since 2007: summer time from the second Sunday of March, 02:00, to the
/// first Sunday of November, 02:00 (Energy Policy Act of 2005, section 110).
enum NewYorkTime {
    /// Seconds that local time is ahead of UTC at an instant (negative).
    static func offset(_ instant: Timestamp) -> Int64 {
        let year = instant.day.civil.year
        guard let march = sunday(2, of: 3, in: year), let november = sunday(1, of: 11, in: year) else {
            return -5 * 3600
        }
        let summer = Timestamp(day: march, hour: 7)..<Timestamp(day: november, hour: 6)
        return summer.contains(instant) ? -4 * 3600 : -5 * 3600
    }

    /// The instant at which a local day starts.
    static func startOfDay(_ day: CivilDay) -> Timestamp {
        // No change of the clock lies between midnight and 05:00 UTC of the day, so either offset finds the right one.
        let midnight = Timestamp(day: day)
        return midnight.adding(seconds: -offset(midnight.adding(seconds: 5 * 3600)))
    }

    /// The local day of an instant.
    static func day(_ instant: Timestamp) -> CivilDay { instant.adding(seconds: offset(instant)).day }

    private static func sunday(_ number: Int, of month: Int, in year: Int) -> CivilDay? {
        guard let first = CivilDay(year: year, month: month, day: 1) else { return nil }
        return first.adding(days: 6 - first.weekday + 7 * (number - 1))
    }
}
