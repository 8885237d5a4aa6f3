import UtsiktScreen

/// How panes share a room: a tree of rows and columns with the panes as its leaves.
public indirect enum LayoutNode: Sendable, Hashable {
    /// A pane.
    case pane(PaneID)
    /// The pane that has the focus, or the first one that is not shown elsewhere when that is.
    case focused
    /// One below the other, with their shares of the height.
    case rows([Share])
    /// Side by side, with their shares of the width.
    case columns([Share])

    /// A part and how much of the room it gets.
    public struct Share: Sendable, Hashable {
        /// The part.
        public var node: LayoutNode
        /// Its weight among its neighbours; at least 1.
        public var weight: Int

        /// Makes a share.
        public init(_ node: LayoutNode, _ weight: Int = 1) {
            self.node = node
            self.weight = max(1, weight)
        }
    }

    /// The panes named in the tree, from the top left.
    public var panes: [PaneID] {
        switch self {
        case .pane(let id): [id]
        case .focused: []
        case .rows(let shares), .columns(let shares): shares.flatMap(\.node.panes)
        }
    }

    /// Whether somewhere the focused pane is meant.
    var hasFocused: Bool {
        switch self {
        case .pane: false
        case .focused: true
        case .rows(let shares), .columns(let shares): shares.contains { $0.node.hasFocused }
        }
    }

    /// The same tree with the places for the focused pane filled in.
    func filled(with id: PaneID) -> LayoutNode {
        switch self {
        case .pane: self
        case .focused: .pane(id)
        case .rows(let shares): .rows(shares.map { Share($0.node.filled(with: id), $0.weight) })
        case .columns(let shares): .columns(shares.map { Share($0.node.filled(with: id), $0.weight) })
        }
    }

    /// The same tree with one pane in another's place.
    func replacing(_ old: PaneID, with new: PaneID) -> LayoutNode {
        switch self {
        case .pane(let id): id == old ? .pane(new) : self
        case .focused: self
        case .rows(let shares): .rows(shares.map { Share($0.node.replacing(old, with: new), $0.weight) })
        case .columns(let shares): .columns(shares.map { Share($0.node.replacing(old, with: new), $0.weight) })
        }
    }

    /// The same tree with only the panes that pass a test; nil when none is left.
    func keeping(_ isKept: (PaneID) -> Bool) -> LayoutNode? {
        func kept(_ shares: [Share]) -> [Share]? {
            let rest = shares.compactMap { share in share.node.keeping(isKept).map { Share($0, share.weight) } }
            return rest.isEmpty ? nil : rest
        }
        switch self {
        case .pane(let id): return isKept(id) ? self : nil
        case .focused: return self
        case .rows(let shares): return kept(shares).map { .rows($0) }
        case .columns(let shares): return kept(shares).map { .columns($0) }
        }
    }

    /// The least room the tree needs.
    func minimum(_ panes: PaneShares) -> Size {
        switch self {
        case .pane(let id): panes[id].minimum
        case .focused: PaneShare.least
        case .rows(let shares):
            Size(
                width: shares.map { $0.node.minimum(panes).width }.max() ?? 0,
                height: shares.reduce(0) { $0 + $1.node.minimum(panes).height })
        case .columns(let shares):
            Size(
                width: shares.reduce(0) { $0 + $1.node.minimum(panes).width },
                height: shares.map { $0.node.minimum(panes).height }.max() ?? 0)
        }
    }

    /// Where the panes are in a room. Every cell belongs to one of them, and none is smaller than its least room as long as
    /// the tree's minimum fits.
    func places(in room: Rect, _ panes: PaneShares) -> [(pane: PaneID, rect: Rect)] {
        switch self {
        case .pane(let id): return [(id, room)]
        case .focused: return []
        case .rows(let shares):
            let heights = Self.divide(room.height, shares.map { ($0.weight, $0.node.minimum(panes).height) })
            var rest = room
            return zip(shares, heights).flatMap { share, height -> [(pane: PaneID, rect: Rect)] in
                let (top, below) = rest.splitTop(height)
                rest = below
                return share.node.places(in: top, panes)
            }
        case .columns(let shares):
            let widths = Self.divide(room.width, shares.map { ($0.weight, $0.node.minimum(panes).width) })
            var rest = room
            return zip(shares, widths).flatMap { share, width -> [(pane: PaneID, rect: Rect)] in
                let (left, right) = rest.splitLeft(width)
                rest = right
                return share.node.places(in: left, panes)
            }
        }
    }

    /// Divides a length by weights so that none gets less than its minimum while that is possible; the parts add up to the
    /// length.
    static func divide(_ length: Int, _ parts: [(weight: Int, minimum: Int)]) -> [Int] {
        guard !parts.isEmpty else { return [] }
        var fixed: [Int?] = Array(repeating: nil, count: parts.count)
        while true {
            let free = length - fixed.reduce(0) { $0 + ($1 ?? 0) }
            let weights = zip(parts, fixed).reduce(0) { $0 + ($1.1 == nil ? $1.0.weight : 0) }
            guard weights > 0 else { break }
            // Who would get too little is given the minimum, and the others share again.
            let short = parts.indices.filter {
                fixed[$0] == nil && free * parts[$0].weight / weights < parts[$0].minimum
            }
            if short.isEmpty || free <= 0 {
                var (given, sum) = (0, 0)
                for index in parts.indices where fixed[index] == nil {
                    sum += parts[index].weight
                    let upTo = max(0, free) * sum / weights
                    fixed[index] = upTo - given
                    given = upTo
                }
                break
            }
            for index in short { fixed[index] = parts[index].minimum }
        }
        var result = fixed.map { max(0, $0 ?? 0) }
        // Whatever rounding or a room too small for the minima left over is settled with the last ones.
        var excess = result.reduce(0, +) - length
        for index in result.indices.reversed() where excess > 0 {
            let cut = min(excess, result[index])
            result[index] -= cut
            excess -= cut
        }
        if excess < 0 { result[result.count - 1] -= excess }
        return result
    }
}
