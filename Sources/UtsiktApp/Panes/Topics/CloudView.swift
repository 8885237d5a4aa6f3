import UtsiktCore
import UtsiktScreen

/// The cloud in its place, with the meaning of its sizes and colours below.
struct CloudView {
    let context: PaneContext
    let rooms: TopicsRooms

    private var topics: TopicsPaneState { context.state.topics }

    func draw(_ painter: inout Painter) {
        guard let cloud = topics.cloud, !rooms.cloud.isEmpty else { return }
        // A layout of another room stays in the middle until the new one is there.
        let (room, made) = (rooms.cloud, cloud.layout.size)
        let middle = Rect(
            x: (room.width - made.width) / 2, y: (room.height - made.height) / 2, width: made.width, height: made.height
        )
        let colouring = topics.usableColouring
        painter.inside(room) { painter in
            painter.inside(middle) { painter in
                WordCloud.draw(cloud.layout, &painter, selected: topics.selected, colouring: colouring)
                for placed in cloud.layout.placed {
                    painter.hit(placed.rect, action: "topics.choose", item: placed.word.key)
                }
            }
        }
        painter.inside(rooms.legend) { painter in
            var text = cloud.layout.legend
            if cloud.layout.omitted > 0 {
                text += "\(TopicsFormat.separator(painter.glyphs))\(cloud.layout.omitted) of \(cloud.asked) left out"
            }
            painter.text(text, x: 0, y: painter.size.height - 1, Style(.muted), limit: painter.size.width)
            if painter.size.height > 1 { drawColours(cloud.layout, colouring, &painter) }
        }
    }

    private func drawColours(_ layout: CloudLayout, _ colouring: CloudColouring, _ painter: inout Painter) {
        var line = StyledLine()
        // Neighbours of one kind differ, so a kind may have two colours.
        func add(_ words: String, _ placed: [CloudLayout.Placed]) {
            let roles = placed.map { $0.style(colouring).role }
            guard !roles.isEmpty else { return }
            if line.width > 0 { line.add("  ", .plain) }
            for (index, role) in roles.enumerated() where !roles[..<index].contains(role) {
                line.add(painter.glyphs.hasBlocks ? "■" : "#", Style(role))
            }
            line.add(" " + words, Style(.muted))
        }
        switch colouring {
        case .growth:
            for growth in CloudWord.Growth.allCases {
                add(growth.rawValue, layout.placed.filter { $0.word.growth == growth })
            }
        case .group:
            for reach in TopicsReach.allCases {
                add(reach.rawValue, layout.placed.filter { $0.word.group == reach.rawValue })
            }
        case .word: return
        }
        line.draw(&painter, x: 0, y: 0, limit: painter.size.width)
    }
}
