public import UtsiktCore
public import UtsiktScreen

/// What the topics pane remembers: the newest snapshot, the cursor and the view.
public struct TopicsPaneState: Sendable {
    /// What is shown below the funnel.
    public enum View: String, PaneView {
        /// Bars and cloud side by side, or the bars alone where there is no room for both.
        case both
        /// Bars alone.
        case bars
        /// The cloud alone.
        case cloud
        /// What is used more than usual.
        case trending

        /// The name in choices.
        public var title: String { rawValue }
        /// The name says enough.
        public var detail: String { "" }
    }

    /// What the bars are ordered by.
    public enum Sort: String, Sendable, Hashable, CaseIterable {
        /// By count, as the report.
        case count
        /// By the number of authors.
        case authors
        /// By the change since the window before.
        case change
        /// By how much more than usual it is used now.
        case trend
        /// By the tag's code points.
        case name
    }

    /// A cloud laid out for a room and a snapshot.
    struct Cloud: Sendable {
        var layout: CloudLayout
        var revision: Int
        var asked: Int
    }

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
    /// What the cloud's colours say.
    public var colouring = CloudColouring.growth
    /// The chosen tag.
    public var selected: String?
    /// The first bar shown.
    public var offset = 0
    /// The tags whose details were opened one from another, the one that is shown last; empty for none.
    var opened: [OpenedTag] = []
    /// The query asked for while its snapshot is under way.
    var asked: TopicsQuery?
    /// The cloud for the present room; nil where none is shown.
    var cloud: Cloud?

    /// Whether somebody else works `wantedCloud` off and answers with `accept`, so that no event waits for a layout; otherwise
    /// clouds are laid out at once, as pictures without a program around them need it.
    public var postponesClouds = false
    /// The layout that is asked for and not there yet; the old picture stays meanwhile. A new one is asked for only when the
    /// answer has come or is of no use any more.
    public private(set) var wantedCloud: CloudRequest?

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
}

/// A tag whose detail is shown.
struct OpenedTag: Sendable, Hashable {
    /// The folded tag.
    var tag: String
    /// The chosen one of the tags used together with it.
    var companion = 0
    /// Whether the course is by days; else by hours.
    var showsDays = false
    /// The first of the latest posts that is shown.
    var postOffset = 0
}

extension TopicsPaneState {
    /// What is counted now, or will be in a moment.
    var query: TopicsQuery { asked ?? snapshot?.query ?? TopicsQuery() }

    /// The tags of the list in their order: the report's, and beyond those as far as the chosen one.
    var listed: [TopicsSnapshot.Trend] {
        guard let snapshot else { return [] }
        var count = snapshot.report.top.count
        if let selected, let place = snapshot.words.firstIndex(where: { $0.figures.tag == selected }) {
            count = max(count, place + 1)
        }
        let list = snapshot.words.prefix(count)
        switch sort {
        case .count: return Array(list)
        case .authors: return ordered(list) { Double($0.figures.authors) }
        case .change: return ordered(list) { Double($0.change ?? 0) }
        case .trend:
            let scores = Dictionary(
                snapshot.trending.map { ($0.figures.tag, $0.score) }, uniquingKeysWith: { first, _ in first })
            return ordered(list) { scores[$0.figures.tag] ?? -.infinity }
        case .name: return list.sorted { $0.figures.tag.utf8.lexicographicallyPrecedes($1.figures.tag.utf8) }
        }
    }

    /// Descending by a figure; equal ones stay in the report's order.
    private func ordered(
        _ list: ArraySlice<TopicsSnapshot.Trend>, by figure: (TopicsSnapshot.Trend) -> Double
    ) -> [TopicsSnapshot.Trend] {
        list.map { (figure($0), $0) }.enumerated().sorted {
            $0.element.0 == $1.element.0 ? $0.offset < $1.offset : $0.element.0 > $1.element.0
        }.map(\.element.1)
    }

    /// The detail of the open tag; nil until it has come.
    var openedDetail: TopicsDetail? {
        guard let opened = opened.last, snapshot?.query.focus == opened.tag else { return nil }
        return snapshot?.detail
    }

    /// Whether anything is known of the window before, so that changes mean something.
    var hasPast: Bool { snapshot?.words.contains { ($0.previous ?? 0) > 0 } == true }

    /// The tags that the cursor goes through, in the order of the view.
    var choosable: [String] {
        view == .trending ? (snapshot?.trending.map(\.figures.tag) ?? []) : listed.map(\.figures.tag)
    }

    /// How a tag is written: lower-cased as in 2015 under the 2015 rule, else in the spelling met most often.
    func name(of tag: String) -> String {
        guard let snapshot else { return tag }
        if let word = snapshot.words.first(where: { $0.figures.tag == tag }) {
            return TopicsPane.name(word.figures, snapshot.query)
        }
        let trending = snapshot.trending.first { $0.figures.tag == tag }
        return trending.map { TopicsPane.name($0.figures, snapshot.query) } ?? tag
    }
}

extension TopicsSnapshot.Trend {
    /// The change since the window before; nil where there is none.
    var change: Int? { previous.map { figures.count - $0 } }
}
