public import UtsiktBase

/// A dataset.csv and testset.csv as the 2015 program made them, read back as joined records.
///
/// The first column (or the schema's row id) is the record's `YYYYMMDD-HH:MM`, the last one (or the schema's target) what
/// is predicted. Columns named `<prefix>_<field>` become that place's fields; others are attributes all the same.
public struct DatasetImport: Sendable {
    /// The records.
    public var records: JoinedRecords
    /// Lines that could not be used.
    public var rejected: RejectionList

    /// A file's name and bytes.
    public typealias File = (name: String, bytes: [UInt8])

    /// Reads the files.
    /// - Parameters:
    ///   - testset: Records without a target, with the same columns.
    ///   - schema: Types, row id and target; without one they are guessed.
    ///   - hour: The UTC hour for which the target is predicted.
    /// - Throws: `WeatherInputError` when a header cannot be used, or the headers differ.
    public init(
        dataset: File, testset: File? = nil, schema: DataSchema? = nil, hour: Int = 12
    ) throws(WeatherInputError) {
        var table = try Table(dataset, schema: schema)
        if let testset {
            let other = try Table(testset, schema: schema)
            guard other.columns.elementsEqual(table.columns, by: { CodePoints($0) == CodePoints($1) }) else {
                let index = zip(other.columns, table.columns).enumerated().first {
                    CodePoints($0.element.0) != CodePoints($0.element.1)
                }
                throw WeatherInputError(
                    "the columns are not those of \(dataset.name)",
                    at: InputLocation(
                        file: testset.name, line: 1, column: (index?.offset ?? 0) + 1, field: index?.element.0),
                    remedy: "Export both files together")
            }
            table.rows.merge(other.rows) { mine, _ in mine }
            table.rejected += other.rejected
        }
        rejected = table.rejected
        records = table.records(hour: hour)
        if let schema { records = records.retyped(schema.types) }
    }

    /// The cells of a file.
    private struct Table {
        var columns: [String]
        var id: Int
        var target: Int
        var rows: [Int64: [String]] = [:]
        var rejected = RejectionList()

        init(_ file: File, schema: DataSchema?) throws(WeatherInputError) {
            var reader = CSVReader(file.bytes)
            guard let header = reader.next() else {
                throw WeatherInputError(
                    "the file is empty", at: InputLocation(file: file.name),
                    remedy: "It needs a header line: the row id, the attributes, the target")
            }
            if let fault = header.fault {
                throw WeatherInputError(fault, at: InputLocation(file: file.name, line: header.line))
            }
            columns = header.fields.map(\.trimmedOfWhiteSpace)
            var seen: Set<CodePoints> = []
            for (index, column) in columns.enumerated() where !seen.insert(CodePoints(column)).inserted {
                throw WeatherInputError(
                    "the column ‘\(column)’ is there twice",
                    at: InputLocation(file: file.name, line: header.line, column: index + 1, field: column),
                    remedy: "Remove or rename one of them")
            }
            let names = columns
            func find(_ name: String?, _ what: String, otherwise: Int) throws(WeatherInputError) -> Int {
                guard let name else { return otherwise }
                guard let index = names.firstIndex(of: name) else {
                    throw WeatherInputError(
                        "the header lacks the \(what) ‘\(name)’",
                        at: InputLocation(file: file.name, line: header.line, field: name),
                        remedy: "Add the column, or correct the schema")
                }
                return index
            }
            id = try find(
                schema?.rowId ?? (columns.contains(JoinedRecords.rowIDName) ? JoinedRecords.rowIDName : nil), "row id",
                otherwise: 0)
            target = try find(schema?.targetAttributeName, "target", otherwise: columns.count - 1)
            guard columns.count >= 2, id != target else {
                throw WeatherInputError(
                    "the header needs a row id and a target", at: InputLocation(file: file.name, line: header.line),
                    remedy: "The first column is the row id, the last one the target")
            }
            while let record = reader.next() {
                try WeatherCase.checkCancellation(file.name, record.line)
                take(record, file.name)
            }
        }

