import UtsiktCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Reads the answers of Open-Meteo: an object for one place, an array for several.
enum OpenMeteoJSON {
    /// Why an answer holds no observations.
    enum Fault: Error, Sendable, Hashable {
        /// It is not such JSON, and what is wrong.
        case unreadable(String)
        /// The task was cancelled meanwhile.
        case cancelled

        var problem: String { if case .unreadable(let problem) = self { problem } else { "cancelled" } }
    }

    /// More hours of a place than this are not read: fifty years.
    static let mostHours = 440_000

    /// The reason of an answer that is an error; nil for any other.
    static func reason(_ body: [UInt8]) -> String? {
        guard body.count < 64 << 10, let answer = try? JSONDecoder().decode(Reason.self, from: Data(body)) else {
            return nil
        }
        return answer.error == true ? answer.reason ?? "" : nil
    }

    private struct Reason: Decodable {
        let error: Bool?
        let reason: String?
    }

    /// Reads the hours of some places.
    ///
    /// Units are read from the answer: a variable whose unit is not known is left out and said to be. Hours without a value
    /// make no observation.
    /// - Parameters:
    ///   - places: The places in the order in which they were asked for.
    ///   - file: What rejections name as their file.
    static func read(_ body: [UInt8], places: [LocatedPlace], file: String) throws(Fault) -> SpanAnswer {
        let blocks: [OpenMeteoBlock]
        do {
            let data = Data(body)
            let isArray = body.first { !($0 == 0x20 || (0x09...0x0D).contains($0)) } == UInt8(ascii: "[")
            blocks =
                isArray
                ? try JSONDecoder().decode([OpenMeteoBlock].self, from: data)
                : [try JSONDecoder().decode(OpenMeteoBlock.self, from: data)]
        } catch {
            throw error is CancellationError
                ? .cancelled : .unreadable("the answer is not that of Open-Meteo, or is cut off")
        }
        guard blocks.count == places.count else {
            throw .unreadable("the answer has \(blocks.count) places where \(places.count) were asked for")
        }
        var answer = SpanAnswer()
        for (block, place) in zip(blocks, places) { try block.read(place, file: file, into: &answer) }
        return answer
    }
}

/// One place of an answer.
struct OpenMeteoBlock: Decodable {
    let utcOffset: Int?
    let units: [String: String]
    let columns: [String: OpenMeteoColumn]

    private enum Key: String, CodingKey {
        case utcOffset = "utc_offset_seconds"
        case units = "hourly_units"
        case columns = "hourly"
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        utcOffset = try container.decodeIfPresent(Int.self, forKey: .utcOffset)
        units = try container.decode([String: String].self, forKey: .units)
        columns = try container.decode([String: OpenMeteoColumn].self, forKey: .columns)
    }

    /// Adds the observations of the block.
    func read(_ place: LocatedPlace, file: String, into answer: inout SpanAnswer) throws(OpenMeteoJSON.Fault) {
        guard let time = columns["time"] else { throw .unreadable("the answer has no times") }
        guard columns.values.allSatisfy({ $0.count == time.count }), time.count <= OpenMeteoJSON.mostHours else {
            throw .unreadable("the answer's columns are not of one length")
        }
        let instants = try instants(time)
        var readers: [(variable: OpenMeteoVariable, numbers: [Double?], conversion: UnitConversion)] = []
        for variable in OpenMeteoWire.variables {
            guard let column = columns[variable.name] else { continue }
            let numbers = numbers(column, variable.name, place, file, &answer.rejected)
            let count = numbers.count { $0 != nil }
            guard count > 0 else { continue }
            let unit = units[variable.name] ?? ""
            guard let conversion = variable.quantity.conversion(from: unit) else {
                reject(variable.name, FieldReading.unknown(unit: unit, variable.quantity), count, place, file, &answer)
                continue
            }
            readers.append((variable, numbers, conversion))
        }
        let codes = columns[OpenMeteoWire.code].map {
            numbers($0, OpenMeteoWire.code, place, file, &answer.rejected)
        }
        for (index, instant) in instants.enumerated() {
            guard let instant else {
                answer.rejected.append(
                    Rejection(
                        file: file, line: index + 1, field: "time", reason: "\(place.name): there is no such time"))
                continue
            }
            var draft = ObservationDraft()
            for reader in readers {
                let reading = FieldReading(reader.numbers[index], reader.variable.quantity, reader.conversion)
                if reader.variable.field == .wdird {
                    draft.setDirection(reading)
                } else {
                    draft.set(reader.variable.field, reading)
                }
            }
            for fault in draft.faults {
                answer.rejected.append(
                    Rejection(
                        file: file, line: index + 1, field: fault.field.name, reason: "\(place.name): \(fault.reason)"))
            }
            guard draft.hasMeasurement else { continue }
            if let number = codes?[index], number == number.rounded(),
                let words = WeatherCode.words(Int(bounded: number))
            {
                draft.setWords(.conds, words)
                draft.set(WeatherCode.signs(Int(bounded: number)))
            }
            answer.observations.append(draft.observation(of: place.name, at: instant))
        }
    }

