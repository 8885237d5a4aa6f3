/// A word for the cloud.
public struct CloudWord: Sendable, Hashable {
    /// Which way a word's count goes.
    public enum Growth: String, Sendable, Hashable, CaseIterable {
        /// Clearly more than before.
        case rising
        /// Clearly less than before.
        case falling
        /// Not there before.
        case new
        /// About as much as before, or not known.
        case steady
    }

    /// What is shown.
    public var text: String
    /// How much it counts; a letter's area follows it. Values that are not finite or below 0 count as 0.
    public var weight: Double
    /// Its identity from one layout to the next.
    public var key: String
    /// Which way its count goes, for colours.
    public var growth: Growth
    /// What it belongs to, for colours: words of one group share one; empty for none.
    public var group: String

    /// Makes a word.
    public init(text: String, weight: Double, key: String, growth: Growth = .steady, group: String = "") {
        self.text = text
        self.weight = weight
        self.key = key
        self.growth = growth
        self.group = group
    }

    /// The weight as a size may use it: finite, never negative.
    var usableWeight: Double { weight.isFinite ? max(0, weight) : 0 }
}

/// What a cloud's colours say.
public enum CloudColouring: String, Sendable, Hashable, CaseIterable {
    /// Rising, falling, new or steady.
    case growth
    /// The group, in the order of the groups' heaviest words.
    case group
    /// Nothing but which letters are one word.
    case word
}
