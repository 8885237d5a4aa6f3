/// Small statistics on arrays.
enum Statistics {
    /// The mean; NaN without values. The mean of equal values is that value: what the division rounds off is added again.
    static func mean(_ x: [Double]) -> Double {
        if x.isEmpty { return .nan }
        let rough = x.reduce(0, +) / Double(x.count)
        return rough.isFinite ? rough + x.reduce(0) { $0 + ($1 - rough) } / Double(x.count) : rough
    }

    /// The value; nil when it is infinite or no number, which JSON cannot hold.
    static func finite(_ value: Double?) -> Double? { value.flatMap { $0.isFinite ? $0 : nil } }

    static func median(sorted x: [Double]) -> Double? {
        guard !x.isEmpty else { return nil }
        return x.count % 2 == 1 ? x[x.count / 2] : (x[x.count / 2 - 1] + x[x.count / 2]) / 2
    }

    static func sdPop(_ x: [Double]) -> Double {
        let mean = mean(x)
        return (x.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(1, x.count))).squareRoot()
    }

    /// The quantile of a sorted array, type 7 of Hyndman and Fan (1996): linear between order statistics.
    static func quantile(sorted x: [Double], _ p: Double) -> Double {
        guard let last = x.last, x.count > 1 else { return x.first ?? .nan }
        let h = p * Double(x.count - 1)
        let i = min(max(0, Int(h)), x.count - 1)
        return i + 1 < x.count ? x[i] + (h - Double(i)) * (x[i + 1] - x[i]) : last
    }

    /// Pearson's correlation; nil when either side is constant or empty.
    static func correlation(_ x: [Double], _ y: [Double]) -> Double? {
        guard let x0 = x.first, let y0 = y.first, x.contains(where: { $0 != x0 }), y.contains(where: { $0 != y0 })
        else {
            return nil
        }
        let (mx, my) = (mean(x), mean(y))
        var (sxx, syy, sxy) = (0.0, 0.0, 0.0)
        for (a, b) in zip(x, y) {
            sxx += (a - mx) * (a - mx)
            syy += (b - my) * (b - my)
            sxy += (a - mx) * (b - my)
        }
        let r = sxy / (sxx * syy).squareRoot()
        return r.isFinite ? r : nil
    }
}
