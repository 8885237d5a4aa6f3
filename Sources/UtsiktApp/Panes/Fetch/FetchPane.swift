import UtsiktCore
public import UtsiktScreen

/// How fetching stands: what is done, what budgets allow, what failed and why.
public enum FetchPane: Pane {
    /// The fetch pane.
    public static let id = PaneID.fetch
    /// The title.
    public static let title = "Fetch"
    /// It tells how the program does.
    public static let share = PaneShare(.service, weight: 16)
    /// Nothing has been fetched.
    public static let initial = FetchPaneState()

    /// Trying again, and the failed list.
    public static let actions: [Action] = [
        Action(
            id: "fetch.retry", title: "try again", help: "Fetches again what failed.",
            keys: [.character("r")], scope: .pane(.fetch), prominence: 4,
            disabledReason: { state in
                if state.fetch.snapshot?.phase == .following { return "another process fetches" }
                let isPaused = state.fetch.snapshot?.sources.contains { $0.pause != nil } ?? false
                return isPaused || (state.fetch.snapshot?.setAside ?? 0) > 0 ? nil : "nothing has failed"
            },
            perform: { state, _ in
                let count = state.fetch.snapshot?.setAside ?? 0
                state.notice = count > 0 ? "trying \(NumberText.grouped(count)) again" : "trying again"
                return [.world(.retrySetAside)]
            }),
        scroll("up", "Up", "Scrolls the list of failures one line up.", [.up], 1) { $0.fetch.scroll(by: -1) },
        scroll("down", "Down", "Scrolls the list of failures one line down.", [.down], 0) { $0.fetch.scroll(by: 1) },
        scroll("page_up", "Page up", "Scrolls the list of failures one page up.", [.pageUp], 0) {
            $0.fetch.scroll(by: -max(1, $0.fetch.room.height / 2))
        },
        scroll("page_down", "Page down", "Scrolls the list of failures one page down.", [.pageDown], 0) {
            $0.fetch.scroll(by: max(1, $0.fetch.room.height / 2))
        },
        scroll("first", "First", "Goes to the start of the list of failures.", [.home], 0) {
            $0.fetch.scrollToEnd(false)
        },
        scroll("last", "Last", "Goes to the end of the list of failures.", [.end], 0) { $0.fetch.scrollToEnd(true) },
    ]

    private static func scroll(
        _ verb: String, _ title: String, _ help: String, _ keys: [Key], _ prominence: Int,
        _ change: @escaping @Sendable (inout AppState) -> Void
    ) -> Action {
        Action(
            id: "fetch.\(verb)", title: title, help: help, keys: keys, scope: .pane(.fetch), prominence: prominence
        ) { state, _ in
            change(&state)
            return []
        }
    }

    /// `71% · 627 of 889`.
    public static func caption(_ state: AppState) -> String {
        guard let snapshot = state.fetch.snapshot, snapshot.total > 0 else { return "" }
        let words = FetchWords(state.glyphs)
        return "\(FetchWords.percent(snapshot.doneFraction))\(words.dot)\(NumberText.grouped(snapshot.done)) of "
            + NumberText.grouped(snapshot.total)
    }

    /// Remembers the room, for paging.
    public static func prepare(_ state: inout AppState, inner: Size) {
        if state.fetch.room != inner { state.fetch.room = inner }
    }

    /// Finds what failed, by account, place or reason.
    public static func search(_ text: String, in state: AppState) -> [SearchHit] {
        let wanted = text.lowercased()
        return (state.fetch.snapshot?.sources.flatMap(\.setAsideTasks) ?? []).enumerated()
            .filter { "\($0.element.label) \($0.element.reason)".lowercased().contains(wanted) }
            .map { SearchHit(item: "\($0.offset)", title: $0.element.label) }
    }

    /// What there is to find.
    public static var searchHint: String { "an account, a place or a reason among what failed" }

    /// The first line of the failed list in sight.
    public static func current(_ state: AppState) -> String? { "\(state.fetch.offset)" }

