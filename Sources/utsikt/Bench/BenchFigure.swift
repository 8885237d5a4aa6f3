import UtsiktScreen

/// One measured claim: ours, and what the same run measured next to it.
struct BenchFigure: Encodable, Sendable {
    /// The bench's name on the command line.
    var bench: String
    /// What was measured, in words.
    var what: String
    /// The unit of every value of this figure.
    var unit: String
    /// Our value.
    var value: Double
    /// Whether a larger value is better.
    var largerIsBetter: Bool
    /// What ours is compared with: the floor (what cannot be beaten) or a peer.
    var comparisons: [Comparison]

    /// A floor or a peer.
    struct Comparison: Encodable, Sendable {
        /// Its name, as `memcpy (floor)` or `python3 sqlite3`.
        var name: String
        /// Its value; nil when it is missing on this machine.
        var value: Double?
        /// Why there is no value; nil when there is one.
        var missing: String?

        /// Makes a comparison that was measured.
        static func measured(_ name: String, _ value: Double) -> Comparison {
            Comparison(name: name, value: value, missing: nil)
        }

        /// Makes a comparison that could not be measured here.
        static func missing(_ name: String, _ why: String) -> Comparison {
            Comparison(name: name, value: nil, missing: why)
        }
    }

    /// How many times as good as a comparison ours is; below 1 ours is worse.
    func ratio(to other: Comparison) -> Double? {
        guard let value = other.value, value > 0, self.value > 0 else { return nil }
        return largerIsBetter ? self.value / value : value / self.value
    }

    /// The figure as lines of text.
    var text: String {
        var lines = ["\(bench): \(what): \(Self.number(value)) \(unit)"]
        for other in comparisons {
            guard let value = other.value else {
                lines.append("    \(other.name): \(other.missing ?? "no value")")
                continue
            }
            // Beside nothing at all no ratio means anything.
            let compared = ratio(to: other).map { "; ours is \(Self.number($0)) x as good" } ?? ""
            lines.append("    \(other.name): \(Self.number(value)) \(unit)" + compared)
        }
        return lines.joined(separator: "\n")
    }

    private static func number(_ value: Double) -> String {
        let digits = abs(value) >= 100 ? 0 : abs(value) >= 10 ? 1 : abs(value) >= 0.1 ? 2 : 4
        return NumberText.fixed(value, digits)
    }
}
