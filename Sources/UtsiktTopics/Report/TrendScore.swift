import Glibc

/// The arithmetic of trends, the same for every counting engine; it is explained at `TopicsSnapshot.Trending`.
public enum TrendScore {
    /// How long a use is remembered, in seconds.
    public static let span: Int64 = 86_400
    /// After how many seconds half of an author is left.
    public static let halfLife: Int64 = 6 * 3_600
    /// A tag of fewer authors is not a trend.
    public static let fewestAuthors = 3
    /// How many weeks back the same hour is looked at.
    public static let weeks = 4

    /// What is left of an author so many milliseconds after the latest use.
    public static func fading(age milliseconds: Double) -> Double { exp2(-milliseconds / Double(halfLife * 1000)) }

    /// The authors that an ordinary week has.
    /// - Parameter past: The faded authors one week ago, two weeks ago, and so on, as far as the posts reach back.
    public static func expected(_ past: [Double]) -> Double {
        guard !past.isEmpty else { return 0 }
        var (sum, weights) = (0.0, 0.0)
        for (index, authors) in past.enumerated() {
            let weight = exp2(-Double(index) / 2)
            sum += weight * authors
            weights += weight
        }
        return sum / weights
    }

    /// By how many deviations of a Poisson distribution the use exceeds the expected one.
    public static func score(authorsNow: Double, expected: Double) -> Double {
        (authorsNow - expected) / (expected + 1).squareRoot()
    }
}
