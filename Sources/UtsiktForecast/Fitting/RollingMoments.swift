import CVector

/// Sums over a growing (or moving) set of training rows, from which each day's system of a rolling origin follows without
/// going through the rows again.
///
/// Every column enters twice: its value on a fixed scale with 0 where it is missing, and 1 where it is there. From the
/// products of those, the Gram matrix of the standardised, mean-imputed columns follows for any training mean and
/// deviation. Clipped values, which are few, are corrected one by one.
struct RollingMoments {
    private let raw: RawFeatures
    private let inputs: BaselineInputs
    private let clip: Double?
    /// Rows that may train, ascending; positions below are indices into them.
    private let rows: [Int]
    private let p: Int
    private let shift: [Double]
    private let scale: [Double]
    /// The mean of all targets: sums are of what is beyond it, so that equal targets have exactly their mean.
    private let common: Double
    /// Each column's positions from the smallest value to the largest; empty without clipping.
    private let order: [[Int32]]
    /// The sums, row-major; only the lower triangle counts.
    private var sums: [Double]
    private let n: Int
    /// The positions that train now.
    private(set) var range = 0..<0

    // Places behind the columns and their masks.
    private var one: Int { 2 * p }
    private var targetColumn: Int { 2 * p + 1 }
    private var changeColumn: Int { 2 * p + 2 }
    private var startless: Int { 2 * p + 3 }
    private func hourColumn(_ hour: Int) -> Int { 2 * p + 4 + hour }

    /// Makes empty sums over rows that have a target.
    init(_ raw: RawFeatures, _ inputs: BaselineInputs, rows: [Int], clip: Double?) {
        self.raw = raw
        self.inputs = inputs
        self.rows = rows
        self.clip = clip
        p = raw.columns.count
        let width = 2 * p + 28
        n = (width + 3) / 4 * 4
        sums = Array(repeating: 0, count: n * n)
        var shift: [Double] = []
        var scale: [Double] = []
        for column in raw.columns {
            let present = rows.map { column[$0] }.filter { !$0.isNaN }
            let mean = Statistics.mean(present)
            let deviation = Statistics.sdPop(present)
            shift.append(mean.isFinite ? mean : 0)
            scale.append(deviation.isFinite && deviation > 1e-12 * max(1, abs(mean)) ? deviation : 1)
        }
        self.shift = shift
        self.scale = scale
        let common = Statistics.mean(rows.map { inputs.targets[$0] })
        self.common = common.isFinite ? common : 0
        order =
            clip == nil
            ? []
            : raw.columns.map { column in
                rows.indices.filter { !column[rows[$0]].isNaN }.sorted { column[rows[$0]] < column[rows[$1]] }
                    .map { Int32($0) }
            }
    }

    /// Lets other positions train; days are added at the end and taken away at the start.
    mutating func move(to new: Range<Int>) {
        if new.upperBound > range.upperBound { add(max(range.upperBound, range.lowerBound)..<new.upperBound, sign: 1) }
        if new.lowerBound > range.lowerBound { add(range.lowerBound..<new.lowerBound, sign: -1) }
        range = new
    }

    private mutating func add(_ positions: Range<Int>, sign: Double) {
        guard !positions.isEmpty else { return }
        var block = PanelMatrix(rows: positions.count, columns: n)
        for (r, position) in positions.enumerated() {
            let row = rows[position]
            for i in 0..<p {
                let value = raw.columns[i][row]
                if value.isNaN { continue }
                block.set(r, i, (value - shift[i]) / scale[i])
                block.set(r, p + i, 1)
            }
            let start = inputs.start(row)
            block.set(r, one, 1)
            block.set(r, targetColumn, inputs.targets[row] - common)
            block.set(r, changeColumn, inputs.targets[row] - (start.isNaN ? 0 : start))
            block.set(r, startless, start.isNaN ? 1 : 0)
            block.set(r, hourColumn(inputs.hours[row]), 1)
        }
        if sign > 0 {
            cv_gram(block.storage, positions.count, block.panels, &sums)
        } else {
            var part = Array(repeating: 0.0, count: n * n)
            cv_gram(block.storage, positions.count, block.panels, &part)
            cv_axpy(-1, part, part.count, &sums)
        }
    }

    /// What the training rows of now lead to.
    struct Fold {
        var trainRows: [Int]
        var standardizer: Standardizer
        var baselines: Baselines
        var plain: LinearSystem
        var corrected: LinearSystem
    }

