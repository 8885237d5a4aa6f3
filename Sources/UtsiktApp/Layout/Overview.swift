import UtsiktScreen

/// The layout that shows all panes, in a form for wide screens and one for narrower ones.
///
/// Any number of panes is arranged: rows are added as they are needed, and what there is no room for is left out, the
/// lightest first, never the focused one.
enum Overview {
    /// The tree for a screen; nil when one pane is all there is room for.
    static func tree(_ size: Size, focus: PaneID, shares: PaneShares) -> LayoutNode? {
        guard size.width >= 72, size.height >= 22 else { return nil }
        var panes = shares.panes
        while panes.count > 1 {
            let node = tree(size, panes, shares)
            let minimum = node.minimum(shares)
            // The status line and the footer take a row each.
            if minimum.width <= size.width, minimum.height <= size.height - 2 { return node }
            let others = panes.indices.filter { panes[$0] != focus }
            // Of equally light ones the last.
            let lightest = others.reversed().min { shares[panes[$0]].weight < shares[panes[$1]].weight }
            guard let lightest else { break }
            panes.remove(at: lightest)
        }
        return panes.first.map { .pane($0) }
    }

    private static func tree(_ size: Size, _ panes: [PaneID], _ shares: PaneShares) -> LayoutNode {
        size.width >= 165 && size.height >= 36
            ? wide(size, panes, shares) : narrow(size, panes, shares)
    }

    /// Outlooks above, services below, as many side by side as are wide enough.
    private static func wide(_ size: Size, _ panes: [PaneID], _ shares: PaneShares) -> LayoutNode {
        let most = max(3, size.width / 55)
        let outlooks = panes.filter { shares[$0].part == .outlook }
        let services = panes.filter { shares[$0].part != .outlook }
        let rows =
            chunks(outlooks, most).map { LayoutNode.Share(columns($0, shares), 66) }
            + chunks(services, most).map { LayoutNode.Share(columns($0, shares), 34) }
        return .rows(rows)
    }

    /// Two side by side, and the strips in a few rows at the bottom.
    private static func narrow(_ size: Size, _ panes: [PaneID], _ shares: PaneShares) -> LayoutNode {
        let room = size.height - 2
        let strips = panes.filter { shares[$0].part == .strip }
        let stripRows = strips.isEmpty ? 0 : room >= 36 ? 7 : room >= 30 ? 5 : 4
        let pairs = chunks(
            panes.filter { shares[$0].part == .outlook } + panes.filter { shares[$0].part == .service }, 2)
        let rest = room - stripRows
        var rows = pairs.enumerated().map { index, pair in
            let left = pairs.count - index
            // Exact heights; what cannot be divided goes to the upper rows.
            let height = rest * left / pairs.count - rest * (left - 1) / pairs.count
            return LayoutNode.Share(.columns(pair.map { .init(.pane($0)) }), height)
        }
        if !strips.isEmpty { rows.append(.init(columns(strips, shares), stripRows)) }
        return .rows(rows)
    }

    private static func columns(_ panes: [PaneID], _ shares: PaneShares) -> LayoutNode {
        if panes.count == 1 { return .pane(panes[0]) }
        return .columns(panes.map { .init(.pane($0), shares[$0].weight) })
    }

    private static func chunks(_ panes: [PaneID], _ most: Int) -> [[PaneID]] {
        stride(from: 0, to: panes.count, by: most).map { Array(panes[$0..<min(panes.count, $0 + most)]) }
    }
}