    /// Brings a line of the failed list into sight.
    public static func reveal(_ item: String, in state: inout AppState) {
        guard let line = Int(item) else { return }
        state.fetch.scrollToEnd(false)
        state.fetch.scroll(by: line)
    }

    /// How each source stands and what failed, as CSV.
    public static func copied(_ state: AppState) -> CopiedText? {
        guard let snapshot = state.fetch.snapshot else { return nil }
        var table = CSVTable(["source", "what", "done", "total", "set_aside", "reason"], lineEnd: .lf)
        for source in snapshot.sources {
            table.add([
                source.id.rawValue, source.title, "\(source.done)", "\(source.total)", "\(source.setAside)", "",
            ])
            for task in source.setAsideTasks {
                table.add([source.id.rawValue, task.label, "", "", "1", task.reason])
            }
        }
        return CopiedText(name: "fetch.csv", text: table.text)
    }

    /// Draws the richest form that fits: blocks for each source with budgets, history and lists; a few lines each; one line
    /// each; one line; a percentage.
    public static func draw(_ painter: inout Painter, _ context: PaneContext) {
        let size = painter.size
        guard size.width > 0, size.height > 0 else { return }
        guard let snapshot = context.state.fetch.snapshot else {
            painter.text("nothing is being fetched yet", x: 0, y: 0, Style(.muted), limit: size.width)
            return
        }
        let words = FetchWords(painter.glyphs)
        if size.width < 24 || size.height < max(1, snapshot.sources.count) {
            return drawSmall(&painter, snapshot, words)
        }
        if let plan = FetchPlan.richest(for: snapshot, size: size, isZoomed: context.isZoomed) {
            draw(&painter, snapshot, plan, context, words)
        } else {
            for (y, source) in snapshot.sources.enumerated() where y < size.height {
                painter.inside(Rect(x: 0, y: y, width: size.width, height: 1)) {
                    SourceView(source: source, snapshot: snapshot, words: words).drawLine(&$0)
                }
            }
        }
    }

    private static func draw(
        _ painter: inout Painter, _ snapshot: FetchSnapshot, _ plan: FetchPlan, _ context: PaneContext,
        _ words: FetchWords
    ) {
        var rest = painter.bounds
        if plan.hasSummary {
            let parts = rest.splitTop(plan.isAiry ? 2 : 1)
            painter.inside(parts.top) { drawSummary(&$0, snapshot, context, words) }
            rest = parts.rest
        }
        if plan.columns > 1 {
            let parts = rest.splitTop(plan.blockHeights.max() ?? 0)
            let width = (rest.width - (plan.columns - 1) * 4) / plan.columns
            for (index, source) in snapshot.sources.enumerated() {
                let rect = Rect(x: index * (width + 4), y: parts.top.y, width: width, height: parts.top.height)
                painter.inside(rect) {
                    SourceView(source: source, snapshot: snapshot, words: words).draw(&$0, plan)
                }
            }
            rest = parts.rest
        } else {
            for (source, height) in zip(snapshot.sources, plan.blockHeights) {
                let parts = rest.splitTop(height)
                painter.inside(parts.top) {
                    SourceView(source: source, snapshot: snapshot, words: words).draw(&$0, plan)
                }
                rest = parts.rest
            }
        }
        drawLists(&painter, in: rest, snapshot, context, words)
    }

