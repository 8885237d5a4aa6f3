extension ForecastRun {
    /// Whether the figures of a run that was read can be those of a run: everything that shows or compares it counts with them.
    package var isPossible: Bool {
        let counts = 0...1_000_000_000
        guard [records, days, trainRows, evalRows, evalDays, columns].allSatisfy(counts.contains) else { return false }
        guard interval?.count ?? 2 == 2, coefficients.count <= 10_000 else { return false }
        guard let histogram else { return true }
        return abs(Double(histogram.firstBin)) <= 1e15 && histogram.counts.count <= 1_000_000
            && histogram.counts.allSatisfy(counts.contains)
    }
}
