import UtsiktCore

/// Reads the tables of the Iowa Environmental Mesonet: reports of aerodromes, in the units of the United States.
enum IEMCSV {
    /// Why an answer holds no table.
    struct Fault: Error, Hashable {
        var problem: String
    }

    /// More rows than this are not read: a year of five stations that report three times an hour.
    static let mostRows = 150_000

    /// Reads the reports of some places.
    ///
    /// - Parameters:
    ///   - places: The places by the codes of their stations, as the service writes them.
    ///   - file: What rejections name as their file.
    static func read(_ body: [UInt8], places: [String: [LocatedPlace]], file: String) throws(Fault) -> SpanAnswer {
        var reader = CSVReader(body)
        var first = reader.next()
        // Remarks may stand before the table.
        while let record = first, record.fields.first?.hasPrefix("#") == true { first = reader.next() }
        guard let header = first, let columns = Columns(header.fields) else {
            throw Fault(problem: "the answer is not a table of reports")
        }
        // A cell short at the very end is an answer that was cut off; anywhere else it is a bad row.
        let isCut = body.last != 0x0A && body.last != 0x0D
        var answer = SpanAnswer()
        var reports: [String: [Timestamp: Observation]] = [:]
        var rows = 0
        var short: (line: Int, reason: String)?
        while let record = reader.next() {
            if let cut = short { answer.rejected.append(Rejection(file: file, line: cut.line, reason: cut.reason)) }
            short = nil
            rows += 1
            if rows > mostRows {
                answer.rejected.append(
                    Rejection(file: file, reason: "more than \(mostRows) rows; the rest is left out"))
                break
            }
            if rows & 255 == 0, Task.isCancelled { throw Fault(problem: "cancelled") }
            guard record.fault == nil, record.fields.count == header.fields.count else {
                let count = "\(record.fields.count) cells where the header has \(header.fields.count)"
                short = (record.line, record.fault ?? count)
                continue
            }
            let row = IEMRow(columns, record.fields)
            guard let own = places[row.station] else {
                let name = HTTPAnswer.said(row.station)
                answer.rejected.append(
                    Rejection(file: file, line: record.line, field: "station", reason: "‘\(name)’ was not asked for"))
                continue
            }
            guard let instant = row.instant else {
                answer.rejected.append(
                    Rejection(file: file, line: record.line, field: "valid", reason: "there is no such time"))
                continue
            }
            let draft = row.draft()
            for fault in draft.faults {
                answer.rejected.append(
                    Rejection(file: file, line: record.line, field: fault.field.name, reason: fault.reason))
            }
            guard draft.hasMeasurement else {
                answer.rejected.append(Rejection(file: file, line: record.line, reason: "the report holds no value"))
                continue
            }
            // Of several reports of one minute the one with more values counts, the later one among equals: a correction.
            for place in own {
                let new = draft.observation(of: place.name, at: instant)
                if let old = reports[place.name]?[instant], old.filled > new.filled { continue }
                reports[place.name, default: [:]][instant] = new
            }
        }
        if let cut = short {
            if isCut { throw Fault(problem: "the answer is cut off") }
            answer.rejected.append(Rejection(file: file, line: cut.line, reason: cut.reason))
        }
        answer.observations = reports.values.flatMap(\.values)
            .sorted { ($0.place, $0.instant) < ($1.place, $1.instant) }
        return answer
    }

    /// Where the columns are.
    struct Columns: Sendable {
        private let positions: [String: Int]

        /// Looks the columns up; nil where there is no station or no time.
        init?(_ header: [String]) {
            positions = Dictionary(header.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
            guard positions["station"] != nil, positions["valid"] != nil else { return nil }
        }

        /// The cell of a column; empty when it is missing: `M`, blanks, slashes, or no such column.
        func cell(_ name: String, _ fields: [String]) -> String {
            guard let position = positions[name], fields.indices.contains(position) else { return "" }
            let text = fields[position].trimmingBlanks
            let isMark = text == "M" || text == "null" || text == "None" || text.allSatisfy { $0 == "/" }
            return isMark ? "" : text
        }
    }
}

extension Observation {
    /// How many fields have a value.
    fileprivate var filled: Int { values.count { !$0.isEmpty } }
}

extension String {
    /// The text without blanks at its ends.
    var trimmingBlanks: String {
        var rest = self[...]
        while rest.last?.isWhitespace == true { rest = rest.dropLast() }
        return String(rest.drop { $0.isWhitespace })
    }
}
