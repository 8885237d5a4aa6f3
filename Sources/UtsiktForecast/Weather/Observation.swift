public import UtsiktBase

/// The nineteen fields of an observation, in the order of the dataset's columns (alphabetical).
public enum WeatherField: Int, Sendable, Hashable, CaseIterable {
    /// Conditions in words.
    case conds
    /// Dew point, °C.
    case dewptm
    /// Fog, 0 or 1.
    case fog
    /// Hail, 0 or 1.
    case hail
    /// Heat index, °C.
    case heatindexm
    /// Relative humidity, %.
    case hum
    /// Precipitation, mm.
    case precipm
    /// Pressure, hPa.
    case pressurem
    /// Rain, 0 or 1.
    case rain
    /// Snow, 0 or 1.
    case snow
    /// Temperature, °C.
    case tempm
    /// Thunder, 0 or 1.
    case thunder
    /// Tornado, 0 or 1.
    case tornado
    /// Visibility, km.
    case vism
    /// Wind direction, degrees.
    case wdird
    /// Wind direction in words.
    case wdire
    /// Gust, km/h.
    case wgustm
    /// Wind chill, °C.
    case windchillm
    /// Wind speed, km/h.
    case wspdm

    /// The field's name as the service and the CSV columns spell it.
    public var name: String { String(describing: self) }

    /// The unit of its numbers, empty where there is none.
    public var unit: String {
        switch self {
        case .dewptm, .heatindexm, .tempm, .windchillm: "°C"
        case .hum: "%"
        case .precipm: "mm"
        case .pressurem: "hPa"
        case .vism: "km"
        case .wgustm, .wspdm: "km/h"
        case .wdird: "°"
        case .conds, .fog, .hail, .rain, .snow, .thunder, .tornado, .wdire: ""
        }
    }

    /// Whether it is words rather than numbers, and so nothing that could be predicted.
    public var isWords: Bool { self == .conds || self == .wdire }
}

extension WeatherField: Codable {
    /// Reads a field's name.
    public init(from decoder: any Decoder) throws {
        let name = try decoder.singleValueContainer().decode(String.self)
        guard let field = WeatherField(name: name) else {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(codingPath: decoder.codingPath, debugDescription: "‘\(name)’ is not a field"))
        }
        self = field
    }

    /// Writes the field's name.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(name)
    }
}

/// One weather observation: a place, an instant, and the nineteen values as text exactly as received.
///
/// Values stay text until the join cleans them, so that observations from a service, a file and the database take one path.
public struct Observation: Sendable, Hashable {
    /// The place's name, as `JFK`.
    public var place: String
    /// The instant of the observation.
    public var instant: Timestamp
    /// The source that it came from; `unnamed` for observations of files. The store sets it.
    public var source: SourceID
    /// The values as received, indexed by `WeatherField.rawValue`; always nineteen, empty where there is none.
    public private(set) var values: [String]

    /// Makes an observation; missing trailing values are empty, surplus ones dropped.
    public init(place: String, instant: Timestamp, values: [String], source: SourceID = .unnamed) {
        self.place = place
        self.instant = instant
        self.source = source
        let count = WeatherField.allCases.count
        self.values = Array(values.prefix(count)) + Array(repeating: "", count: max(0, count - values.count))
    }

    /// The value of a field as received.
    public subscript(field: WeatherField) -> String {
        get { values[field.rawValue] }
        set { values[field.rawValue] = newValue }
    }
}
