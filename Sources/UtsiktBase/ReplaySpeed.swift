/// How fast a replayed world's pace clock runs against the real one.
public enum ReplaySpeed: Sendable, Hashable, CustomStringConvertible {
    /// So many times as fast.
    case factor(Int)
    /// Waiting costs nothing: a sleep moves the clock instead.
    case max

    /// The steps that keys move through.
    public static let steps: [ReplaySpeed] = [.factor(1), .factor(10), .factor(60), .factor(300), .factor(1000), .max]

    /// The next step up, or itself at the end.
    public var faster: ReplaySpeed {
        guard let i = ReplaySpeed.steps.firstIndex(of: self) else { return .max }
        return ReplaySpeed.steps[min(i + 1, ReplaySpeed.steps.count - 1)]
    }

    /// The next step down, or itself at the end.
    public var slower: ReplaySpeed {
        guard let i = ReplaySpeed.steps.firstIndex(of: self) else { return .factor(1) }
        return ReplaySpeed.steps[Swift.max(i - 1, 0)]
    }

    /// Reads `60`, `60x` or `max`; nil for anything else.
    public init?(_ text: String) {
        if text.lowercased() == "max" {
            self = .max
            return
        }
        let digits = text.lowercased().hasSuffix("x") ? text.dropLast() : text[...]
        guard let factor = Int(digits), factor >= 1, factor <= 1_000_000 else { return nil }
        self = .factor(factor)
    }

    /// `60x` or `max`.
    public var description: String {
        switch self {
        case .factor(let n): "\(n)x"
        case .max: "max"
        }
    }
}
