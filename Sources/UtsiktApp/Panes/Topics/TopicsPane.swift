import UtsiktCore
public import UtsiktScreen

/// What people talk about: the funnel of 2015, the tags as bars and as a cloud.
public enum TopicsPane: Pane {
    /// It is the topics pane.
    public static let id = PaneID.topics
    /// The keys for choosing a tag, the view, and what is counted.
    public static var actions: [Action] { TopicsActions.all }

    /// The part of the timeline that is read, as `24,271 posts`.
    public static func caption(_ state: AppState) -> String {
        guard let report = state.topics.snapshot?.report else { return "" }
        let posts = "\(NumberText.grouped(report.funnel.total)) posts"
        return state.world.isReplay ? "\(posts), synthetic sample" : posts
    }

    /// Asks for the cloud's layout when words or room have changed, so that drawing never makes one.
    ///
    /// - Complexity: O(1) when nothing changed; O(words) for a request, a few milliseconds where layouts are made at once.
    public static func prepare(_ state: inout AppState, inner: Size) {
        let rooms = TopicsRooms(inner, state.topics)
        let listed = state.topics.listed
        // Kept between pictures, so that the list scrolls only when the cursor leaves it.
        state.topics.offset = BarList.offset(
            showing: listed.firstIndex { $0.figures.tag == state.topics.selected } ?? 0, count: listed.count,
            height: rooms.rung == .full && rooms.bars.height >= 8 ? rooms.bars.height - 1 : rooms.bars.height,
            current: state.topics.offset)
        guard let snapshot = state.topics.snapshot, !rooms.cloud.isEmpty else {
            return state.topics.dropCloud()
        }
        let old = state.topics.cloud
        let size = rooms.cloud.size
        if let old, old.layout.size == size, old.layout.glyphs == state.glyphs, old.revision == snapshot.revision {
            return
        }
        // Fewer words where there are few cells: words that cannot be placed cost time and shrink the others.
        let limit = min(TopicsSnapshot.cloudWords, max(6, size.width * size.height / 30))
        let words = snapshot.words.prefix(limit).map { word in
            CloudWord(
                text: TopicsPane.name(word.figures, snapshot.query), weight: Double(word.figures.count),
                key: word.figures.tag)
        }
        state.topics.layOut(
            CloudRequest(
                words: words, size: size, glyphs: state.glyphs, previous: old?.layout, revision: snapshot.revision))
    }

    /// Draws the highest rung of the ladder that fits.
    public static func draw(_ painter: inout Painter, _ context: PaneContext) {
        guard !painter.bounds.isEmpty else { return }
        TopicsPicture(context: context, rooms: TopicsRooms(painter.size, context.state.topics))
            .draw(&painter)
    }

    /// How a tag is written: lower-cased as in 2015 under the 2015 rule, else in the spelling met most often.
    static func name(_ tag: TopicsReport.Tag, _ query: TopicsQuery) -> String {
        query.fold == .lower ? tag.tag : tag.spelling
    }
}
