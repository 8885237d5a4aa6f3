/// The factor L of a symmetric positive definite matrix A = L L'.
struct Cholesky: Sendable {
    private let p: Int
    private var factor: [Double]

    /// Factors A + ridge·I.
    /// - Parameters:
    ///   - matrix: A, row-major, p × p; only the lower triangle is read.
    ///   - ridge: What is added to the diagonal.
    /// - Throws: `RegressionError.singular` when a pivot vanishes beside its diagonal element.
    /// - Complexity: O(p³ / 6).
    init(_ matrix: [Double], size p: Int, ridge: Double) throws(RegressionError) {
        self.p = p
        factor = matrix
        var isDefinite = true
        factor.withUnsafeMutableBufferPointer { l in
            guard let base = UnsafeMutableRawPointer(l.baseAddress) else { return }
            for i in 0..<p {
                let rowI = UnsafeRawPointer(base + i * p * 8)
                for j in 0..<i {
                    let rowJ = UnsafeRawPointer(base + j * p * 8)
                    l[i * p + j] = (l[i * p + j] - Cholesky.dot(rowI, rowJ, j)) / l[j * p + j]
                }
                let diagonal = l[i * p + i] + ridge
                let pivot = diagonal - Cholesky.dot(rowI, rowI, i)
                guard pivot > 1e-13 * diagonal, pivot.isFinite else {
                    isDefinite = false
                    return
                }
                l[i * p + i] = pivot.squareRoot()
            }
        }
        if !isDefinite { throw .singular }
    }

    /// Solves A x = b.
    /// - Complexity: O(p²).
    func solve(_ b: [Double]) -> [Double] {
        var x = b
        for i in 0..<p {
            var sum = x[i]
            for j in 0..<i { sum -= factor[i * p + j] * x[j] }
            x[i] = sum / factor[i * p + i]
        }
        for i in stride(from: p - 1, through: 0, by: -1) {
            let value = x[i] / factor[i * p + i]
            x[i] = value
            for j in 0..<i { x[j] -= factor[i * p + j] * value }
        }
        return x
    }

    @inline(__always)
    private static func dot(_ a: UnsafeRawPointer, _ b: UnsafeRawPointer, _ count: Int) -> Double {
        var s0 = SIMD4<Double>.zero
        var s1 = SIMD4<Double>.zero
        var k = 0
        while k + 8 <= count {
            s0 += a.lanes(k * 8) * b.lanes(k * 8)
            s1 += a.lanes(k * 8 + 32) * b.lanes(k * 8 + 32)
            k += 8
        }
        var sum = (s0 + s1).sum()
        while k < count {
            let x = a.loadUnaligned(fromByteOffset: k * 8, as: Double.self)
            sum += x * b.loadUnaligned(fromByteOffset: k * 8, as: Double.self)
            k += 1
        }
        return sum
    }
}
