import UtsiktCore

#if canImport(Glibc)
    import Glibc
#else
    import Foundation
#endif

/// When people post: the hours of the day weighed by how awake an account's zone is.
struct Rhythm {
    /// The weights of the 24 local hours; their sum is 24.
    private static let weights: [Double] = {
        let raw: [Double] = [
            5, 2, 1, 1, 1, 2, 6, 14, 22, 26, 26, 25, 24, 26, 27, 26, 25, 24, 23, 24, 25, 24, 18, 10,
        ]
        let sum = raw.reduce(0, +)
        return raw.map { $0 * 24 / sum }
    }()

    /// Hours that local time is ahead of UTC.
    let zone: Int64

    /// The instant so many waking hours before another, both in seconds since 1970.
    func back(_ hours: Double, from seconds: Int64) -> Int64 {
        var left = min(max(0, hours), 100_000)
        // A whole day holds 24 waking hours wherever it starts.
        let days = Int64(bounded: left / 24)
        left -= Double(days) * 24
        var at = seconds - days * 86_400
        while left > 0 {
            let local = at + zone * 3600
            let hour = Int(((local / 3600) % 24 + 24) % 24)
            let inHour = Double((local % 3600 + 3600) % 3600) + 1
            let weight = Rhythm.weights[hour]
            let available = weight * inHour / 3600
            if available >= left { return at - Int64(bounded: left / weight * 3600) }
            left -= available
            at -= Int64(bounded: inHour)
        }
        return at
    }

    /// Waking hours between two posts of an account, from a uniform draw: log-normal around twelve hours.
    static func gap(_ draw: Double) -> Double {
        // The logistic quantile stands in for the normal one; its tails are a little heavier.
        let u = min(max(draw, 1e-6), 1 - 1e-6)
        return min(720, 12 * exp(0.85 * log(u / (1 - u))))
    }

    /// An exponential draw of mean one from a uniform one.
    static func exponential(_ draw: Double) -> Double { -log(1 - min(max(draw, 0), 1 - 1e-12)) }
}
