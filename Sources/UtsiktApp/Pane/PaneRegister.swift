/// The panes there are, in the order of their digits: the one list from which commands, keys, help, palette, layouts,
/// completions and documentation know them.
///
/// A value: a test, or a build with more panes, adds to it.
public struct PaneRegister: Sendable, RandomAccessCollection {
    private let panes: [any Pane.Type]
    /// The panes' identities.
    public let ids: [PaneID]
    /// The panes as they are arranged.
    let shares: PaneShares
    private let places: [PaneID: Int]

    /// Makes a register; of two panes with the same identity the first counts.
    public init(_ panes: [any Pane.Type]) {
        var seen: Set<PaneID> = []
        let panes = panes.filter { seen.insert($0.id).inserted }
        self.panes = panes
        ids = panes.map { $0.id }
        shares = PaneShares(panes.map { ($0.id, $0.share) })
        places = Dictionary(
            panes.enumerated().map { ($0.element.id, $0.offset) }, uniquingKeysWith: { first, _ in first })
    }

    /// The same register with more panes at its end.
    public func adding(_ more: [any Pane.Type]) -> PaneRegister { PaneRegister(panes + more) }

    /// The place of the first pane.
    public var startIndex: Int { panes.startIndex }
    /// The place after the last pane.
    public var endIndex: Int { panes.endIndex }
    /// The pane at a place.
    public subscript(place: Int) -> any Pane.Type { panes[place] }

    /// The pane of an identity; one with nothing in it for an unknown identity.
    public func pane(_ id: PaneID) -> any Pane.Type { places[id].map { panes[$0] } ?? NoPane.self }

    /// The identity that a word names; nil when there is no such pane.
    public func id(named name: String) -> PaneID? {
        let id = PaneID(name)
        return places[id] == nil ? nil : id
    }

    /// The digit that shows a pane; nil for those after the ninth, which have `:`, Tab, and what the user binds to `pane.…`.
    public func digit(of id: PaneID) -> Int? { places[id].flatMap { $0 < 9 ? $0 + 1 : nil } }

    /// A pane's title with the digit before it, where it has one.
    public func heading(of id: PaneID) -> String {
        let title = pane(id).title
        return digit(of: id).map { "\($0) \(title)" } ?? title
    }

    /// The pane so many places further on, around the end.
    func neighbour(of id: PaneID, by step: Int) -> PaneID {
        guard !ids.isEmpty else { return id }
        let place = (places[id] ?? 0) + step
        return ids[(place % ids.count + ids.count) % ids.count]
    }
}
