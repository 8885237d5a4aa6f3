public import UtsiktCore
public import UtsiktScreen

/// What the topics pane remembers: the newest snapshot, the cursor and the view.
public struct TopicsPaneState: Sendable {
    /// What is shown below the funnel.
    public enum View: String, Sendable, Hashable, CaseIterable {
        /// Bars and cloud side by side, or the bars alone where there is no room for both.
        case both
        /// Bars alone.
        case bars
        /// The cloud alone.
        case cloud
    }

    /// What the bars are ordered by.
    public enum Sort: String, Sendable, Hashable, CaseIterable {
        /// By count, as the report.
        case count
        /// By the number of authors.
        case authors
        /// By the change since the window before.
        case change
        /// By the tag's code points.
        case name

        /// What the pane prints.
        var title: String {
            switch self {
            case .count: "by count"
            case .authors: "by authors"
            case .change: "by change"
            case .name: "by name"
            }
        }
    }

    /// A cloud laid out for a room and a snapshot.
    struct Cloud: Sendable {
        var layout: CloudLayout
        var revision: Int
        var asked: Int
    }

    /// Whether somebody else works `wantedCloud` off and answers with `accept`, so that no event waits for a layout; otherwise
    /// clouds are laid out at once, as pictures without a program around them need it.
    public var postponesClouds = false
    /// The layout that is asked for and not there yet; the old picture stays meanwhile. A new one is asked for only when the
    /// answer has come or is of no use any more.
    public private(set) var wantedCloud: CloudRequest?

    /// The newest snapshot; nil before the first one.
    public var snapshot: TopicsSnapshot? {
        didSet {
            // The world's clock may have moved on meanwhile.
            guard var query = snapshot?.query else { return }
            query.now = asked?.now
            if query == asked { asked = nil }
        }
    }
    /// What is shown below the funnel.
    public var view = View.both
    /// What the bars are ordered by.
    public var sort = Sort.count
    /// The chosen tag.
    public var selected: String?
    /// The first bar shown.
    public var offset = 0
    /// The query asked for while its snapshot is under way.
    var asked: TopicsQuery?
    /// The cloud for the present room; nil where none is shown.
    var cloud: Cloud?

    /// Makes the state without a snapshot.
    public init() {}

    /// Takes the answer to a request, if it is still the one waited for.
    public mutating func accept(_ layout: CloudLayout, for request: CloudRequest) {
        guard request == wantedCloud else { return }
        wantedCloud = nil
        cloud = Cloud(layout: layout, revision: request.revision, asked: request.words.count)
    }

    /// Asks for a layout, or makes it.
    mutating func layOut(_ request: CloudRequest) {
        if let wantedCloud, wantedCloud.size == request.size, wantedCloud.glyphs == request.glyphs, postponesClouds {
            return
        }
        wantedCloud = request
        if !postponesClouds { accept(request.layout(), for: request) }
    }

    /// No cloud is shown.
    mutating func dropCloud() { (cloud, wantedCloud) = (nil, nil) }

    /// What is counted now, or will be in a moment.
    var query: TopicsQuery { asked ?? snapshot?.query ?? TopicsQuery() }

    /// The tags of the list in their order.
    var listed: [TopicsSnapshot.Trend] {
        guard let snapshot else { return [] }
        let list = snapshot.words.prefix(snapshot.report.top.count)
        switch sort {
        case .count: return Array(list)
        case .authors: return ordered(list) { $0.figures.authors }
        case .change: return ordered(list) { $0.change ?? 0 }
        case .name: return list.sorted { $0.figures.tag.utf8.lexicographicallyPrecedes($1.figures.tag.utf8) }
        }
    }

    /// Descending by a figure; equal ones stay in the report's order.
    private func ordered(
        _ list: ArraySlice<TopicsSnapshot.Trend>, by figure: (TopicsSnapshot.Trend) -> Int
    ) -> [TopicsSnapshot.Trend] {
        list.enumerated().sorted { (figure($0.element), $1.offset) > (figure($1.element), $0.offset) }.map(\.element)
    }
}

extension TopicsSnapshot.Trend {
    /// The change since the window before; nil where there is none.
    var change: Int? { previous.map { figures.count - $0 } }
}
