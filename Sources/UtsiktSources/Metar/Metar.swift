import UtsiktCore

/// A routine or special report of an aerodrome, decoded (WMO FM 15 and 16, and what the United States write otherwise).
///
/// Only what was observed: what is expected for the next two hours (`BECMG`, `TEMPO`, `NOSIG`) is not read. A report names the day
/// of the month and not the month: whoever has the report knows its date.
struct Metar: Sendable, Hashable {
    /// The wind.
    struct Wind: Sendable, Hashable {
        /// From where, in degrees.
        enum Direction: Sendable, Hashable {
            case degrees(Int)
            case variable
            case calm
            case unknown
        }
        var direction: Direction
        /// Its speed as written; nil where it is not known.
        var speed: Int?
        /// Its gusts; nil for none.
        var gust: Int?
        /// The unit of both, as `kt`.
        var unit: String
    }

    /// A layer of clouds.
    struct Layer: Sendable, Hashable {
        /// How much of the sky it covers, in ascending order.
        enum Amount: String, Sendable, Hashable, CaseIterable {
            case clear, few, scattered, broken, overcast
            /// The sky is not to be seen: `VV`.
            case obscured
        }
        var amount: Amount
        /// Its height in hundreds of feet; nil where it is not known.
        var height: Int?
    }

    /// The aerodrome's code.
    var station: String?
    /// Day of the month, hour and minute, in UTC.
    var time: (day: Int, hour: Int, minute: Int)? {
        get { packed.map { ($0 / 10_000, $0 / 100 % 100, $0 % 100) } }
        set { packed = newValue.map { $0.day * 10_000 + $0.hour * 100 + $0.minute } }
    }
    private var packed: Int?
    /// Whether nobody looked at it before it was sent.
    var isAutomatic = false
    /// Whether it corrects an earlier one.
    var isCorrection = false
    /// Whether there is no report.
    var isNil = false
    /// The wind; nil where it is missing.
    var wind: Wind?
    /// Visibility in kilometres; nil where it is missing.
    var visibility: Double?
    /// What is to be seen at the aerodrome; nil where nobody can tell (`//`).
    var weather: [MetarWeather]? = []
    /// The clouds, in the order of the report; nil where nobody can tell.
    var sky: [Layer]? = []
    /// Temperature and dew point in °C, in tenths where the remarks have them.
    var temperature: Double?
    var dewPoint: Double?
    /// Pressure at sea level in hPa as `Q` says it; nil where it is missing.
    var pressureHectopascals: Int?
    /// The altimeter's setting in hundredths of an inch of mercury, as `A` says it.
    var altimeterHundredths: Int?
    /// Pressure at sea level in tenths of hPa, of the remark `SLP`.
    var seaLevelTenths: Int?
    /// Precipitation of the last hour in hundredths of an inch, of the remark `P`; 0 is a trace.
    var rainHundredths: Int?
    /// Words that mean nothing that is known.
    var unread: [String] = []

    /// A longer text is not a report.
    static let longest = 2048

    /// What was to be seen.
    var signs: WeatherSigns {
        guard let weather else { return .unknown }
        var signs = WeatherSigns.none
        for group in weather where group.isHere {
            if group.phenomena.contains(.fog) { signs.fog = true }
            if group.falls(.rain) || group.falls(.drizzle) { signs.rain = true }
            if group.falls(.snow) || group.falls(.snowGrains) { signs.snow = true }
            if group.falls(.hail) || group.falls(.smallHail) { signs.hail = true }
            if group.descriptor == .thunderstorm { signs.thunder = true }
            if group.phenomena.contains(.funnelCloud), group.intensity == .heavy { signs.tornado = true }
        }
        return signs
    }

    /// The weather in words, else the sky; nil where nobody can tell.
    var words: String? {
        let groups = (weather ?? []).map(\.words).filter { !$0.isEmpty }
        if !groups.isEmpty { return groups.joined(separator: ", ") }
        guard let most = sky?.map(\.amount).max(by: { $0.rank < $1.rank }) else { return nil }
        return most.words
    }
}

extension Metar.Layer.Amount {
    fileprivate var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    /// The sky in the words of 2015.
    var words: String {
        switch self {
        case .clear: "Clear"
        case .few: "Partly Cloudy"
        case .scattered: "Scattered Clouds"
        case .broken: "Mostly Cloudy"
        case .overcast: "Overcast"
        case .obscured: "Sky Obscured"
        }
    }
}
