import UtsiktCore

/// An element that is asked for, the field that it fills, and the height at which it is measured.
struct FrostElement: Sendable, Hashable {
    let name: String
    let field: WeatherField
    let quantity: WeatherQuantity
    /// The usual height of the sensor in metres, and the heights that count as it; nil for elements that have none.
    let height: Double
    private let heights: ClosedRange<Double>?

    init(
        _ name: String, _ field: WeatherField, _ quantity: WeatherQuantity, height: Double = 0,
        within heights: ClosedRange<Double>? = nil
    ) {
        self.name = name
        self.field = field
        self.quantity = quantity
        self.height = height
        self.heights = heights
    }

    /// Whether a value is of the right height: one of a mast of fifty metres is another weather.
    func suits(_ value: FrostValue) -> Bool {
        guard let heights, let level = value.level else { return true }
        return heights.contains(level)
    }

    /// The elements by their names.
    static let all: [String: FrostElement] = Dictionary(
        uniqueKeysWithValues: list.map { ($0.name, $0) })

    /// The elements in the order in which they are asked for. Gusts and precipitation are those of the preceding hour.
    static let list: [FrostElement] = [
        FrostElement("air_temperature", .tempm, .temperature, height: 2, within: 1...5),
        FrostElement("dew_point_temperature", .dewptm, .temperature, height: 2, within: 1...5),
        FrostElement("relative_humidity", .hum, .humidity, height: 2, within: 1...5),
        FrostElement("air_pressure_at_sea_level", .pressurem, .pressure),
        FrostElement("wind_speed", .wspdm, .speed, height: 10, within: 5...20),
        FrostElement("max(wind_speed_of_gust PT1H)", .wgustm, .speed, height: 10, within: 5...20),
        FrostElement("wind_from_direction", .wdird, .direction, height: 10, within: 5...20),
        FrostElement("sum(precipitation_amount PT1H)", .precipm, .precipitation),
    ]
}

/// One value of an answer.
struct FrostValue: Sendable, Hashable {
    var element: String
    var number: Double?
    var unit: String
    var level: Double?
    var offset: String?
    var resolution: String?
    var quality: Int?
    /// Whether the value is there and not a number.
    var isOdd = false

    /// Whether it belongs to a series of hours.
    var isHourly: Bool { resolution == nil || resolution == "PT1H" }

    /// Why it cannot be used; nil when it can. The service's own clients take the codes up to 5, and values without any.
    var fault: String? {
        if isOdd { return "the value is not a number" }
        if let quality, !(0...5).contains(quality) { return "the service calls the value bad (quality \(quality))" }
        return nil
    }
}

/// What the records of an answer are read as.
enum FrostRecords {
    /// A record.
    struct Record {
        var source: String
        var time: String
        var values: [FrostValue]
    }
    /// A record or the reason why there is none.
    struct Element: BoundedElement {
        struct Fault: Error {}

        /// More records of an answer are left out.
        static let most = 100_000
        let outcome: Result<Record, Fault>
    }
}

extension FrostRecords.Element {
    private enum Key: String, CodingKey {
        case source = "sourceId"
        case time = "referenceTime"
        case values = "observations"
    }

    init(from decoder: any Decoder) throws {
        guard let container = try? decoder.container(keyedBy: Key.self),
            let source = try? container.decode(String.self, forKey: .source),
            let time = try? container.decode(String.self, forKey: .time)
        else {
            outcome = .failure(Fault())
            return
        }
        let values = (try? container.decode([FrostValue].self, forKey: .values)) ?? []
        outcome = .success(FrostRecords.Record(source: source, time: time, values: values))
    }
}

extension FrostValue: Decodable {
    private enum Key: String, CodingKey {
        case element = "elementId"
        case value, unit, level
        case offset = "timeOffset"
        case resolution = "timeResolution"
        case quality = "qualityCode"
    }
    private enum LevelKey: String, CodingKey { case value, unit }

    init(from decoder: any Decoder) throws {
        guard let container = try? decoder.container(keyedBy: Key.self) else {
            self.init(element: "", unit: "")
            return
        }
        func text(_ key: Key) -> String? { try? container.decodeIfPresent(String.self, forKey: key) }
        self.init(element: text(.element) ?? "", unit: text(.unit) ?? "")
        // Most elements of an answer may be others.
        guard FrostElement.all[element] != nil else { return }
        number = try? container.decodeIfPresent(Double.self, forKey: .value)
        isOdd = number == nil && (try? container.decodeNil(forKey: .value)) == false
        offset = text(.offset)
        resolution = text(.resolution)
        quality = try? container.decodeIfPresent(Int.self, forKey: .quality)
        if let level = try? container.nestedContainer(keyedBy: LevelKey.self, forKey: .level) {
            self.level = try? level.decodeIfPresent(Double.self, forKey: .value)
        }
    }
}
