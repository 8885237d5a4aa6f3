import UtsiktCore

/// One observation as the service gives it.
struct NWSProperties: Decodable {
    /// A value with its unit.
    struct Value: Decodable {
        var number: Double?
        var unit = ""
        var quality = ""
        /// Whether the value is there and not a number.
        var isOdd = false

        private enum Key: String, CodingKey {
            case unit = "unitCode"
            case number = "value"
            case quality = "qualityControl"
        }

        init(from decoder: any Decoder) throws {
            guard let container = try? decoder.container(keyedBy: Key.self) else {
                isOdd = (try? decoder.singleValueContainer().decodeNil()) == false
                return
            }
            number = try? container.decodeIfPresent(Double.self, forKey: .number)
            isOdd = number == nil && (try? container.decodeNil(forKey: .number)) == false
            unit = (try? container.decodeIfPresent(String.self, forKey: .unit)) ?? ""
            quality = (try? container.decodeIfPresent(String.self, forKey: .quality)) ?? ""
        }

        /// The value as the observation holds it.
        func reading(_ quantity: WeatherQuantity) -> FieldReading {
            if isOdd { return .rejected("the value is not a number") }
            // X is rejected by the service's own checks, B called bad by hand.
            if number != nil, quality == "X" || quality == "B" {
                return .rejected("the service calls the value bad (\(quality))")
            }
            return FieldReading(number, quantity, unit: unit)
        }
    }

    /// A group of present weather.
    private struct Weather: Decodable {
        let rawString: String?
    }

    private enum Key: String, CodingKey {
        case timestamp, rawMessage, textDescription, presentWeather
        case temperature, dewpoint, relativeHumidity, seaLevelPressure, windSpeed, windGust, windDirection
        case precipitationLastHour, visibility, heatIndex, windChill
    }

    private static let fields: [(Key, WeatherField, WeatherQuantity)] = [
        (.temperature, .tempm, .temperature), (.dewpoint, .dewptm, .temperature), (.relativeHumidity, .hum, .humidity),
        (.seaLevelPressure, .pressurem, .pressure), (.windSpeed, .wspdm, .speed), (.windGust, .wgustm, .speed),
        (.precipitationLastHour, .precipm, .precipitation), (.visibility, .vism, .visibility),
        (.heatIndex, .heatindexm, .temperature), (.windChill, .windchillm, .temperature),
        (.windDirection, .wdird, .direction),
    ]

    /// When it was.
    let timestamp: String?
    private let message: String
    private let description: String
    /// Groups of present weather; nil where the answer has none.
    private let weather: [String]?
    private let values: [WeatherField: Value]

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        func text(_ key: Key) -> String? { try? container.decodeIfPresent(String.self, forKey: key) }
        timestamp = text(.timestamp)
        message = text(.rawMessage) ?? ""
        description = text(.textDescription) ?? ""
        let groups = try? container.decodeIfPresent([Weather].self, forKey: .presentWeather)
        weather = groups?.prefix(20).compactMap(\.rawString)
        var values: [WeatherField: Value] = [:]
        for (key, field, _) in Self.fields where container.contains(key) {
            values[field] = try container.decode(Value.self, forKey: key)
        }
        self.values = values
    }

    /// The values.
    func draft() -> ObservationDraft {
        var draft = ObservationDraft()
        let report = Metar(message)
        for (_, field, quantity) in Self.fields {
            guard let value = values[field], field != .wdird else { continue }
            draft.set(field, value.reading(quantity))
        }
        let isCalm = report?.wind?.direction == .calm || (values[.wdird]?.number == 0 && values[.wspdm]?.number == 0)
        if report?.wind?.direction == .variable {
            draft.setWords(.wdire, CompassPoint.variable)
        } else if !isCalm, let direction = values[.wdird] {
            draft.setDirection(direction.reading(.direction))
        }
        guard draft.hasMeasurement else { return draft }
        if let report, !report.isNil {
            draft.set(report.signs)
        } else if let weather {
            var table = Metar()
            table.weather = weather.compactMap { MetarWeather($0) }
            draft.set(table.signs)
        }
        let words = description.isEmpty ? report?.words : description
        if let words { draft.setWords(.conds, words) }
        return draft
    }
}
