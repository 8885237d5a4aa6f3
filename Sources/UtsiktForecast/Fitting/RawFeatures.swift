import UtsiktBase

/// The columns of an encoding before standardising: one value a joined record, NaN where missing.
struct RawFeatures: Sendable {
    /// The columns' names.
    var names: [String] = []
    /// The columns, each over all given rows.
    var columns: [[Double]] = []
    /// What switches each column off besides its own name: its attribute, or the group before its equals sign.
    var sources: [String] = []

    mutating func append(_ name: String, _ values: [Double], from source: String? = nil) {
        names.append(name)
        columns.append(values)
        sources.append(source ?? name)
    }
}

extension RawFeatures {
    /// Builds the columns of an encoding over all joined records.
    /// - Parameters:
    ///   - trainRows: What categories and quantile edges are taken from; the other encodings do not look at it.
    ///   - bins: The number of quantile bins.
    static func build(
        _ records: JoinedRecords, _ encoding: Encoding, trainRows: [Int], bins: Int = 50
    ) -> RawFeatures {
        var features = RawFeatures()
        switch encoding {
        case .numeric: features.appendNumeric(records)
        case .onehot:
            features.appendNumeric(records)
            features.appendCategories(records, trainRows)
        case .weather: features.appendWeather(records)
        case .history:
            features.appendWeather(records)
            features.appendHistory(records)
        case .quantile: features.appendQuantiles(records, trainRows, bins)
        }
        return features
    }

    /// The columns that are not switched off, of a list of indices, as positions in that list.
    func active(_ kept: [Int], without excluded: Set<String>) -> [Int] {
        if excluded.isEmpty { return Array(kept.indices) }
        return kept.indices.filter { !excluded.contains(names[kept[$0]]) && !excluded.contains(sources[kept[$0]]) }
    }

    /// Whether an encoding's columns depend on which rows train.
    static func dependsOnTraining(_ encoding: Encoding) -> Bool { encoding == .onehot || encoding == .quantile }

    private mutating func appendNumeric(_ records: JoinedRecords) {
        for attribute in records.attributes where attribute.isNumber { append(attribute.name, attribute.numbers) }
    }

    private mutating func appendCategories(_ records: JoinedRecords, _ trainRows: [Int]) {
        for attribute in records.attributes where attribute.type == .categorical {
            var levels: Set<CodePoints> = []
            for row in trainRows where !attribute.texts[row].isEmpty { levels.insert(CodePoints(attribute.texts[row])) }
            var index: [CodePoints: Int] = [:]
            let sorted = levels.sorted()
            for (i, level) in sorted.enumerated() { index[level] = i }
            var columns = sorted.map { _ in Array(repeating: 0.0, count: attribute.texts.count) }
            for (row, text) in attribute.texts.enumerated() where !text.isEmpty {
                if let i = index[CodePoints(text)] { columns[i][row] = 1 }
            }
            for (level, column) in zip(sorted, columns) {
                append("\(attribute.name)=\(level.text)", column, from: attribute.name)
            }
        }
    }

    private mutating func appendWeather(_ records: JoinedRecords) {
        for attribute in records.attributes where attribute.isNumber {
            guard attribute.field == .wdird, let place = attribute.place,
                let speed = records.column(place: place, .wspdm)?.numbers
            else {
                append(attribute.name, attribute.numbers)
                continue
            }
            let prefix = records.places[place].prefix
            let parts = zip(attribute.numbers, speed).map { direction, speed -> (Double, Double) in
                if speed == 0 { return (0, 0) }
                let angle = direction * .pi / 180
                return (speed * Trigonometry.sine(angle), speed * Trigonometry.cosine(angle))
            }
            append("\(prefix)_wind_sin", parts.map(\.0), from: attribute.name)
            append("\(prefix)_wind_cos", parts.map(\.1), from: attribute.name)
        }
        let hours = records.instants.map(\.hour)
        for hour in 0..<24 {
            append("hour=" + Timestamp.padded(hour, 2), hours.map { $0 == hour ? 1 : 0 }, from: "hour")
        }
    }

