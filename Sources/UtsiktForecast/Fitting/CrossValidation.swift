/// Ridge's penalty chosen by cross-validation over blocks of whole days, never by rows: records of a day share a target.
public struct CrossValidation: Sendable, Hashable {
    /// The penalties tried.
    public let grid: [Double]
    /// The pooled root mean squared error of each.
    public let rmse: [Double]
    /// The penalty with the smallest error, the first of equals.
    public let chosen: Double

    /// Tries the grid. The matrix stays standardised on all training rows; for each block X and y are centred anew on the
    /// other blocks' rows. The Gram matrices of the blocks add up, so the rows are gone through once.
    /// - Throws: `RegressionError.noEvaluationRows` below two days.
    init(
        _ prepared: PreparedFit, records: JoinedRecords, isCorrected: Bool, columns active: [Int],
        grid: [Double] = Lambda.grid
    ) throws(RegressionError) {
        let rows = prepared.trainRows
        let days = JoinedRecords.distinct(rows.map { records.days[$0] }.sorted())
        guard days.count >= 2 else { throw .noEvaluationRows(days: days.count) }
        var blockOfDay: [Int: Int] = [:]
        for (i, day) in days.enumerated() { blockOfDay[day] = i * 5 / days.count }
        var y = zip(prepared.targets, rows).map { isCorrected ? $0 - prepared.baselines.hour($1) : $0 }
        // Every block is centred anew: what all have in common only costs digits, and equal targets make equal errors.
        let common = Statistics.mean(y)
        for i in y.indices { y[i] -= common }
        var blocks: [Int: [Int]] = [:]
        for (i, row) in rows.enumerated() { blocks[blockOfDay[records.days[row]] ?? 0, default: []].append(i) }
        let parts = blocks.keys.sorted().map { key in
            Part(prepared, indices: blocks[key] ?? [], y: y)
        }
        let p = prepared.matrix.columns
        var squares = Array(repeating: 0.0, count: grid.count)
        for held in parts.indices {
            if Task.isCancelled { throw .cancelled }
            let system = Part.sum(parts, without: held, columns: p).system(columns: p).part(active)
            for (g, lambda) in grid.enumerated() {
                let b = try system.ridge(lambda)
                var weights = Array(repeating: 0.0, count: p)
                for (value, column) in zip(b, active) { weights[column] = value }
                let predicted = parts[held].matrix.times(weights, plus: system.intercept(b))
                for (prediction, target) in zip(predicted, parts[held].y) {
                    let residual = Residual.of(prediction, target: target)
                    squares[g] += residual * residual
                }
            }
        }
        let rmse = squares.map { ($0 / Double(rows.count)).squareRoot() }
        self.grid = grid
        self.rmse = rmse
        // What differs by rounding only is equal: blocks of one day each have no slope to learn, whatever the penalty.
        let least = (rmse.min() ?? 0) * (1 + 1e-12)
        let best = rmse.firstIndex { $0 <= least } ?? 0
        chosen = grid.indices.contains(best) ? grid[best] : 1000
    }

    /// One block's rows and their sums.
    private struct Part {
        var matrix: PanelMatrix
        var y: [Double]
        var rows: Int
        var gram: [Double]
        var sums: [Double]
        var cross: [Double]
        var sum: Double

        init(_ prepared: PreparedFit, indices: [Int], y all: [Double]) {
            let rows = indices.map { prepared.trainRows[$0] }
            matrix = prepared.standardizer.matrix(prepared.raw, rows: rows)
            y = indices.map { all[$0] }
            self.rows = indices.count
            gram = matrix.gram()
            sums = matrix.transposeTimes(Array(repeating: 1, count: indices.count))
            cross = matrix.transposeTimes(y)
            sum = y.reduce(0, +)
        }

        private init(columns p: Int) {
            matrix = PanelMatrix(rows: 0, columns: p)
            y = []
            rows = 0
            gram = Array(repeating: 0, count: p * p)
            sums = Array(repeating: 0, count: p)
            cross = Array(repeating: 0, count: p)
            sum = 0
        }

        static func sum(_ parts: [Part], without held: Int, columns p: Int) -> Part {
            var result = Part(columns: p)
            for (index, part) in parts.enumerated() where index != held {
                for i in part.gram.indices { result.gram[i] += part.gram[i] }
                for i in 0..<p {
                    result.sums[i] += part.sums[i]
                    result.cross[i] += part.cross[i]
                }
                result.rows += part.rows
                result.sum += part.sum
            }
            return result
        }

        func system(columns p: Int) -> LinearSystem {
            let mean = sum / Double(max(1, rows))
            let centred = CentredGram(gram: gram, sums: sums, rows: max(1, rows))
            return LinearSystem(
                size: p, rows: rows, gram: centred.values, cross: zip(cross, sums).map { $0 - mean * $1 },
                columnMeans: centred.columnMeans, mean: mean, total: 0)
        }
    }
}
