import UtsiktCore
import UtsiktScreen

/// The line at the top: the program, the world and its clocks, the pace, and tabs of the panes.
enum StatusLine {
    static func draw(_ painter: inout Painter, _ state: AppState) {
        let width = painter.size.width
        let tabsFrom = drawTabs(&painter, state)
        let separator = state.glyphs.isUnicode ? " · " : " - "
        var x = painter.text(" Utsikt", x: 0, y: 0, Style(.accent, .bold), limit: width) + 2
        for (text, style) in parts(state) {
            let columns = TextWidth.of(text)
            guard x + columns <= tabsFrom - 1 else { break }
            if x > 9 { painter.text(separator, x: x - 3, y: 0, Style(.faint)) }
            painter.text(text, x: x, y: 0, style)
            x += columns + 3
        }
    }

    private static func parts(_ state: AppState) -> [(String, Style)] {
        let world = state.world
        var parts: [(String, Style)] = []
        if world.isReplay {
            let arrow = state.glyphs.isUnicode ? "▸▸ " : ">> "
            let pause = state.glyphs.isUnicode ? "‖ " : "|| "
            if world.isPaused {
                parts.append((pause + "paused, replay \(world.speed)", Style(.warning, .bold)))
            } else {
                parts.append((arrow + "replay \(world.speed)", Style(.info, .bold)))
            }
        } else if world.weatherToday != nil {
            parts.append(("files", Style(.info, .bold)))
        } else {
            parts.append(world.isPaused ? ("paused", Style(.warning, .bold)) : ("live", Style(.good, .bold)))
        }
        parts.append((world.name, Style(.muted)))
        if let now = world.topicsNow {
            let zone = state.preferences.zone
            let wall = zone.wall(now)
            parts.append(("posts \(wall.day) \(ClockText.minute(wall))\(zone.suffix)", Style(.muted)))
        }
        if let day = world.weatherToday { parts.append(("weather \(day)", Style(.muted))) }
        if state.layout != 0, !state.isZoomed {
            parts.append((state.preferences.layouts[state.layout].name, Style(.faint)))
        }
        return parts
    }

    /// Draws the tabs at the right end when there is room and returns the column where they start.
    private static func drawTabs(_ painter: inout Painter, _ state: AppState) -> Int {
        let width = painter.size.width
        let panes = state.panes
        let long = panes.ids.map { panes.heading(of: $0) }
        // Those after the ninth have no digit.
        let short = panes.ids.map { id in panes.digit(of: id).map { "\($0)" } ?? String(id.rawValue.prefix(1)) }
        let longWidth = long.reduce(0) { $0 + $1.count + 2 }
        let labels = longWidth + 34 <= width ? long : short
        let total = labels.reduce(0) { $0 + $1.count + 2 }
        guard total + 9 <= width else { return width + 1 }
        var x = width - total
        for (id, label) in zip(panes.ids, labels) {
            let isFocused = id == state.focus
            let style = isFocused ? Style(.selection, [.bold, .reverse]) : Style(.muted)
            painter.text(" \(label) ", x: x, y: 0, style)
            painter.hit(
                Rect(x: x, y: 0, width: label.count + 2, height: 1), action: "pane.\(id.rawValue)")
            x += label.count + 2
        }
        return width - total
    }
}
