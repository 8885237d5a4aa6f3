/// The leaf's end of a server's cable, written `5/2` (port 5, lane 2), `5` (the whole port) or `leaf2:5/2`.
public struct PlannedLink: Sendable, Hashable, Comparable {
    /// The leaf, from 1.
    public var leaf: Int
    /// The port's number on the panel.
    public var port: Int
    /// The lane, from 0; nil for a whole port.
    public var lane: Int?
    /// Whether an adapter makes one lane of the whole port (QSA): the other three are lost.
    public var isAdapter: Bool

    /// Makes a link.
    public init(leaf: Int = 1, port: Int, lane: Int? = nil, isAdapter: Bool = false) {
        self.leaf = leaf
        self.port = port
        self.lane = lane
        self.isAdapter = isAdapter
    }

    /// Reads the text form; nil when it is none.
    public init?(text: String) {
        var rest = Substring(text.prefix(64))
        var leaf = 1
        if let colon = rest.firstIndex(of: ":") {
            guard rest.hasPrefix("leaf"), let number = Int(rest[..<colon].dropFirst(4)), (1...2).contains(number) else {
                return nil
            }
            leaf = number
            rest = rest[rest.index(after: colon)...]
        }
        var isAdapter = false
        if rest.hasSuffix("/qsa") {
            isAdapter = true
            rest = rest.dropLast(4)
        }
        let parts = rest.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, let port = Int(parts[0]), (0...PortSet.highest).contains(port) else { return nil }
        var lane: Int?
        if parts.count == 2 {
            guard !isAdapter, let number = Int(parts[1]), (1...4).contains(number) else { return nil }
            lane = number - 1
        }
        self.init(leaf: leaf, port: port, lane: lane, isAdapter: isAdapter)
    }

    /// The text form.
    /// - Parameter leaves: Leaves in the rack; the leaf is named only where there are two.
    public func text(leafs: Int) -> String {
        let place = leafs == 2 || leaf != 1 ? "leaf\(leaf):\(port)" : "\(port)"
        if isAdapter { return place + "/qsa" }
        return place + (lane.map { "/\($0 + 1)" } ?? "")
    }

    /// By leaf, port and lane.
    public static func < (left: PlannedLink, right: PlannedLink) -> Bool {
        (left.leaf, left.port, left.lane ?? -1) < (right.leaf, right.port, right.lane ?? -1)
    }
}
