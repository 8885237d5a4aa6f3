import UtsiktCore
import UtsiktScreen

/// The forecast pane's picture of one snapshot, block by block.
struct ForecastView {
    let app: AppState
    let snapshot: ForecastSnapshot
    let isFocused: Bool
    let units: TargetUnits
    /// The strip of views; nil for none.
    private let tabs: PaneTabs?

    init(_ app: AppState, _ snapshot: ForecastSnapshot, isFocused: Bool, tabs: PaneTabs? = nil) {
        self.app = app
        self.snapshot = snapshot
        self.isFocused = isFocused
        self.tabs = tabs
        units = TargetUnits(
            snapshot.target?.field ?? snapshot.settings.targetField, app.preferences.temperature, app.glyphs)
    }

    var state: ForecastPaneState { app.forecast }

    /// Draws the view that is chosen, whatever the size.
    func draw(_ painter: inout Painter) {
        let size = painter.size
        let needed = state.view.least
        guard size.width >= needed.width, size.height >= needed.height else {
            if size.width >= 16, size.height >= 3, state.view == .lab { return drawLines(&painter) }
            return drawLine(&painter)
        }
        var room = painter.bounds
        if size.width >= 66, size.height >= 17 {
            let (top, rest) = room.splitTop(1)
            if let tabs {
                painter.inside(top) { TabStrip(tabs: tabs, state: app, isFocused: isFocused).draw(&$0) }
            }
            room = rest
        }
        if !snapshot.attributions.isEmpty, room.height >= 12 {
            // Whose data it is stands with every view, as their terms ask.
            let words = snapshot.attributions.joined(separator: painter.glyphs.isUnicode ? " · " : ", ")
            painter.text(words, x: 1, y: room.maxY - 1, Style(.faint), limit: max(0, room.width - 2))
            room = Rect(x: room.x, y: room.y, width: room.width, height: room.height - 1)
        }
        if state.view == .lab { return painter.inside(room) { drawLab(&$0) } }
        // The chosen setting stays in sight, so that it can be turned while any view answers.
        if room.height >= 10 {
            painter.inside(Rect(x: 1, y: room.maxY - 1, width: max(0, room.width - 2), height: 1)) {
                drawTuning(&$0)
            }
            room = Rect(x: room.x, y: room.y, width: room.width, height: room.height - 1)
            if let remark = remarks.first, room.height >= 12 {
                painter.text("! " + remark.text, x: 1, y: room.maxY - 1, Style(remark.role), limit: room.width - 2)
                room = Rect(x: room.x, y: room.y, width: room.width, height: room.height - 1)
            }
        }
        painter.inside(Rect(x: 1, y: room.y, width: max(0, room.width - 2), height: room.height)) { painter in
            fading(&painter) { painter in
                switch state.view {
                case .lab: break
                case .report: ReportView(self).draw(&painter)
                case .residuals: ResidualsView(self).draw(&painter)
                case .coefficients: CoefficientsView(self).draw(&painter)
                case .curve: CurveView(self).draw(&painter)
                case .prediction: PredictionView(self).draw(&painter)
                case .runs: RunsView(self).draw(&painter)
                }
            }
        }
    }

    /// Draws and then dims, when what is drawn is older than the settings.
    func fading(_ painter: inout Painter, _ body: (inout Painter) -> Void) {
        body(&painter)
        guard state.isStale else { return }
        // What is wrong stays bright.
        painter.restyle(painter.bounds) { if $0.role != .bad { $0.attributes.insert(.dim) } }
    }

    // MARK: Parts that all views share

    /// A heading with a caption at its right; returns the room below it.
    func heading(_ painter: inout Painter, _ rect: Rect, _ title: String, _ caption: String = "") -> Rect {
        let (top, rest) = rect.splitTop(1)
        painter.inside(top) { painter in
            let used = painter.text(title, x: 0, y: 0, Style(.title), limit: top.width)
            if !caption.isEmpty, top.width - used >= TextWidth.of(caption) + 3 {
                painter.textRight(caption, maxX: top.width - 1, y: 0, Style(.muted))
            }
        }
        return rest
    }

    /// A note in the middle of a room without data.
    func note(_ painter: inout Painter, _ rect: Rect, _ text: String, _ role: Role = .muted) {
        painter.inside(rect) { painter in
            let lines = TextWrap.lines(text, width: max(1, painter.size.width - 2))
            let top = max(0, (painter.size.height - lines.count) / 3)
            for (row, line) in lines.enumerated() {
                painter.text(line, x: 1, y: top + row, Style(role), limit: max(0, painter.size.width - 2))
            }
        }
    }

    /// The sign before the verdict: never colour alone.
    func mark(_ glyphs: GlyphSet) -> String {
        guard let evaluation = snapshot.evaluation else { return "" }
        if evaluation.isBeaten { return "! " }
        return glyphs.isUnicode ? "✓ " : "+ "
    }

    /// The role of the verdict.
    var verdictRole: Role { snapshot.evaluation?.isBeaten == true ? .warning : .good }

    /// The first key of an action, as the user has it.
    func key(_ id: String) -> String {
        KeyNames.first(id, app)
    }

    /// A day of an instant in the zone shown.
    func day(of time: Timestamp) -> CivilDay { app.preferences.zone.wall(time).day }

    /// The place of an instant on a time axis in the zone shown, in seconds.
    ///
    /// Counted from the first day of a week, so that an axis of whole weeks has its ticks there.
    func x(_ time: Timestamp) -> Double { Double(app.preferences.zone.wall(time).seconds - firstWeek) }

    /// The place of a day on a time axis.
    func x(_ day: CivilDay) -> Double { Double(Timestamp(day: day).seconds - firstWeek) }

    /// What stands at a place of a time axis; nil beyond all calendars.
    func time(at x: Double) -> Timestamp? {
        abs(x) < 1e14 ? Timestamp(seconds: Int64(bounded: x.rounded()) + firstWeek) : nil
    }

    /// The first Monday or Sunday after the zero of time, a Thursday.
    private var firstWeek: Int64 { (app.preferences.weekStart == .monday ? 4 : 3) * 86400 }

    /// A time axis in whole days.
    var dayAxis: ChartAxis {
        .steps(ChartAxis.timeSteps.filter { $0 >= 86400 }) { x in time(at: x).map { ForecastWords.day($0.day) } ?? "" }
    }
}

extension LabView {
    /// The least room for the view itself; below it stands one line.
    var least: Size {
        switch self {
        case .lab: Size(width: 50, height: 10)
        case .report, .runs: Size(width: 30, height: 5)
        case .residuals, .coefficients, .curve, .prediction: Size(width: 24, height: 5)
        }
    }
}
