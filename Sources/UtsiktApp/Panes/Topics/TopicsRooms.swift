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
    /// The cloud without its legend.
    var cloud = Rect(x: 0, y: 0, width: 0, height: 0)
    /// The cloud's legend.
    var legend = Rect(x: 0, y: 0, width: 0, height: 0)

    init(_ size: Size, _ topics: TopicsPaneState) {
        self.init(size, view: topics.view, listed: topics.snapshot?.report.top.count ?? 0)
    }

    /// - Parameter listed: How many tags the list has; rows it leaves empty go to the chosen tag's course.
    init(_ size: Size, view: TopicsPaneState.View, listed: Int) {
        let room = Rect(size)
        switch (size.width, size.height) {
        case (..<8, _), (_, ..<1): rung = .number
        case (_, 1...2): rung = .line
        case (_, 3...6), (..<30, _): rung = .list
        case (..<76, _), (_, ..<20): rung = .compact
        default: rung = .full
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
        divideBars(listed)
    }

    private mutating func divide(_ body: Rect, _ view: TopicsPaneState.View) {
        let hasRoomBeside = body.width >= 56 && body.height >= 6
        let hasRoomBelow = rung == .full && body.height >= 44
        switch view {
        case .bars: bars = body
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

    private mutating func divideBars(_ listed: Int) {
        guard rung == .full, bars.height >= 14, bars.width >= 40 else { return }
        let spare = bars.height - listed - 1
        let (list, rest) = bars.splitTop(bars.height - min(max(3, spare), 12))
        bars = list
        detail = rest.splitTop(1).rest
    }

    /// The word chosen has marks at its sides, so a column is left free there; the legend takes the last row.
    private mutating func place(cloud room: Rect) {
        let (words, last) = room.splitTop(room.height >= 7 ? room.height - 1 : room.height)
        cloud = words.inset(dx: words.width > 20 ? 1 : 0, dy: 0)
        legend = last
    }
}
