import UtsiktCore
import UtsiktScreen

/// Where the parts of the topics pane are in a room of some size: a pure function that drawing and preparing share.
///
/// The ladder: full (a line of settings, the funnel as four bars beside the sums), compact (the funnel as one bar between two
/// lines), list (one line above the bars), a line of tags, a number.
struct TopicsRooms: Equatable {
    enum Rung: Equatable {
        case full, compact, list, line, number
    }

    var rung: Rung
    /// The funnel and the sums.
    var head = Rect(x: 0, y: 0, width: 0, height: 0)
    /// The bars with the line of their headings; empty when only the cloud is shown.
    var bars = Rect(x: 0, y: 0, width: 0, height: 0)
    /// The chosen tag's line below the bars.
    var detail = Rect(x: 0, y: 0, width: 0, height: 0)
    /// What is trending, below the chosen tag's course where there is room left.
    var trending = Rect(x: 0, y: 0, width: 0, height: 0)
    /// The cloud without its legend.
    var cloud = Rect(x: 0, y: 0, width: 0, height: 0)
    /// The cloud's legend: a row for the sizes, and one for the colours where there is room.
    var legend = Rect(x: 0, y: 0, width: 0, height: 0)
    /// Everything about an open tag; it takes the place of all else.
    var opened = Rect(x: 0, y: 0, width: 0, height: 0)

    init(_ size: Size, _ topics: TopicsPaneState) {
        let count = topics.view == .trending ? topics.snapshot?.trending.count : topics.snapshot?.report.top.count
        self.init(size, view: topics.view, listed: count ?? 0, isOpened: !topics.opened.isEmpty)
    }

    /// Whether the list has a line of headings.
    var hasHeadings: Bool { rung == .full && bars.height >= 8 }
    /// Rows of the list, without its headings.
    var listHeight: Int { bars.height - (hasHeadings ? 1 : 0) }

    /// - Parameter listed: How many tags the list has; rows it leaves empty go to the chosen tag's course.
    init(_ size: Size, view: TopicsPaneState.View, listed: Int, isOpened: Bool = false) {
        let room = Rect(size)
        switch (size.width, size.height) {
        case (..<8, _), (_, ..<1): rung = .number
        case (_, 1...2): rung = .line
        case (_, 3...6), (..<30, _): rung = .list
        case (..<76, _), (_, ..<20): rung = .compact
        default: rung = .full
        }
        if isOpened, rung != .line, rung != .number {
            opened = room
            return
        }
        let headRows: Int
        switch rung {
        case .full: headRows = 6
        case .compact: headRows = size.height >= 12 ? 4 : 3
        case .list: headRows = 1
        case .line, .number: return
        }
        let (head, body) = room.splitTop(headRows)
        self.head = head
        divide(body, view)
        divideBars(listed, view)
    }

    private mutating func divide(_ body: Rect, _ view: TopicsPaneState.View) {
        let hasRoomBeside = body.width >= 56 && body.height >= 6
        let hasRoomBelow = rung == .full && body.height >= 44
        switch view {
        case .bars, .trending: bars = body
        case .cloud: place(cloud: body)
        case .both where rung == .list: bars = body
        case .both where hasRoomBeside && !(hasRoomBelow && body.width < 100):
            let width = body.width >= 150 ? body.width * 46 / 100 : max(26, body.width * 48 / 100)
            let (left, right) = body.splitLeft(width)
            bars = left
            place(cloud: Rect(x: right.x + 2, y: right.y, width: right.width - 2, height: right.height))
        case .both where body.height >= 24 && body.width >= 40:
            let (top, bottom) = body.splitTop(body.height * 55 / 100)
            bars = top
            place(cloud: Rect(x: bottom.x, y: bottom.y + 1, width: bottom.width, height: bottom.height - 1))
        case .both: bars = body
        }
    }

    /// Rows that the list leaves empty go to the chosen tag's course, and then to what is trending.
    private mutating func divideBars(_ listed: Int, _ view: TopicsPaneState.View) {
        guard rung == .full, bars.height >= 14, bars.width >= 40 else { return }
        let spare = bars.height - listed - 1
        let detailRows = min(max(3, spare), 13)
        let (list, rest) = bars.splitTop(max(min(bars.height - detailRows, listed + 1), bars.height - max(3, spare)))
        bars = list
        let (course, more) = rest.splitTop(detailRows)
        detail = course.splitTop(1).rest
        if view != .trending, more.height >= 7 { trending = more.splitTop(1).rest }
    }

    /// The word chosen has marks at its sides, so a column is left free there; the legend takes the last rows.
    private mutating func place(cloud room: Rect) {
        let rows = room.height >= 16 && room.width >= 40 ? 2 : room.height >= 7 ? 1 : 0
        let (words, last) = room.splitTop(room.height - rows)
        cloud = words.inset(dx: words.width > 20 ? 1 : 0, dy: 0)
        legend = last
    }
}
