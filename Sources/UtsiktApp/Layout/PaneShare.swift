public import UtsiktScreen

/// How a pane takes part in the overview and in layouts.
public struct PaneShare: Sendable, Hashable {
    /// Where in the overview a pane stands.
    public enum Part: Sendable, Hashable {
        /// With what the program is about.
        case outlook
        /// With what tells how the program itself does.
        case service
        /// As a service does; in one strip below all others where the screen is not wide.
        case strip
    }

    /// The least room in which a framed pane says more than its name.
    public static let least = Size(width: 24, height: 4)

    /// Where it stands.
    public var part: Part
    /// Its weight among its neighbours; where there is not room for all, the lightest are left out first.
    public var weight: Int
    /// The least room it needs, frame included.
    public var minimum: Size

    /// Makes a share.
    public init(_ part: Part = .outlook, weight: Int = 32, minimum: Size = PaneShare.least) {
        self.part = part
        self.weight = max(1, weight)
        self.minimum = minimum
    }
}

/// The panes that can be arranged, in the order of their digits.
public struct PaneShares: Sendable, Hashable {
    /// The panes.
    public let panes: [PaneID]
    private let shares: [PaneID: PaneShare]

    /// Makes a list; of two with the same identity the first counts.
    public init(_ shares: [(pane: PaneID, share: PaneShare)]) {
        self.shares = Dictionary(shares.map { ($0.pane, $0.share) }, uniquingKeysWith: { first, _ in first })
        var seen: Set<PaneID> = []
        panes = shares.map(\.pane).filter { seen.insert($0).inserted }
    }

    /// A pane's share; an ordinary one for an unknown pane.
    public subscript(pane: PaneID) -> PaneShare { shares[pane] ?? PaneShare() }

    /// Whether there is such a pane.
    public func contains(_ pane: PaneID) -> Bool { shares[pane] != nil }
}
