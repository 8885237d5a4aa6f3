/// A matrix of doubles laid out for the Gram product: panels of four columns, each panel row by row.
///
/// Four neighbouring columns of a row are one vector register pair, and a product of two panels streams both from front to
/// back, so the loops below need no gather and no processor-specific code.
struct PanelMatrix: Sendable {
    /// Rows.
    let rows: Int
    /// Columns; the storage is padded with zero columns to a multiple of four.
    let columns: Int
    /// Element (r, c) is at `((c / 4) * rows + r) * 4 + c % 4`.
    private(set) var storage: [Double]

    /// Columns rounded up to whole panels.
    var paddedColumns: Int { (columns + 3) / 4 * 4 }

    /// Makes a matrix of zeros.
    init(rows: Int, columns: Int) {
        self.rows = rows
        self.columns = columns
        storage = Array(repeating: 0, count: (columns + 3) / 4 * 4 * rows)
    }

    /// Fills a column; `values` gives one value a row.
    mutating func setColumn(_ column: Int, _ values: (Int) -> Double) {
        let start = (column / 4) * rows * 4 + column % 4
        let rows = rows
        storage.withUnsafeMutableBufferPointer { buffer in
            for r in 0..<rows { buffer[start + r * 4] = values(r) }
        }
    }

    /// One element.
    subscript(row: Int, column: Int) -> Double { storage[((column / 4) * rows + row) * 4 + column % 4] }

    /// The product with a vector: one value a row.
    /// - Complexity: O(rows × columns).
    func times(_ vector: [Double], plus constant: Double = 0) -> [Double] {
        var result = Array(repeating: constant, count: rows)
        let rows = rows
        storage.withUnsafeBufferPointer { buffer in
            result.withUnsafeMutableBufferPointer { out in
                guard let base = UnsafeRawPointer(buffer.baseAddress) else { return }
                for panel in 0..<(paddedColumns / 4) {
                    var weights = SIMD4<Double>.zero
                    for k in 0..<4 where panel * 4 + k < columns { weights[k] = vector[panel * 4 + k] }
                    if weights == .zero { continue }
                    let start = base + panel * rows * 32
                    for r in 0..<rows {
                        out[r] += (start.lanes(r * 32) * weights).sum()
                    }
                }
            }
        }
        return result
    }

    /// The product of the transpose with a vector: one value a column.
    /// - Complexity: O(rows × columns).
    func transposeTimes(_ vector: [Double]) -> [Double] {
        var result: [Double] = []
        result.reserveCapacity(paddedColumns)
        let rows = rows
        storage.withUnsafeBufferPointer { buffer in
            vector.withUnsafeBufferPointer { v in
                guard let base = UnsafeRawPointer(buffer.baseAddress) else { return }
                for panel in 0..<(paddedColumns / 4) {
                    var sum = SIMD4<Double>.zero
                    let start = base + panel * rows * 32
                    for r in 0..<rows {
                        sum += start.lanes(r * 32) * v[r]
                    }
                    for k in 0..<4 { result.append(sum[k]) }
                }
            }
        }
        return rows == 0 ? Array(repeating: 0, count: columns) : Array(result.prefix(columns))
    }

    /// The Gram matrix X'X, full and symmetric, row-major, `columns` × `columns`.
    ///
    /// Tiles of 4 × 4 accumulate in eight SSE2 registers over blocks of rows that fit the second-level cache.
    /// - Complexity: O(rows × columns² / 2).
    func gram() -> [Double] {
        let p = columns
        var result = Array(repeating: 0.0, count: p * p)
        guard rows > 0, p > 0 else { return result }
        let panels = paddedColumns / 4
        let block = 256
        storage.withUnsafeBufferPointer { buffer in
            result.withUnsafeMutableBufferPointer { out in
                guard let base = UnsafeRawPointer(buffer.baseAddress) else { return }
                for first in stride(from: 0, to: rows, by: block) {
                    let count = min(block, rows - first)
                    for i in 0..<panels {
                        let a = base + (i * rows + first) * 32
                        for j in 0...i {
                            let b = base + (j * rows + first) * 32
                            let tile = PanelMatrix.tile(a, b, count)
                            PanelMatrix.add(tile, to: out, p, i * 4, j * 4)
                        }
                    }
                }
                for r in 0..<p { for c in 0..<r { out[c * p + r] = out[r * p + c] } }
            }
        }
        return result
    }

    private typealias Tile = (SIMD4<Double>, SIMD4<Double>, SIMD4<Double>, SIMD4<Double>)

    @inline(__always)
    private static func tile(_ a: UnsafeRawPointer, _ b: UnsafeRawPointer, _ count: Int) -> Tile {
        var s0 = SIMD4<Double>.zero
        var s1 = SIMD4<Double>.zero
        var s2 = SIMD4<Double>.zero
        var s3 = SIMD4<Double>.zero
        for r in 0..<count {
            let x = a.lanes(r * 32)
            let y = b.lanes(r * 32)
            s0 += y * x[0]
            s1 += y * x[1]
            s2 += y * x[2]
            s3 += y * x[3]
        }
        return (s0, s1, s2, s3)
    }

    /// Adds a tile's lower part at (row, column), leaving out the padding.
    @inline(__always)
    private static func add(
        _ tile: Tile, to out: UnsafeMutableBufferPointer<Double>, _ p: Int, _ row: Int, _ column: Int
    ) {
        let sums = [tile.0, tile.1, tile.2, tile.3]
        for k in 0..<4 where row + k < p {
            for l in 0..<4 where column + l < p && column + l <= row + k {
                out[(row + k) * p + column + l] += sums[k][l]
            }
        }
    }
}

extension UnsafeRawPointer {
    /// Four doubles at a byte offset.
    @inline(__always)
    func lanes(_ offset: Int) -> SIMD4<Double> { (self + offset).loadUnaligned(as: SIMD4<Double>.self) }
}
