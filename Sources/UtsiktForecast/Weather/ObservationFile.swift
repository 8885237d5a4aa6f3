public import UtsiktBase

/// The observations of one place as a raw CSV holds them: a `datetime` column and the nineteen fields.
public struct ObservationFile: Sendable {
    /// The observations, in the order of the file.
    public var observations: [Observation]
    /// Records that could not be used.
    public var rejected: RejectionList
    /// Values that are not numbers in columns that else hold numbers; models take them as missing.
    public var invalid: InvalidValues

    /// Reads a file's bytes. Columns may be in any order, unknown ones are ignored, rows may be in any order.
    /// - Parameters:
    ///   - file: The name for errors.
    ///   - place: The place's name.
    /// - Throws: `WeatherInputError` when the header is missing, names a column twice or lacks one.
    public init(bytes: [UInt8], file: String, place: String) throws(WeatherInputError) {
        var reader = CSVReader(bytes)
        guard let header = reader.next() else {
            throw WeatherInputError(
                "the file is empty", at: InputLocation(file: file),
                remedy: "It needs a header line with datetime and the nineteen fields")
        }
        if let fault = header.fault {
            throw WeatherInputError(fault, at: InputLocation(file: file, line: header.line), remedy: "")
        }
        let positions = try ObservationFile.positions(header, file: file)
        observations = []
        rejected = RejectionList()
        invalid = InvalidValues()
        var lines: [Int] = []
        while let record = reader.next() {
            try WeatherCase.checkCancellation(file, record.line)
            if let fault = record.fault {
                rejected.append(Rejection(file: file, line: record.line, reason: fault))
                continue
            }
            guard record.fields.count == header.fields.count else {
                rejected.append(
                    Rejection(
                        file: file, line: record.line,
                        reason: "\(record.fields.count) fields where the header has \(header.fields.count)"))
                continue
            }
            let time = record.fields[positions.datetime].trimmedOfWhiteSpace
            guard let instant = Timestamp(iso8601: time) else {
                rejected.append(
                    Rejection(
                        file: file, line: record.line, field: "datetime",
                        reason: "‘\(String(time.prefix(40)))’ is not an ISO 8601 time with Z or an offset"))
                continue
            }
            observations.append(
                Observation(place: place, instant: instant, values: positions.fields.map { record.fields[$0] }))
            lines.append(record.line)
        }
        invalid = InvalidValues(observations, lines: lines, columns: positions.fields, file: file)
    }

    private static func positions(
        _ header: CSVReader.Record, file: String
    ) throws(WeatherInputError) -> (datetime: Int, fields: [Int]) {
        var found: [String: Int] = [:]
        for (index, field) in header.fields.enumerated() {
            let name = field.trimmedOfWhiteSpace
            guard name == "datetime" || WeatherField.byName[name] != nil else { continue }
            if found[name] != nil {
                throw WeatherInputError(
                    "the column ‘\(name)’ is there twice",
                    at: InputLocation(file: file, line: header.line, column: index + 1, field: name),
                    remedy: "Remove or rename one of them")
            }
            found[name] = index
        }
        let missing = (["datetime"] + WeatherField.allCases.map(\.name)).filter { found[$0] == nil }
        if found.isEmpty {
            let start = header.fields.joined(separator: ",").prefix(30)
            throw WeatherInputError(
                "the first line is not a header, it begins with ‘\(start)’",
                at: InputLocation(file: file, line: header.line, column: 1),
                remedy: "Put a line before it that names the columns: datetime and the nineteen fields")
        }
        guard let datetime = found["datetime"], missing.isEmpty else {
            throw WeatherInputError(
                "the header lacks \(missing.joined(separator: ", "))",
                at: InputLocation(file: file, line: header.line, field: missing.first),
                remedy: "Add the columns; empty values are fine")
        }
        return (datetime, WeatherField.allCases.compactMap { found[$0.name] })
    }
}

extension WeatherField {
    /// The fields by their names.
    static let byName: [String: WeatherField] = Dictionary(
        uniqueKeysWithValues: allCases.map { ($0.name, $0) })

    /// Makes a field from its name; nil when there is none.
    public init?(name: String) {
        guard let field = WeatherField.byName[name] else { return nil }
        self = field
    }
}

extension String {
    /// The text without Unicode white space at its ends.
    var trimmedOfWhiteSpace: String {
        let scalars = unicodeScalars
        guard let first = scalars.first, let last = scalars.last,
            first.properties.isWhitespace || last.properties.isWhitespace
        else { return self }
        var start = scalars.startIndex
        var end = scalars.endIndex
        while start < end, scalars[start].properties.isWhitespace { start = scalars.index(after: start) }
        while start < end, scalars[scalars.index(before: end)].properties.isWhitespace {
            end = scalars.index(before: end)
        }
        return String(scalars[start..<end])
    }
}
