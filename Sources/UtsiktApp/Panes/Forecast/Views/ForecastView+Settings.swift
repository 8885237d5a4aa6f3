import UtsiktCore
import UtsiktScreen

extension ForecastView {
    /// The settings list, scrolled to the chosen row where it is longer than the room.
    func drawSettings(_ painter: inout Painter) {
        let (width, height) = (painter.size.width, painter.size.height)
        painter.text("Settings", x: 0, y: 0, Style(.title), limit: width)
        if state.isTraining {
            painter.textRight(ForecastWords.training(painter.glyphs), maxX: width, y: 0, Style(.info))
        } else if state.rows.count > height - 1 {
            let index = state.rows.firstIndex(of: state.chosen) ?? 0
            painter.textRight("\(index + 1) of \(state.rows.count)", maxX: width, y: 0, Style(.muted))
        }
        guard height > 1 else { return }
        let rows = state.rows
        let chosen = rows.firstIndex(of: state.chosen) ?? 0
        let offset = min(max(0, chosen - (height - 1) / 2), max(0, rows.count - (height - 1)))
        for (line, setting) in rows.dropFirst(offset).prefix(height - 1).enumerated() {
            drawSetting(&painter, setting, y: 1 + line)
        }
    }

    private func drawSetting(_ painter: inout Painter, _ setting: ForecastSetting, y: Int) {
        let width = painter.size.width
        let isChosen = setting == state.chosen
        if isChosen { painter.put(painter.glyphs.pointer, x: 0, y: y, Style(.selection, .bold)) }
        painter.text(
            setting.label, x: 2, y: y, isChosen ? Style(.selection, .bold) : Style(.muted), limit: max(0, width - 2))
        let keys = isFocused && width >= 34 ? keys(of: setting) : ""
        let room = max(0, width - 13 - (keys.isEmpty ? 0 : TextWidth.of(keys) + 1))
        let isLeaking = setting == .split && state.settings.split == .random
        let isDefault = setting.reset(state.settings, to: state.origin) == state.settings
        let role: Role = isLeaking ? .bad : isChosen ? .selection : isDefault ? .text : .accent
        var value = text(of: setting, painter.glyphs)
        if TextWidth.of(value) > room { value = value.replacing(" (default)", with: "") }
        painter.text(value, x: 13, y: y, Style(role, isChosen ? .bold : []), limit: room)
        if !keys.isEmpty { painter.textRight(keys, maxX: width, y: y, Style(.key)) }
        painter.hit(
            Rect(x: 0, y: y, width: width, height: 1), action: "forecast.select", item: setting.rawValue,
            wheelUp: "forecast.more", wheelDown: "forecast.less")
    }

    /// The keys that change a row without choosing it, as the user has them.
    private func keys(of setting: ForecastSetting) -> String {
        switch setting {
        case .lambda, .alpha: key("forecast.weaker") + " " + key("forecast.stronger")
        default: setting.action.map { key($0) } ?? ""
        }
    }

    private func text(of setting: ForecastSetting, _ glyphs: GlyphSet) -> String {
        let text = setting.value(state.settings, state.snapshot)
        return glyphs.isUnicode || !text.hasPrefix("±") ? text : "+/-" + text.dropFirst()
    }

    /// One line for tuning where the list is not shown: the chosen row, then what the model is worth, or other settings.
    func drawTuning(_ painter: inout Painter) {
        let width = painter.size.width
        let setting = state.chosen
        painter.put(painter.glyphs.pointer, x: 0, y: 0, Style(.selection, .bold))
        var x = 2 + painter.text(setting.label + " ", x: 2, y: 0, Style(.muted), limit: max(0, width - 2))
        x += painter.text(
            text(of: setting, painter.glyphs), x: x, y: 0, Style(.selection, .bold), limit: max(0, width - x))
        painter.hit(
            Rect(x: 0, y: 0, width: x, height: 1), action: "forecast.select", item: setting.rawValue,
            wheelUp: "forecast.more", wheelDown: "forecast.less")
        guard width - x > 12 else { return }
        if state.isTraining {
            painter.textRight(ForecastWords.training(painter.glyphs), maxX: width, y: 0, Style(.info))
            return
        }
        if state.view != .lab, let evaluation = snapshot.evaluation {
            let short = "RMSE " + units.fullError(evaluation.eval.rmse)
            let worth = [errorLine, short].map { mark(painter.glyphs) + $0 }.first { TextWidth.of($0) + 3 <= width - x }
            if let worth { painter.textRight(worth, maxX: width, y: 0, Style(verdictRole)) }
            return
        }
        let others = state.rows.filter { ![setting, .target, .field, .hour, .clip, .attributes].contains($0) }
            .map { text(of: $0, painter.glyphs) }.joined(separator: ", ")
        painter.text(others, x: x + 3, y: 0, Style(.muted), limit: width - x - 3)
    }
}
