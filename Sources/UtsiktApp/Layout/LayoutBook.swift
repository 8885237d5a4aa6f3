/// The layouts that F1 to F5 show.
public struct LayoutBook: Sendable, Hashable {
    /// One of them.
    public struct Entry: Sendable, Hashable {
        /// A word for the status line and the palette.
        public var name: String
        /// How it looks; nil for the overview, which fits itself to the screen.
        public var node: LayoutNode?

        /// Makes a layout.
        public init(name: String, node: LayoutNode?) {
            self.name = name
            self.node = node
        }
    }

    /// The layouts in the order of their keys; five.
    public private(set) var entries: [Entry]

    /// How many there are.
    public static let count = 5
    /// How many of them can be somebody's own: all but the overview, which keeps its key.
    public static let ownCount = count - 1

    /// The layouts of somebody who composed none.
    public static let standard = LayoutBook([])

    /// Makes a book: the user's layouts take the keys from F2 on in their order; one with the name of a standard layout takes
    /// that one's place instead. What finds no key is left out.
    public init(_ own: [Entry]) {
        var book = Self.presets
        let places = own.map { entry in Self.presets.firstIndex { $0.name == entry.name } }
        var free = (1..<Self.count).filter { !places.contains($0) }[...]
        for (entry, place) in zip(own, places) {
            if let index = place ?? free.popFirst() { book[index] = entry }
        }
        entries = book
    }

    /// A layout; the overview for a number that is none.
    public subscript(index: Int) -> Entry { entries.indices.contains(index) ? entries[index] : entries[0] }

    private static let (fetch, topics, forecast) = (PaneID("fetch"), PaneID("topics"), PaneID("forecast"))
    private static let (fabric, log) = (PaneID("fabric"), PaneID("log"))

    /// What nobody need compose. Data as a configuration has it: a pane that is not there is left out.
    private static let presets: [Entry] = [
        Entry(name: "overview", node: nil),
        Entry(
            name: "main",
            node: .columns([
                .init(.focused, 7),
                .init(.rows([.init(.pane(topics)), .init(.pane(forecast)), .init(.pane(fabric))]), 3),
            ])),
        Entry(
            name: "talk",
            node: .columns([
                .init(.pane(topics), 7), .init(.rows([.init(.pane(fetch), 2), .init(.pane(log), 3)]), 4),
            ])),
        Entry(
            name: "lab",
            node: .rows([
                .init(.pane(forecast), 7), .init(.columns([.init(.pane(fetch)), .init(.pane(log))]), 2),
            ])),
        Entry(
            name: "rack",
            node: .columns([
                .init(.pane(fabric), 7), .init(.rows([.init(.pane(forecast)), .init(.pane(log))]), 3),
            ])),
    ]
}
