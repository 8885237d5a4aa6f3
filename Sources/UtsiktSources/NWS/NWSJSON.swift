import UtsiktCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Reads the observations of the weather service of the United States.
enum NWSJSON {
    /// Why an answer holds no observations.
    enum Fault: Error, Sendable, Hashable {
        case unreadable
        case cancelled
    }

    /// More observations than this are not read: two weeks of one every five minutes.
    static let most = 4032
    /// So many a page has at most: as many as the service allows.
    static let page = 500

    /// Reads the observations of a place, in the order of time whatever theirs is.
    ///
    /// Each value says its unit, which has changed over the years: one that is not known is refused.
    /// - Parameter first: The first day that is asked for; what goes on behind it is of days before.
    static func read(
        _ body: [UInt8], place: LocatedPlace, from first: CivilDay, file: String
    ) throws(Fault) -> SpanAnswer {
        let answer: Answer
        do {
            answer = try JSONDecoder().decode(Answer.self, from: Data(body))
        } catch {
            throw error is CancellationError ? .cancelled : .unreadable
        }
        var result = SpanAnswer()
        var found: [Timestamp: Observation] = [:]
        var oldest: Timestamp?
        for (index, feature) in answer.features.list.enumerated() {
            func reject(_ field: String?, _ reason: String) {
                result.rejected.append(Rejection(file: file, line: index + 1, field: field, reason: reason))
            }
            guard let properties = feature.properties else {
                reject(nil, "the observation is not an object")
                continue
            }
            guard let instant = properties.timestamp.flatMap({ Timestamp(iso8601: $0) }) else {
                reject("timestamp", "there is no such time")
                continue
            }
            oldest = min(oldest ?? instant, instant)
            let draft = properties.draft()
            for fault in draft.faults { reject(fault.field.name, fault.reason) }
            guard draft.hasMeasurement else {
                reject(nil, "the observation holds no value")
                continue
            }
            let new = draft.observation(of: place.name, at: instant)
            let filled = { (observation: Observation) in observation.values.count { !$0.isEmpty } }
            if let old = found[instant], filled(old) > filled(new) { continue }
            found[instant] = new
        }
        result.rejected.append(
            Rejection(file: file, reason: "more observations than a place may have"), count: answer.features.dropped)
        result.observations = found.values.sorted { $0.instant < $1.instant }
        // An address of a next page stands behind the last one as well: only a full one that ends within the span goes on.
        let isFull = answer.features.list.count >= page
        let isAtStart = oldest.map { $0 <= Timestamp(day: first) } ?? true
        result.next = isFull && !isAtStart ? answer.pagination?.next : nil
        return result
    }

    private struct Answer: Decodable {
        struct Pagination: Decodable {
            let next: String?
        }
        let features: BoundedElements<Feature>
        let pagination: Pagination?
    }
}

/// An observation of an answer; nothing where it is not what is wanted.
private struct Feature: BoundedElement {
    static let most = NWSJSON.most

    let properties: NWSProperties?

    private enum Key: String, CodingKey { case properties }

    init(from decoder: any Decoder) throws {
        properties = try? decoder.container(keyedBy: Key.self).decode(NWSProperties.self, forKey: .properties)
    }
}
