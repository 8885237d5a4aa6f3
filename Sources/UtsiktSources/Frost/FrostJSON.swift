import UtsiktCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Reads the observations of MET Norway's Frost.
enum FrostJSON {
    /// Why an answer holds no observations.
    enum Fault: Error, Sendable, Hashable {
        case unreadable
        case cancelled
    }

    /// More values than this an answer does not have: the service promises half of it.
    static let mostValues = 200_000

    /// What the service says is wrong; nil for an answer that is none of its errors.
    static func error(_ body: [UInt8]) -> String? {
        guard body.count < 64 << 10, let answer = try? JSONDecoder().decode(ErrorAnswer.self, from: Data(body)) else {
            return nil
        }
        let words = [answer.error.message, answer.error.reason].compactMap(\.self).joined(separator: ", ")
        return words.isEmpty ? nil : HTTPAnswer.said(words)
    }

    private struct ErrorAnswer: Decodable {
        struct Words: Decodable {
            let message: String?
            let reason: String?
        }
        let error: Words
    }

    /// Reads the values of some places.
    ///
    /// Of one element that comes several times the hourly one counts, of the right height and of the first sensor. Values that the
    /// service itself calls bad are left out.
    /// - Parameters:
    ///   - places: The places by the names of their sources, as `SN18700`.
    ///   - file: What rejections name as their file.
    static func read(
        _ body: [UInt8], places: [String: [LocatedPlace]], file: String
    ) throws(Fault) -> SpanAnswer {
        let answer: Answer
        do {
            answer = try JSONDecoder().decode(Answer.self, from: Data(body))
        } catch {
            throw error is CancellationError ? .cancelled : .unreadable
        }
        var result = SpanAnswer(next: answer.nextLink)
        var best: [FrostMoment: [WeatherField: FrostChoice]] = [:]
        var values = 0
        for (index, record) in answer.data.list.enumerated() {
            let line = index + 1
            guard case .success(let record) = record.outcome else {
                result.rejected.append(Rejection(file: file, line: line, reason: "the record has no source and time"))
                continue
            }
            guard let instant = Timestamp(iso8601: record.time) else {
                result.rejected.append(
                    Rejection(file: file, line: line, field: "referenceTime", reason: "there is no such time"))
                continue
            }
            let (station, sensor) = FrostMoment.parts(record.source)
            guard places[station] != nil else {
                let name = HTTPAnswer.said(station)
                result.rejected.append(
                    Rejection(file: file, line: line, field: "sourceId", reason: "‘\(name)’ was not asked for"))
                continue
            }
            let moment = FrostMoment(station: station, instant: instant)
            for value in record.values {
                values += 1
                guard values <= mostValues else { break }
                guard let element = FrostElement.all[value.element], value.isHourly, element.suits(value) else {
                    continue
                }
                if let fault = value.fault {
                    result.rejected.append(
                        Rejection(file: file, line: line, field: element.field.name, reason: "\(station): \(fault)"))
                    continue
                }
                let choice = FrostChoice(value, sensor: sensor, element)
                // Nothing of the first sensor does not hide what the second one has measured.
                if choice.reading == .missing { continue }
                if let present = best[moment]?[element.field], present <= choice { continue }
                best[moment, default: [:]][element.field] = choice
            }
        }
        result.rejected.append(
            Rejection(file: file, reason: "more records than an answer may have"), count: answer.data.dropped)
        for (moment, choices) in best {
            var draft = ObservationDraft()
            // A calm comes from nowhere: its direction is written as 0.
            let isCalm = [WeatherField.wspdm, .wdird].allSatisfy { choices[$0]?.reading == .value("0") }
            for (field, choice) in choices where !(isCalm && field == .wdird) {
                if field == .wdird { draft.setDirection(choice.reading) } else { draft.set(field, choice.reading) }
            }
            for fault in draft.faults {
                result.rejected.append(
                    Rejection(
                        file: file, field: fault.field.name,
                        reason: "\(moment.station) \(moment.instant): \(fault.reason)"))
            }
            guard draft.hasMeasurement else { continue }
            for place in places[moment.station] ?? [] {
                result.observations.append(draft.observation(of: place.name, at: moment.instant))
            }
        }
        result.observations.sort { ($0.place, $0.instant) < ($1.place, $1.instant) }
        return result
    }

    private struct Answer: Decodable {
        let nextLink: String?
        let data: BoundedElements<FrostRecords.Element>
    }
}

/// A station at an instant.
struct FrostMoment: Sendable, Hashable {
    var station: String
    var instant: Timestamp

    /// A source's station and the number of its sensor: `SN18700:0`.
    static func parts(_ source: String) -> (station: String, sensor: Int) {
        let parts = source.split(separator: ":", maxSplits: 1)
        return (parts.first.map { $0.uppercased() } ?? "", parts.count > 1 ? Int(parts[1]) ?? .max : 0)
    }
}

/// One of several values of an element: how it ranks, and what it says.
struct FrostChoice: Sendable, Comparable {
    private let rank: [Double]
    let reading: FieldReading

    init(_ value: FrostValue, sensor: Int, _ element: FrostElement) {
        let height = value.level.map { abs($0 - element.height) } ?? 0
        rank = [value.offset == "PT0H" || value.offset == nil ? 0 : 1, height, Double(sensor)]
        reading = FieldReading(value.number, element.quantity, unit: value.unit)
    }

    static func < (a: FrostChoice, b: FrostChoice) -> Bool { a.rank.lexicographicallyPrecedes(b.rank) }
    static func == (a: FrostChoice, b: FrostChoice) -> Bool { a.rank == b.rank }
}
