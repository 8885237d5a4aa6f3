import UtsiktCore

/// What was to be seen: the six fields of an observation that are yes or no. Nil where nobody can tell.
struct WeatherSigns: Sendable, Hashable {
    var fog: Bool?
    var rain: Bool?
    var snow: Bool?
    var hail: Bool?
    var thunder: Bool?
    var tornado: Bool?

    /// Nothing is known.
    static let unknown = WeatherSigns()
    /// Somebody looked and saw none of them.
    static let none = WeatherSigns(
        fog: false, rain: false, snow: false, hail: false, thunder: false, tornado: false)
}

/// An observation that is being read: values come in one by one, and what is wrong with them is gathered.
struct ObservationDraft: Sendable {
    private var values = [String](repeating: "", count: WeatherField.allCases.count)
    /// What could not be used, by field.
    private(set) var faults: [(field: WeatherField, reason: String)] = []
    /// Whether it holds a value that was measured, and not only words and signs.
    private(set) var hasMeasurement = false

    /// The value of a field so far; empty when there is none.
    subscript(field: WeatherField) -> String { values[field.rawValue] }

    /// Takes a number in.
    mutating func set(_ field: WeatherField, _ reading: FieldReading) {
        switch reading {
        case .missing: break
        case .rejected(let reason): faults.append((field, reason))
        case .value(let text):
            values[field.rawValue] = text
            hasMeasurement = true
        }
    }

    /// Takes a direction in, with the wind's name.
    mutating func setDirection(_ reading: FieldReading) {
        set(.wdird, reading)
        if case .value(let text) = reading, let degrees = Double(text) {
            values[WeatherField.wdire.rawValue] = CompassPoint.name(degrees)
        }
    }

    /// Takes words in, made harmless and not longer than words of the weather are.
    mutating func setWords(_ field: WeatherField, _ words: String) {
        values[field.rawValue] = HTTPAnswer.said(words, most: 80)
    }

    /// Takes in what was to be seen.
    mutating func set(_ signs: WeatherSigns) {
        let all: [(WeatherField, Bool?)] = [
            (.fog, signs.fog), (.rain, signs.rain), (.snow, signs.snow), (.hail, signs.hail),
            (.thunder, signs.thunder), (.tornado, signs.tornado),
        ]
        for (field, sign) in all { values[field.rawValue] = sign.map { $0 ? "1" : "0" } ?? "" }
    }

    /// The observation.
    func observation(of place: String, at instant: Timestamp) -> Observation {
        Observation(place: place, instant: instant, values: values)
    }
}
