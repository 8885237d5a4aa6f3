import UtsiktScreen

extension TextField {
    /// Draws the field in a row, scrolled so that the cursor is in sight, and shows the terminal's cursor there.
    func draw(_ painter: inout Painter, x: Int, y: Int, width: Int, placeholder: String = "") {
        guard width > 0 else { return }
        if text.isEmpty, !placeholder.isEmpty {
            painter.text(placeholder, x: x, y: y, Style(.faint), limit: width)
        }
        var shown = Array(text)
        var place = cursor
        while TextWidth.of(String(shown.prefix(place))) >= width, place > 0 {
            shown.removeFirst()
            place -= 1
        }
        painter.inside(Rect(x: x, y: y, width: width, height: 1)) { painter in
            painter.text(String(shown), x: 0, y: 0, isSelected ? Style(.text, .reverse) : Style(.text, .bold))
            painter.cursor(x: min(TextWidth.of(String(shown.prefix(place))), width - 1), y: 0)
        }
    }
}