    /// The instants of the hours; nil for what is none.
    ///
    /// An answer in local time has one offset for all its hours, also where the clocks changed meanwhile: it cannot be told which
    /// hours are shifted, so that it is refused.
    private func instants(_ time: OpenMeteoColumn) throws(OpenMeteoJSON.Fault) -> [Timestamp?] {
        switch (units["time"], time) {
        case ("unixtime", .numbers(let numbers, _)):
            return numbers.map { $0.map { Timestamp(seconds: Int64(bounded: $0)) } }
        case ("iso8601", .texts(let texts)):
            guard (utcOffset ?? 0) == 0 else {
                throw .unreadable("the answer's times are local ones, whose offset may change within it")
            }
            return texts.map { $0.flatMap { Timestamp(iso8601: $0 + "Z") } }
        case (_, .numbers(let numbers, _)) where numbers.isEmpty: return []
        default: throw .unreadable("the answer's times are in an unknown form")
        }
    }

    /// A column's numbers; what is neither a number nor null is rejected.
    private func numbers(
        _ column: OpenMeteoColumn, _ name: String, _ place: LocatedPlace, _ file: String,
        _ rejected: inout RejectionList
    ) -> [Double?] {
        let (numbers, odd): ([Double?], Int) =
            switch column {
            case .numbers(let numbers, let odd): (numbers, odd)
            case .texts(let texts): (Array(repeating: nil, count: texts.count), texts.count { $0 != nil })
            }
        rejected.append(
            Rejection(file: file, field: name, reason: "\(place.name): the values are not numbers"), count: odd)
        return numbers
    }

    private func reject(
        _ name: String, _ reason: String, _ count: Int, _ place: LocatedPlace, _ file: String,
        _ answer: inout SpanAnswer
    ) {
        answer.rejected.append(Rejection(file: file, field: name, reason: "\(place.name): \(reason)"), count: count)
    }
}

/// A column of an answer: numbers with gaps, or texts.
enum OpenMeteoColumn: Decodable, Sendable {
    /// Numbers, null where there is none, and how many cells were neither.
    case numbers([Double?], odd: Int)
    /// Texts.
    case texts([String?])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let numbers = try? container.decode([Double?].self) {
            self = .numbers(numbers, odd: 0)
        } else if let texts = try? container.decode([String?].self) {
            self = .texts(texts)
        } else {
            let cells = try container.decode([OpenMeteoCell].self)
            self = .numbers(cells.map(\.number), odd: cells.count(where: \.isOdd))
        }
        try Task.checkCancellation()
    }

    var count: Int {
        switch self {
        case .numbers(let numbers, _): numbers.count
        case .texts(let texts): texts.count
        }
    }
}

/// A cell of a column that mixes kinds: a number, or nothing that counts.
private struct OpenMeteoCell: Decodable {
    let number: Double?
    let isOdd: Bool

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        number = try? container.decode(Double.self)
        isOdd = number == nil && !container.decodeNil()
    }
}