    private mutating func appendHistory(_ records: JoinedRecords) {
        guard let own = records.targetPlaceColumn(records.target.field)?.numbers,
            let pressure = records.targetPlaceColumn(.pressurem)?.numbers
        else { return }
        let minutes = records.instants.map { Timestamp.floorDivide($0.milliseconds, 60_000) }
        var rowOf: [Int64: Int] = [:]
        rowOf.reserveCapacity(minutes.count)
        for (row, minute) in minutes.enumerated() { rowOf[minute] = row }
        func back(_ values: [Double], _ row: Int, hours: Int64) -> Double {
            rowOf[minutes[row] - hours * 60].map { values[$0] } ?? .nan
        }
        let rows = records.instants.indices
        let t24 = rows.map { back(own, $0, hours: 24) }
        append("t24", t24)
        append("dt24", rows.map { own[$0] - t24[$0] })
        append("noon0", rows.map { records.noons[records.lastNoonDay($0)]?.value ?? .nan })
        append("noon1", rows.map { records.noons[records.lastNoonDay($0) - 1]?.value ?? .nan })
        append("dp3", rows.map { pressure[$0] - back(pressure, $0, hours: 3) })
        append("dp24", rows.map { pressure[$0] - back(pressure, $0, hours: 24) })
        append(
            "mean24",
            rows.map { row in
                var sum = 0.0
                var count = 0
                for hours in 0..<24 {
                    let value = back(own, row, hours: Int64(hours))
                    if !value.isNaN { (sum, count) = (sum + value, count + 1) }
                }
                return count == 0 ? .nan : sum / Double(count)
            })
        let angles = records.instants.map { 2 * Double.pi * Double($0.day.dayOfYear) / 365.25 }
        append("doy_sin", angles.map(Trigonometry.sine))
        append("doy_cos", angles.map(Trigonometry.cosine))
    }

    /// The 2015 service's default recipe: quantile bins of the numeric attributes, binary and categorical ones one-hot.
    ///
    /// Edges are at the training quantiles i/n, the smallest and the largest value among them, equal ones once; a bin holds
    /// its lower edge, so the largest value has one of its own, and what is below the smallest one falls into none.
    private mutating func appendQuantiles(_ records: JoinedRecords, _ trainRows: [Int], _ bins: Int) {
        let bins = min(max(bins, 2), 1000)
        for attribute in records.attributes where attribute.type == .binary {
            append(attribute.name, attribute.numbers)
        }
        for attribute in records.attributes where attribute.type == .numeric {
            let sorted = trainRows.map { attribute.numbers[$0] }.filter { !$0.isNaN }.sorted()
            var edges: [Double] = []
            if !sorted.isEmpty {
                for i in 0...bins {
                    let edge = Statistics.quantile(sorted: sorted, Double(i) / Double(bins))
                    if edges.last != edge { edges.append(edge) }
                }
            }
            var columns = (0...(edges.count + 1)).map { _ in Array(repeating: 0.0, count: attribute.numbers.count) }
            for (row, value) in attribute.numbers.enumerated() {
                let bin = value.isNaN ? edges.count + 1 : edges.partitioningIndex { $0 > value }
                columns[bin][row] = 1
            }
            for bin in 0...edges.count {
                append("\(attribute.name)=q" + Timestamp.padded(bin, 2), columns[bin], from: attribute.name)
            }
            append("\(attribute.name)=missing", columns[edges.count + 1], from: attribute.name)
        }
        appendCategories(records, trainRows)
    }
}

extension AttributeColumn {
    /// Whether models take it as a number.
    var isNumber: Bool { type == .numeric || type == .binary }
}

extension Array {
    /// The first index whose element fulfils a predicate that holds for a tail of the array.
    func partitioningIndex(_ isInTail: (Element) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if isInTail(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
