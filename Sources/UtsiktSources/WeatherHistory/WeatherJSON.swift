public import UtsiktCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Reads the answers of the weather history.
public enum WeatherJSON {
    /// Why an answer holds no day.
    public enum Refusal: Error, Sendable, Hashable {
        /// The service says what is wrong, with its own word for the kind (status 200 all the same).
        case said(type: String)
        /// The answer is not such JSON.
        case unreadable
        /// The task was cancelled meanwhile.
        case cancelled

        func failure(asking what: String) -> SourceFailure {
            switch self {
            case .cancelled: SourceFailure(.cancelled, "\(what): cancelled")
            case .unreadable:
                SourceFailure(.malformed, "\(what): the answer is not a weather history")
            case .said(let type):
                switch type {
                case "keynotfound", "invalidkey", "keydisabled", "unauthorized":
                    SourceFailure(.refused, "\(what): the service does not know the key (\(type))")
                case "querynotfound", "citynotfound", "stationnotfound":
                    SourceFailure(.gone, "\(what): the service does not know the place (\(type))")
                case "limitexceeded", "ratelimited":
                    SourceFailure(.rateLimited, "\(what): the service asks to wait (\(type))")
                default:
                    SourceFailure(.malformed, "\(what): the service answers ‘\(type)’")
                }
            }
        }
    }

    /// A longer value is not a measurement.
    static let longestValue = 200

    /// Reads one day of one place.
    ///
    /// Each observation stands for itself: one without a usable `utcdate`, of another day, or with a value that is not text
    /// or number is rejected by its index from 1, and the rest stays. The values stay text exactly as received.
    /// - Parameters:
    ///   - body: The answer's bytes, whatever they hold.
    ///   - place: The place's name.
    ///   - day: The local day that was asked for.
    ///   - file: What rejections name as their file; without the key.
    /// - Throws: `Refusal` when there is no list of observations.
    public static func parseHistory(
        _ body: [UInt8], place: String, day: CivilDay, file: String
    ) throws(Refusal) -> Page {
        let answer: Answer
        do {
            answer = try JSONDecoder().decode(Answer.self, from: Data(body))
        } catch {
            throw error is CancellationError ? .cancelled : .unreadable
        }
        if let type = answer.response?.error?.type {
            throw .said(type: String(type.prefix(40).filter { $0.isASCII && ($0.isLetter || $0.isNumber) }))
        }
        guard let elements = answer.history?.observations else { throw .unreadable }

        // A local day starts at most 14 hours before and ends at most 12 hours after the UTC day; an hour to spare.
        let earliest = Timestamp(day: day).adding(seconds: -15 * 3600)
        let latest = Timestamp(day: day.adding(days: 1)).adding(seconds: 13 * 3600)
        var page = Page(bytes: body.count)
        page.rejected.append(
            Rejection(file: file, reason: "more observations than a day may have; \(elements.dropped) are left out"),
            count: elements.dropped)
        for (index, element) in elements.list.enumerated() {
            switch element.outcome {
            case .failure(let fault):
                page.rejected.append(
                    Rejection(file: file, line: index + 1, field: fault.field, reason: fault.reason))
            case .success(let (instant, values)):
                guard instant >= earliest, instant <= latest else {
                    let reason = "the observation of \(instant) is not of \(day)"
                    page.rejected.append(Rejection(file: file, line: index + 1, field: "utcdate", reason: reason))
                    continue
                }
                page.rows.observations.append(Observation(place: place, instant: instant, values: values))
            }
        }
        return page
    }
}

private struct Answer: Decodable {
    struct Response: Decodable {
        struct Fault: Decodable {
            let type: String
        }
        let error: Fault?
    }
    struct History: Decodable {
        let observations: BoundedElements<Element>
    }
    let response: Response?
    let history: History?
}

/// One element of `observations`; what is wrong with it is its own value, so that the others are read all the same.
private struct Element: BoundedElement {
    /// Of a day one every half a minute.
    static let most = 2880

    struct Fault: Error {
        var field: String?
        var reason: String
    }

    let outcome: Result<(Timestamp, [String]), Fault>

    init(from decoder: any Decoder) throws {
        outcome = Result { () throws(Fault) in try Element.read(decoder) }
    }

    private static func read(_ decoder: any Decoder) throws(Fault) -> (Timestamp, [String]) {
        guard let container = try? decoder.container(keyedBy: Name.self) else {
            throw Fault(field: nil, reason: "the observation is not an object")
        }
        guard let date = try? container.nestedContainer(keyedBy: Name.self, forKey: Name("utcdate")) else {
            throw Fault(field: "utcdate", reason: "the observation has no UTC date")
        }
        var numbers: [Int] = []
        for name in ["year", "mon", "mday", "hour", "min"] {
            guard let text = try text(date, Name(name)), let number = Int(text) else {
                throw Fault(field: "utcdate.\(name)", reason: "the UTC date has no \(name)")
            }
            numbers.append(number)
        }
        guard let day = CivilDay(year: numbers[0], month: numbers[1], day: numbers[2]), (0..<24).contains(numbers[3]),
            (0..<60).contains(numbers[4])
        else { throw Fault(field: "utcdate", reason: "there is no such UTC date") }
        let instant = Timestamp(day: day, hour: numbers[3], minute: numbers[4])

        var values: [String] = []
        values.reserveCapacity(WeatherField.allCases.count)
        for name in fieldNames {
            let value = try text(container, name) ?? ""
            guard value.utf8.count <= WeatherJSON.longestValue else {
                throw Fault(field: name.stringValue, reason: "the value is longer than any measurement")
            }
            values.append(value)
        }
        return (instant, values)
    }

    private static let fieldNames = WeatherField.allCases.map { Name($0.name) }

    /// A value as text; nil when it is absent or null. Numbers are taken as they print, for services that do not quote.
    private static func text(_ container: KeyedDecodingContainer<Name>, _ name: Name) throws(Fault) -> String? {
        if let text = try? container.decode(String.self, forKey: name) { return text }
        guard container.contains(name), (try? container.decodeNil(forKey: name)) == false else { return nil }
        if let whole = try? container.decode(Int64.self, forKey: name) { return String(whole) }
        if let number = try? container.decode(Double.self, forKey: name), number.isFinite { return String(number) }
        throw Fault(field: name.stringValue, reason: "the value is neither text nor number")
    }
}

/// A key known only by its name.
private struct Name: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(_ name: String) { stringValue = name }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { return nil }
}
