/// A pane's frame: a title at the left and a caption at the right of its top edge.
///
/// The frame with the focus has heavy lines and a bold title besides its colour.
public struct Box: Sendable, Hashable {
    /// The title.
    public var title: String
    /// A few words at the right; dropped first when the frame is narrow.
    public var caption: String
    /// Whether the pane has the keys.
    public var isFocused: Bool
    /// A short mark before the title, as the digit that opens the pane; empty for none.
    public var badge: String

    /// Makes a frame.
    public init(title: String = "", caption: String = "", isFocused: Bool = false, badge: String = "") {
        self.title = title
        self.caption = caption
        self.isFocused = isFocused
        self.badge = badge
    }

    /// The rectangle inside the frame. Below 4 columns or 3 rows there is no frame, and all of the rectangle is inside.
    public static func inner(of rect: Rect) -> Rect {
        rect.width < 4 || rect.height < 3 ? rect : rect.inset(dx: 1, dy: 1)
    }

    /// Draws the frame along the edge of a rectangle and returns what is inside it, relative to the painter's rectangle.
    @discardableResult
    public func draw(_ painter: inout Painter, in rect: Rect) -> Rect {
        let inner = Self.inner(of: rect)
        guard inner != rect else { return rect }
        let line = Lines(isFocused: isFocused, glyphs: painter.glyphs)
        let style = Style(isFocused ? .borderFocused : .border)
        let (left, right, top, bottom) = (rect.x, rect.maxX - 1, rect.y, rect.maxY - 1)
        for x in (left + 1)..<right {
            painter.put(line.horizontal, x: x, y: top, style)
            painter.put(line.horizontal, x: x, y: bottom, style)
        }
        for y in (top + 1)..<bottom {
            painter.put(line.vertical, x: left, y: y, style)
            painter.put(line.vertical, x: right, y: y, style)
        }
        for (glyph, x, y) in zip4(line.corners, [(left, top), (right, top), (left, bottom), (right, bottom)]) {
            painter.put(glyph, x: x, y: y, style)
        }
        drawTexts(&painter, rect)
        return inner
    }

    private func drawTexts(_ painter: inout Painter, _ rect: Rect) {
        var x = rect.x + 2
        let end = rect.maxX - 2
        let titleStyle = isFocused ? Style(.title, .bold) : Style(.title)
        let badge = TextSanitizer.clean(badge, glyphs: painter.glyphs)
        let title = TextSanitizer.clean(title, glyphs: painter.glyphs)
        let badgeWidth = badge.isEmpty ? 0 : TextWidth.of(badge) + 1
        let titleWidth = TextWidth.of(title)
        if titleWidth + badgeWidth > 0, end - x >= 3 {
            painter.put(" ", x: x, y: rect.y)
            x += 1
            if badgeWidth > 0, badgeWidth + 2 <= end - x {
                x += painter.text(badge, x: x, y: rect.y, Style(.key))
                x += painter.text(" ", x: x, y: rect.y)
            }
            x += painter.text(title, x: x, y: rect.y, titleStyle, limit: end - x - 1)
            x += painter.text(" ", x: x, y: rect.y)
        }
        let room = end - x - 4
        let caption = TextSanitizer.clean(caption, glyphs: painter.glyphs)
        guard !caption.isEmpty, room >= min(TextWidth.of(caption), 8) else { return }
        let shown = TextWidth.truncate(caption, to: room, ellipsis: painter.glyphs.ellipsis)
        let start = end - TextWidth.of(shown) - 2
        painter.text(" ", x: start, y: rect.y)
        painter.text(shown, x: start + 1, y: rect.y, Style(.muted))
        painter.text(" ", x: end - 1, y: rect.y)
    }

    private func zip4(_ glyphs: [Character], _ places: [(Int, Int)]) -> [(Character, Int, Int)] {
        zip(glyphs, places).map { ($0, $1.0, $1.1) }
    }
}

/// The line glyphs of a frame.
private struct Lines {
    var horizontal: Character = "-"
    var vertical: Character = "|"
    /// Top left, top right, bottom left, bottom right.
    var corners: [Character] = ["+", "+", "+", "+"]

    init(isFocused: Bool, glyphs: GlyphSet) {
        switch (glyphs, isFocused) {
        case (.ascii, false): break
        case (.ascii, true): (horizontal, corners) = ("=", ["#", "#", "#", "#"])
        case (.latin, false): (horizontal, vertical, corners) = ("─", "│", ["┌", "┐", "└", "┘"])
        case (.latin, true): (horizontal, vertical, corners) = ("═", "║", ["╔", "╗", "╚", "╝"])
        case (_, false): (horizontal, vertical, corners) = ("─", "│", ["╭", "╮", "╰", "╯"])
        case (_, true): (horizontal, vertical, corners) = ("━", "┃", ["┏", "┓", "┗", "┛"])
        }
    }
}
