import HTTPTypes
import UtsiktCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What MET Norway expects at a place: a forecast, which is never an observation and has a type of its own, so that no store takes it.
struct LocationForecast: Sendable, Hashable {
    /// What is expected at an instant.
    struct Step: Sendable, Hashable {
        /// The instant.
        var instant: Timestamp
        /// What is expected, by field, as an observation would write it; precipitation is that of the hour that follows.
        var values: [WeatherField: String]
    }
    /// When it was made.
    var madeAt: Timestamp?
    /// The steps in their order.
    var steps: [Step] = []
    /// What could not be used.
    var rejected = RejectionList()

    /// A fault of an answer.
    struct Fault: Error, Hashable {}

    /// More steps than this are not read: ten days of hours are less.
    static let most = 1000

    /// The request, for what is new since the last answer where there was one. Positions of more than four decimals are refused.
    /// - Parameter since: `Last-Modified` of the last answer as it stood there.
    static func call(_ base: String, latitude: Double, longitude: Double, since: String? = nil) -> HTTPCall {
        var headers: HTTPFields = [.accept: "application/json"]
        if let since { headers[.ifModifiedSince] = since }
        let position = "lat=\(LocatedPlace.text(latitude))&lon=\(LocatedPlace.text(longitude))"
        return HTTPCall(url: "\(base)/weatherapi/locationforecast/2.0/compact?\(position)", headers: headers)
    }

    /// Reads an answer's body; its units are read from it.
    static func read(_ body: [UInt8], file: String) throws(Fault) -> LocationForecast {
        struct Answer: Decodable {
            struct Properties: Decodable {
                struct Meta: Decodable {
                    let updated_at: String?
                    let units: [String: String]
                }
                let meta: Meta
                let timeseries: [StepAnswer]
            }
            let properties: Properties
        }
        guard let answer = try? JSONDecoder().decode(Answer.self, from: Data(body)) else { throw Fault() }
        let units = answer.properties.meta.units
        var forecast = LocationForecast(madeAt: answer.properties.meta.updated_at.flatMap { Timestamp(iso8601: $0) })
        for (index, step) in answer.properties.timeseries.prefix(most).enumerated() {
            guard let instant = step.time.flatMap({ Timestamp(iso8601: $0) }), let details = step.details else {
                forecast.rejected.append(
                    Rejection(file: file, line: index + 1, reason: "the step has no time or no values"))
                continue
            }
            var values: [WeatherField: String] = [:]
            for (name, field, quantity) in fields {
                let number = name == rain ? step.precipitation : details[name]
                switch FieldReading(number, quantity, unit: units[name] ?? "") {
                case .missing: break
                case .rejected(let reason):
                    forecast.rejected.append(
                        Rejection(file: file, line: index + 1, field: field.name, reason: reason))
                case .value(let text):
                    values[field] = text
                    if field == .wdird, let degrees = Double(text) { values[.wdire] = CompassPoint.name(degrees) }
                }
            }
            forecast.steps.append(Step(instant: instant, values: values))
        }
        return forecast
    }

    private static let rain = "precipitation_amount"

    private static let fields: [(String, WeatherField, WeatherQuantity)] = [
        ("air_temperature", .tempm, .temperature), ("dew_point_temperature", .dewptm, .temperature),
        ("relative_humidity", .hum, .humidity), ("air_pressure_at_sea_level", .pressurem, .pressure),
        ("wind_speed", .wspdm, .speed), ("wind_speed_of_gust", .wgustm, .speed),
        ("wind_from_direction", .wdird, .direction), (rain, .precipm, .precipitation),
    ]

    private struct StepAnswer: Decodable {
        private struct Entry: Decodable {
            struct Part: Decodable {
                let details: [String: Double]?
            }
            let instant: Part?
            let next_1_hours: Part?
        }
        let time: String?
        let details: [String: Double]?
        let precipitation: Double?

        private enum Key: String, CodingKey { case time, data }

        init(from decoder: any Decoder) throws {
            let container = try? decoder.container(keyedBy: Key.self)
            time = try? container?.decodeIfPresent(String.self, forKey: .time)
            let entry = try? container?.decodeIfPresent(Entry.self, forKey: .data)
            details = entry?.instant?.details
            precipitation = entry?.next_1_hours?.details?["precipitation_amount"]
        }
    }
}