    /// The systems of the rows that train now; nil when there are none.
    func fold() -> Fold? {
        let count = Double(range.count)
        guard !range.isEmpty else { return nil }
        let beyond = at(targetColumn, one) / count
        let mean = common + beyond
        let offsets = (0..<24).map { hour -> Double in
            let column = hourColumn(hour)
            let rows = at(column, one)
            return rows > 0.5 ? (at(column, changeColumn) - mean * at(column, startless)) / rows : 0
        }
        let baselines = Baselines(inputs, mean: mean, hourOffsets: offsets)
        var centres: [Double] = []
        var spreads: [Double] = []
        for i in 0..<p {
            let (centre, spread) = moment(i, count)
            centres.append(centre)
            spreads.append(spread)
        }
        var moments: [(mean: Double, deviation: Double)] = []
        for i in 0..<p { moments.append((shift[i] + scale[i] * centres[i], scale[i] * spreads[i])) }
        let standardizer = Standardizer(names: raw.names, moments: moments, clip: clip)
        let kept = standardizer.kept
        let system = Kept(index: kept, centre: kept.map { centres[$0] }, spread: kept.map { spreads[$0] })
        var gram = products(system)
        var plain = cross(system) { at(targetColumn, $0) }
        var corrected = cross(system) { place in
            var product = at(changeColumn, place) - mean * at(startless, place)
            for hour in 0..<24 where offsets[hour] != 0 { product -= offsets[hour] * at(hourColumn(hour), place) }
            return product
        }
        let shifted = correct(&gram, &plain, &corrected, system, standardizer, baselines)
        SquareMatrix.mirror(&gram, size: kept.count)
        let centred = CentredGram(gram: gram, sums: shifted, rows: range.count)
        let total = at(targetColumn, targetColumn) - count * beyond * beyond
        func make(_ cross: [Double], _ mean: Double) -> LinearSystem {
            LinearSystem(
                size: kept.count, rows: range.count, gram: centred.values, cross: cross,
                columnMeans: centred.columnMeans, mean: mean, total: total)
        }
        return Fold(
            trainRows: Array(rows[range]), standardizer: standardizer, baselines: baselines,
            plain: make(plain, mean), corrected: make(corrected, 0))
    }

    /// The kept columns on the fixed scale.
    private struct Kept {
        var index: [Int]
        var centre: [Double]
        var spread: [Double]
    }

    private func at(_ i: Int, _ j: Int) -> Double { i >= j ? sums[i * n + j] : sums[j * n + i] }

    private func moment(_ i: Int, _ count: Double) -> (centre: Double, spread: Double) {
        let present = at(p + i, p + i)
        guard present > 0.5 else { return (.nan, .nan) }
        let centre = at(p + i, i) / present
        let variance = (at(i, i) - present * centre * centre) / count
        if variance > 1e-8 * max(1, centre * centre) { return (centre, variance.squareRoot()) }
        // A difference of large sums tells nothing here: go through the rows, as constant columns must be found out.
        let column = raw.columns[i]
        var (sum, squares, values) = (0.0, 0.0, 0.0)
        for position in range where !column[rows[position]].isNaN {
            sum += (column[rows[position]] - shift[i]) / scale[i]
            values += 1
        }
        let exact = sum / values
        for position in range where !column[rows[position]].isNaN {
            let difference = (column[rows[position]] - shift[i]) / scale[i] - exact
            squares += difference * difference
        }
        return (exact, (squares / count).squareRoot())
    }

    private func products(_ kept: Kept) -> [Double] {
        let size = kept.index.count
        var gram = Array(repeating: 0.0, count: size * size)
        sums.withUnsafeBufferPointer { s in
            for (k, i) in kept.index.enumerated() {
                let (ci, si) = (kept.centre[k], kept.spread[k])
                for l in 0...k {
                    let (j, cj) = (kept.index[l], kept.centre[l])
                    let product =
                        s[i * n + j] - cj * s[(p + j) * n + i] - ci * s[(p + i) * n + j]
                        + ci * cj * s[(p + i) * n + p + j]
                    gram[k * size + l] = product / (si * kept.spread[l])
                }
            }
        }
        return gram
    }

    private func cross(_ kept: Kept, _ product: (Int) -> Double) -> [Double] {
        kept.index.indices.map { k in
            (product(kept.index[k]) - kept.centre[k] * product(p + kept.index[k])) / kept.spread[k]
        }
    }

    /// Takes clipped values into account.
    /// - Returns: The columns' sums, which are no longer zero.
    private func correct(
        _ gram: inout [Double], _ plain: inout [Double], _ corrected: inout [Double], _ kept: Kept,
        _ standardizer: Standardizer, _ baselines: Baselines
    ) -> [Double] {
        let size = kept.index.count
        var shifted = Array(repeating: 0.0, count: size)
        guard let clip else { return shifted }
        var excess: [Int: [(column: Int, delta: Double)]] = [:]
        for (k, i) in kept.index.enumerated() {
            func standard(_ position: Int32) -> Double {
                (raw.columns[i][rows[Int(position)]] - standardizer.means[k]) / standardizer.deviations[k]
            }
            func take(_ position: Int32, _ delta: Double) {
                if range.contains(Int(position)) { excess[Int(position), default: []].append((k, delta)) }
            }
            for position in order[i] {
                let z = standard(position)
                if z >= -clip { break }
                take(position, -clip - z)
            }
            for position in order[i].reversed() {
                let z = standard(position)
                if z <= clip { break }
                take(position, clip - z)
            }
        }
        guard !excess.isEmpty else { return shifted }
        var change = Array(repeating: 0.0, count: size * size)
        // Sorted, so that equal data give equal sums.
        for (position, entries) in excess.sorted(by: { $0.key < $1.key }) {
            let row = rows[position]
            var z = kept.index.indices.map { k -> Double in
                let value = raw.columns[kept.index[k]][row]
                return value.isNaN ? 0 : (value - standardizer.means[k]) / standardizer.deviations[k]
            }
            for (k, delta) in entries { z[k] += delta / 2 }
            let target = inputs.targets[row]
            let rest = target - baselines.hour(row)
            change.withUnsafeMutableBufferPointer { change in
                guard let start = change.baseAddress else { return }
                for (k, delta) in entries { cv_axpy(delta, z, size, start + k * size) }
            }
            for (k, delta) in entries {
                shifted[k] += delta
                plain[k] += delta * (target - baselines.mean)
                corrected[k] += delta * rest
            }
        }
        for k in 0..<size { for l in 0...k { gram[k * size + l] += change[k * size + l] + change[l * size + k] } }
        return shifted
    }
}
