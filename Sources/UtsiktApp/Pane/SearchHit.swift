/// One thing that a search found in a pane.
public struct SearchHit: Sendable, Hashable {
    /// What the pane calls it, for `Pane.reveal`.
    public var item: String
    /// What the user sees.
    public var title: String

    /// Makes a hit.
    public init(item: String, title: String) {
        self.item = item
        self.title = title
    }
}
