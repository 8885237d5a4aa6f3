import UtsiktCore
public import UtsiktScreen

/// What people talk about: the funnel of 2015, the tags as bars and as a cloud, what is trending, and everything about one tag.
public enum TopicsPane: Pane {
    /// It is the topics pane.
    public static let id = PaneID.topics
    /// The title.
    public static let title = "Topics"
    /// An outlook, with room for a cloud.
    public static let share = PaneShare(weight: 36)
    /// Nothing has been counted.
    public static let initial = TopicsPaneState()
    /// Bars, cloud and trends.
    public static let tabs: PaneTabs? = TopicsActions.tabs
    /// The keys for choosing a tag, the view, and what is counted.
    public static let actions: [Action] = TopicsActions.all

    /// The part of the timeline that is read, as `24,271 posts`; the tag whose detail is open.
    public static func caption(_ state: AppState) -> String {
        guard let report = state.topics.snapshot?.report else { return "" }
        if let opened = state.topics.opened.last { return "#" + state.topics.name(of: opened.tag) }
        let posts = "\(NumberText.grouped(report.funnel.total)) posts"
        return state.world.isReplay ? "\(posts), synthetic sample" : posts
    }

    /// Asks for the cloud's layout when words or room have changed, so that drawing never makes one.
    ///
    /// - Complexity: O(1) when nothing changed; O(words) for a request, a few milliseconds where layouts are made at once.
    public static func prepare(_ state: inout AppState, inner: Size) {
        let rooms = TopicsRooms(inner, state.topics)
        let tags = state.topics.choosable
        // Kept between pictures, so that the list scrolls only when the cursor leaves it.
        let offset = BarList.offset(
            showing: tags.firstIndex { $0 == state.topics.selected } ?? 0, count: tags.count,
            height: rooms.listHeight, current: state.topics.offset)
        if offset != state.topics.offset { state.topics.offset = offset }
        guard let snapshot = state.topics.snapshot, !rooms.cloud.isEmpty else {
            if state.topics.cloud != nil || state.topics.wantedCloud != nil { state.topics.dropCloud() }
            return
        }
        let old = state.topics.cloud
        let size = rooms.cloud.size
        if let old, old.layout.size == size, old.layout.glyphs == state.glyphs, old.revision == snapshot.revision {
            return
        }
        // Fewer words where there are few cells: words that cannot be placed cost time and shrink the others.
        let limit = min(TopicsSnapshot.cloudWords, max(6, size.width * size.height / 44))
        state.topics.layOut(
            CloudRequest(
                words: snapshot.words.prefix(limit).map { CloudWord($0, snapshot) }, size: size, glyphs: state.glyphs,
                previous: old?.layout, revision: snapshot.revision))
    }

    /// Draws the highest rung of the ladder that fits.
    public static func draw(_ painter: inout Painter, _ context: PaneContext) {
        guard !painter.bounds.isEmpty else { return }
        TopicsPicture(context: context, rooms: TopicsRooms(painter.size, context.state.topics)).draw(&painter)
    }

    /// How a tag is written: lower-cased as in 2015 under the 2015 rule, else in the spelling met most often.
    static func name(_ tag: TopicsReport.Tag, _ query: TopicsQuery) -> String {
        query.fold == .lower ? tag.tag : tag.spelling
    }

    // MARK: searching, going back, copying

    /// Finds tags of the cloud and the trends by any part of their names; those that begin with the text come first.
    public static func search(_ text: String, in state: AppState) -> [SearchHit] {
        guard let snapshot = state.topics.snapshot else { return [] }
        let wanted = text.drop { $0 == "#" }.lowercased()
        guard !wanted.isEmpty else { return [] }
        let tags =
            snapshot.words.map(\.figures) + (state.topics.view == .trending ? snapshot.trending.map(\.figures) : [])
        var seen: Set<String> = []
        let found = tags.filter { tag in
            (tag.tag.lowercased().contains(wanted) || tag.spelling.lowercased().contains(wanted))
                && seen.insert(tag.tag).inserted
        }
        let (first, rest) = (found.filter { $0.tag.hasPrefix(wanted) }, found.filter { !$0.tag.hasPrefix(wanted) })
        return (first + rest).map { SearchHit(item: $0.tag, title: "#\(name($0, snapshot.query))  \($0.count)") }
    }

    /// What there is to find.
    public static var searchHint: String { "any part of a hashtag" }

    /// The chosen tag.
    public static func current(_ state: AppState) -> String? { state.topics.selected }

    /// Chooses a tag.
    public static func reveal(_ item: String, in state: inout AppState) {
        let isKnown = state.topics.snapshot?.words.contains { $0.figures.tag == item } == true
        if isKnown || state.topics.choosable.contains(item) { state.topics.selected = item }
    }

    /// The open tag, else the chosen one.
    public static func subject(_ state: AppState) -> Subject? {
        (state.topics.opened.last?.tag ?? state.topics.selected).map { Subject(.tag, $0) }
    }

    /// Closes a tag's detail, whatever tags were gone through in it.
    public static func back(_ state: inout AppState) -> Bool {
        guard let first = state.topics.opened.first else { return false }
        state.topics.selected = first.tag
        state.topics.opened = []
        return true
    }

    /// The list as CSV; for an open tag the tags used together with it.
    public static func copied(_ state: AppState) -> CopiedText? {
        guard let snapshot = state.topics.snapshot else { return nil }
        guard !state.topics.opened.isEmpty else { return CopiedText(name: "topics.csv", text: snapshot.report.csv) }
        guard let detail = state.topics.openedDetail else { return nil }
        let table = CSVTable(
            ["tag", "spelling", "posts_with_both", "jaccard"],
            detail.companions.map { [$0.tag, $0.spelling, "\($0.count)", "\($0.jaccard)"] }, lineEnd: .crlf)
        return CopiedText(name: "topics-beside.csv", text: table.text)
    }
}

extension CloudWord {
    /// A tag of a snapshot as a word of the cloud.
    init(_ word: TopicsSnapshot.Trend, _ snapshot: TopicsSnapshot) {
        self.init(
            text: TopicsPane.name(word.figures, snapshot.query), weight: Double(word.figures.count),
            key: word.figures.tag,
            growth: Self.growth(word), group: TopicsReach(authors: word.figures.authors).rawValue)
    }

    /// Rising and falling mean by a quarter and by more than chance: twice the square root of the sum.
    private static func growth(_ word: TopicsSnapshot.Trend) -> Growth {
        guard let previous = word.previous else { return .steady }
        guard previous > 0 else { return .new }
        let change = Double(word.figures.count - previous)
        let noise = 2 * Double(word.figures.count + previous).squareRoot()
        guard abs(change) >= max(noise, Double(previous) / 4) else { return .steady }
        return change > 0 ? .rising : .falling
    }
}

/// How many people a tag has: what the cloud's words are grouped by.
enum TopicsReach: String, CaseIterable {
    case many = "20+ authors"
    case some = "5-19 authors"
    case few = "2-4 authors"
    case one = "1 author"

    init(authors: Int) {
        switch authors {
        case 20...: self = .many
        case 5...: self = .some
        case 2...: self = .few
        default: self = .one
        }
    }
}

extension PaneID {
    /// What people talk about.
    public static let topics = PaneID("topics")
}

extension AppState {
    /// The topics pane's part.
    public var topics: TopicsPaneState {
        get { self[TopicsPane.self] }
        _modify { yield &self[TopicsPane.self] }
    }
}