        private mutating func take(_ record: CSVReader.Record, _ file: String) {
            func reject(_ reason: String, _ field: String? = nil) {
                rejected.append(Rejection(file: file, line: record.line, field: field, reason: reason))
            }
            if let fault = record.fault { return reject(fault) }
            guard record.fields.count == columns.count else {
                return reject("\(record.fields.count) fields where the header has \(columns.count)")
            }
            let text = record.fields[id].trimmedOfWhiteSpace
            guard let instant = Timestamp(rowID: text) else {
                return reject("‘\(String(text.prefix(40)))’ is not a time as YYYYMMDD-HH:MM", columns[id])
            }
            let minute = Timestamp.floorDivide(instant.milliseconds, 60_000)
            if rows.updateValue(record.fields, forKey: minute) != nil {
                reject("the record is there twice; this later one counts", columns[id])
            }
        }

        func records(hour: Int) -> JoinedRecords {
            let keys = rows.keys.sorted()
            let cells = keys.compactMap { rows[$0] }
            var places: [JoinPlace] = []
            var attributes: [AttributeColumn] = []
            for (index, name) in columns.enumerated() where index != id && index != target {
                let (prefix, field) = Table.parts(name)
                var place: Int?
                if let prefix, field != nil {
                    place = places.firstIndex { $0.prefix == prefix }
                    if place == nil {
                        place = places.count
                        places.append(JoinPlace(name: prefix, prefix: prefix))
                    }
                }
                let texts = cells.map { row in
                    field.map { WeatherCleaning.clean(row[index], of: $0) } ?? row[index].trimmedOfWhiteSpace
                }
                attributes.append(
                    AttributeColumn(
                        name: name, place: place, field: field, texts: texts,
                        numbers: texts.map { NumberSyntax.parse($0) ?? .nan }))
            }
            let own = columns[target].hasPrefix("target_") ? String(columns[target].dropFirst(7)) : columns[target]
            let (prefix, field) = Table.parts(own)
            let targetField = field ?? .tempm
            let aim = ForecastTarget(
                place: prefix ?? places.first?.prefix ?? "", field: targetField, hour: hour)
            let texts = cells.map { WeatherCleaning.clean($0[target], of: targetField) }
            let instants = keys.map { Timestamp(milliseconds: $0 &* 60_000) }
            let records = JoinedRecords(
                places: places, target: aim, instants: instants, attributes: attributes,
                noons: noons(instants, texts, attributes.first { $0.name == own }, aim),
                counts: JoinCounts(
                    rawRows: [:], duplicates: [:], instantsAnyPlace: keys.count, instantsAllPlaces: keys.count),
                targetTexts: texts)
            return records.renamingTarget(columns[target])
        }

        /// What is known of the target place's own values at the target hour.
        private func noons(
            _ instants: [Timestamp], _ targets: [String], _ own: AttributeColumn?, _ aim: ForecastTarget
        ) -> [Int: JoinedRecords.Noon] {
            var noons: [Int: JoinedRecords.Noon] = [:]
            for (row, instant) in instants.enumerated() {
                if let own, instant.millisecondOfDay == aim.hour * 3_600_000, !own.numbers[row].isNaN {
                    noons[instant.day.number] = JoinedRecords.Noon(text: own.texts[row], value: own.numbers[row])
                }
                if let value = NumberSyntax.parse(targets[row]) {
                    noons[instant.day.number + 1] = JoinedRecords.Noon(text: targets[row], value: value)
                }
            }
            return noons
        }

        /// The place's prefix and the field of a column's name.
        private static func parts(_ name: String) -> (prefix: String?, field: WeatherField?) {
            guard let line = name.lastIndex(of: "_"), line > name.startIndex,
                let field = WeatherField(name: String(name[name.index(after: line)...]))
            else { return (nil, nil) }
            return (String(name[..<line]), field)
        }
    }
}

extension Timestamp {
    /// The instant that a row id names, `YYYYMMDD-HH:MM`; nil when it is none.
    public init?(rowID text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 14, bytes[8] == 0x2D, bytes[11] == 0x3A else { return nil }
        func number(_ range: Range<Int>) -> Int? {
            var value = 0
            for byte in bytes[range] {
                guard byte >= 0x30, byte <= 0x39 else { return nil }
                value = value * 10 + Int(byte - 0x30)
            }
            return value
        }
        guard let year = number(0..<4), let month = number(4..<6), let day = number(6..<8), let hour = number(9..<11),
            let minute = number(12..<14), hour < 24, minute < 60,
            let civil = CivilDay(year: year, month: month, day: day)
        else { return nil }
        self.init(day: civil, hour: hour, minute: minute)
    }
}