    /// What failed, and beside or below it what happened last, in the rows that are left.
    private static func drawLists(
        _ painter: inout Painter, in rest: Rect, _ snapshot: FetchSnapshot, _ context: PaneContext, _ words: FetchWords
    ) {
        var rest = rest
        let aside = snapshot.sources.flatMap(\.setAsideTasks)
        let showsActivity = context.isZoomed && !snapshot.activity.isEmpty
        guard rest.height >= 2, !aside.isEmpty || showsActivity else { return }
        if !aside.isEmpty {
            var part = rest
            if showsActivity, rest.width >= 120 {
                (part, rest) = { ($0.left, $0.rest) }(rest.splitLeft(rest.width / 2))
                part.width -= 2
                rest.x += 2
                rest.width -= 2
            } else if showsActivity, rest.height >= 8 {
                (part, rest) = { ($0.top, $0.rest) }(rest.splitTop(min(aside.count + 2, rest.height / 2)))
            } else {
                rest.height = 0
            }
            painter.inside(part) {
                let key = KeyNames.first("fetch.retry", context.state)
                SetAsideView(
                    tasks: aside, offset: context.state.fetch.offset, words: words,
                    retry: key.isEmpty ? "" : "\(key) retries"
                ).draw(&$0)
            }
        }
        guard showsActivity, rest.height >= 3 else { return }
        painter.inside(rest) {
            ActivityView(entries: snapshot.activity, words: words, zone: context.state.preferences.zone).draw(&$0)
        }
    }

    private static func drawSummary(
        _ painter: inout Painter, _ snapshot: FetchSnapshot, _ context: PaneContext, _ words: FetchWords
    ) {
        let state = words.phase(snapshot, isPaused: context.state.world.isPaused)
        let width = painter.size.width
        var x = painter.text(state.text, x: 0, y: 0, state.style, limit: width) + 2
        var parts = [
            "\(NumberText.grouped(snapshot.done)) of \(NumberText.grouped(snapshot.total)) done",
            words.count(snapshot.rows, "row", "rows"), words.count(snapshot.pages, "page", "pages"),
            words.bytes(snapshot.bytes),
        ]
        if snapshot.rejected > 0 { parts.append("\(NumberText.grouped(snapshot.rejected)) rejected") }
        var right = width
        if context.state.world.isReplay {
            let speed = "replay \(context.state.world.speed)"
            if x + TextWidth.of(speed) + 2 <= width {
                painter.textRight(speed, maxX: width, y: 0, Style(.info))
                right -= TextWidth.of(speed) + 2
            }
        }
        for (index, part) in parts.enumerated() {
            let columns = TextWidth.of(part) + (index > 0 ? 3 : 0)
            guard x + columns <= right else { break }
            if index > 0 { x += painter.text(words.dot, x: x, y: 0, Style(.faint)) }
            x += painter.text(part, x: x, y: 0, Style(index == 0 ? .text : .muted))
        }
        if let problem = snapshot.problem, painter.size.height > 1 {
            painter.text(problem, x: 0, y: 1, Style(.bad), limit: width)
        }
    }

    /// One line for everything, down to a percentage.
    private static func drawSmall(_ painter: inout Painter, _ snapshot: FetchSnapshot, _ words: FetchWords) {
        let (width, percent) = (painter.size.width, FetchWords.percent(snapshot.doneFraction))
        let done = NumberText.grouped(snapshot.done)
        let forms = [
            "\(percent)  \(done) of \(NumberText.grouped(snapshot.total))"
                + (snapshot.setAside > 0 ? ", \(NumberText.grouped(snapshot.setAside)) failed" : ""),
            "\(percent)  \(done)/\(NumberText.grouped(snapshot.total))", percent,
            String(percent.dropLast()),
        ]
        let text = forms.first { TextWidth.of($0) <= width } ?? (snapshot.doneFraction >= 1 ? "=" : "…")
        let y = (painter.size.height - 1) / 2
        painter.text(text, x: 0, y: y, Style(.accent, .bold), limit: width)
        if painter.size.height >= 3, width >= 6 {
            painter.inside(Rect(x: 0, y: y + 1, width: width, height: 1)) {
                ProgressBar(snapshot.fraction, text: "", role: .series1).draw(&$0)
            }
        }
    }
}

extension PaneID {
    /// What is being fetched.
    public static let fetch = PaneID("fetch")
}

extension AppState {
    /// The fetch pane's part.
    public var fetch: FetchPaneState {
        get { self[FetchPane.self] }
        _modify { yield &self[FetchPane.self] }
    }
}
