import CVector

/// A matrix of doubles laid out for the Gram product: panels of four columns, each panel row by row.
///
/// Four neighbouring columns of a row are one vector register, and a product of two panels streams both from front to
/// back, so the kernels (CVector) need no gather.
struct PanelMatrix: Sendable {
    /// Rows.
    let rows: Int
    /// Columns; the storage is padded with zero columns to a multiple of four.
    let columns: Int
    /// Element (r, c) is at `((c / 4) * rows + r) * 4 + c % 4`.
    private(set) var storage: [Double]

    /// Panels of four columns.
    var panels: Int { (columns + 3) / 4 }
    /// Columns rounded up to whole panels.
    var paddedColumns: Int { panels * 4 }

    /// Makes a matrix of zeros.
    init(rows: Int, columns: Int) {
        self.rows = rows
        self.columns = columns
        storage = Array(repeating: 0, count: (columns + 3) / 4 * 4 * rows)
    }

    /// Fills a panel with the standardised values of some rows of its columns; missing values become 0, the mean.
    /// - Parameters:
    ///   - raw: One to four columns.
    ///   - index: As many rows as the matrix has.
    /// - Complexity: O(rows).
    mutating func setPanel(
        _ panel: Int, from raw: [[Double]], rows index: [Int], means: [Double], deviations: [Double], limit: Double
    ) {
        guard let last = raw.last, index.count == rows else { return }
        // What fills the panel up is not a number, and so 0.
        let padding = Array(repeating: Double.nan, count: 4 - raw.count)
        func column(_ k: Int) -> [Double] { k < raw.count ? raw[k] : last }
        let rows = rows
        storage.withUnsafeMutableBufferPointer { out in
            guard let start = out.baseAddress else { return }
            cv_standard_panel(
                column(0), column(1), column(2), column(3), index, rows, means + padding, deviations + padding, limit,
                start + panel * rows * 4)
        }
    }

    /// One element.
    subscript(row: Int, column: Int) -> Double { storage[((column / 4) * rows + row) * 4 + column % 4] }

    /// The product with a vector: one value a row.
    /// - Complexity: O(rows × columns).
    func times(_ vector: [Double], plus constant: Double = 0) -> [Double] {
        var weights = vector
        weights.append(contentsOf: repeatElement(0, count: max(0, paddedColumns - vector.count)))
        return [Double](unsafeUninitializedCapacity: rows) { out, count in
            count = rows
            guard let place = out.baseAddress else { return }
            storage.withUnsafeBufferPointer { x in
                guard let start = x.baseAddress, panels > 0 else {
                    out.initialize(repeating: constant)
                    return
                }
                cv_times(start, rows, panels, weights, constant, place)
            }
        }
    }

    /// The product of the transpose with a vector: one value a column.
    /// - Complexity: O(rows × columns).
    func transposeTimes(_ vector: [Double]) -> [Double] {
        var result = Array(repeating: 0.0, count: paddedColumns)
        if rows > 0, panels > 0 { cv_transpose_times(storage, rows, panels, vector, &result) }
        result.removeLast(paddedColumns - columns)
        return result
    }

    /// The Gram matrix X'X, full and symmetric, row-major, `columns` × `columns`.
    /// - Complexity: O(rows × columns² / 2).
    func gram() -> [Double] {
        let (p, n) = (columns, paddedColumns)
        guard rows > 0, p > 0 else { return Array(repeating: 0, count: p * p) }
        var result = Array(repeating: 0.0, count: n * n)
        cv_gram(storage, rows, panels, &result)
        if n != p {
            result.withUnsafeMutableBufferPointer { g in
                for r in 1..<p { for c in 0...r { g[r * p + c] = g[r * n + c] } }
            }
            result.removeLast(n * n - p * p)
        }
        SquareMatrix.mirror(&result, size: p)
        return result
    }

    /// Sets one element.
    mutating func set(_ row: Int, _ column: Int, _ value: Double) {
        storage[((column / 4) * rows + row) * 4 + column % 4] = value
    }

    /// Some of the columns, ascending.
    func part(_ indices: [Int]) -> PanelMatrix {
        if indices.count == columns { return self }
        var result = PanelMatrix(rows: rows, columns: indices.count)
        for (k, column) in indices.enumerated() { for r in 0..<rows { result.set(r, k, self[r, column]) } }
        return result
    }

    /// The elements row by row, `paddedColumns` a row.
    func rowMajor() -> [Double] {
        guard rows > 0, panels > 0 else { return [] }
        return [Double](unsafeUninitializedCapacity: rows * paddedColumns) { out, count in
            count = rows * paddedColumns
            guard let place = out.baseAddress else { return }
            cv_rows_of_panels(storage, rows, panels, place)
        }
    }
}

/// Square matrices as row-major arrays.
enum SquareMatrix {
    /// Copies what is below the diagonal to above it, in blocks that stay in the cache.
    static func mirror(_ matrix: inout [Double], size p: Int) {
        matrix.withUnsafeMutableBufferPointer { g in
            let block = 16
            for top in stride(from: 0, to: p, by: block) {
                for left in stride(from: 0, through: top, by: block) {
                    for r in top..<min(top + block, p) {
                        for c in left..<min(left + block, r) { g[c * p + r] = g[r * p + c] }
                    }
                }
            }
        }
    }

    /// The rows and columns of an ascending list of indices.
    static func part(_ matrix: [Double], size p: Int, _ indices: [Int]) -> [Double] {
        if indices.count == p { return matrix }
        return [Double](unsafeUninitializedCapacity: indices.count * indices.count) { out, count in
            var place = 0
            matrix.withUnsafeBufferPointer { g in
                for i in indices {
                    for j in indices {
                        out[place] = g[i * p + j]
                        place += 1
                    }
                }
            }
            count = place
        }
    }
}
