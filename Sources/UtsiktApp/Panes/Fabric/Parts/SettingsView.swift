import UtsiktCore
import UtsiktScreen

/// What can be changed, each with its keys, and in a what-if what it was.
struct SettingsView {
    let analysis: FabricAnalysis
    let glyphs: FabricGlyphs
    /// The real rack in a what-if; nil otherwise.
    var ghost: FabricAnalysis?
    /// The key of an action, without `fabric.`.
    var key: (String) -> String = { _ in "" }

    private struct Row: Sendable {
        let name: String
        let value: @Sendable (FabricPlan) -> String
        let less: String
        let more: String
    }

    private static let rows = [
        Row(name: "spines", value: { "\($0.spines)" }, less: "spines.fewer", more: "spines.more"),
        Row(name: "links", value: { "\($0.linksPerSpine) each" }, less: "links.fewer", more: "links.more"),
        Row(name: "leaves", value: { "\($0.leafs)" }, less: "leafs", more: "leafs"),
        Row(name: "servers", value: { "\($0.servers)" }, less: "servers.fewer", more: "servers.more"),
        Row(name: "moved", value: { "\($0.moved)" }, less: "moved.fewer", more: "moved.more"),
        Row(
            name: "port", value: { $0.leafs == 2 ? "one each" : ($0.hasDualForty ? "dual" : "single") },
            less: "forty", more: "forty"),
        Row(
            name: "reserve", value: { $0.reservedUplinks > 0 ? "\($0.reservedUplinks) kept" : "none" },
            less: "reserve.all", more: "reserve.all"),
        Row(
            name: "switch", value: { $0.model.model.replacing("generic ", with: "") }, less: "model.previous",
            more: "model.next"),
        Row(
            name: "speeds", value: { "\($0.speeds.laneTitle)/\($0.speeds.portTitle)" }, less: "speeds", more: "speeds"),
        Row(name: "grow to", value: { "\($0.targetSpines) spines" }, less: "target.fewer", more: "target.more"),
    ]

    /// Rows that the most important ones fill.
    static let height = 8
    /// Rows that all of them fill.
    static let fullHeight = rows.count

    /// One setting a line: `spines ◂ 4 ▸   S s`.
    func draw(_ painter: inout Painter, in rect: Rect) {
        guard rect.width >= 12 else { return }
        for (index, row) in Self.rows.prefix(rect.height).enumerated() {
            let y = rect.y + index
            painter.text(
                row.name == "port" ? analysis.plan.speeds.portTitle : row.name, x: rect.x, y: y, Style(.muted))
            let left = rect.x + 8
            let keysWidth = rect.width >= 22 ? 4 : 0
            let room = max(0, rect.width - 8 - 4 - keysWidth)
            painter.text(glyphs.less, x: left, y: y, Style(.key))
            let now = row.value(analysis.plan)
            let before = ghost.map { row.value($0.plan) } ?? now
            var column = left + 2
            if before != now, before.count + now.count + 1 <= room, row.name != "switch" {
                column += painter.text(before, x: column, y: y, Style(.muted))
                column += painter.text(glyphs.arrow, x: column, y: y, Style(.faint))
            }
            let style = before == now ? Style(.accent) : Style(.accent, .bold)
            column += painter.text(glyphs.text(now), x: column, y: y, style, limit: max(0, left + 2 + room - column))
            painter.text(glyphs.more, x: column + 1, y: y, Style(.key))
            if keysWidth > 0 { painter.textRight(keys(row), maxX: rect.maxX, y: y, Style(.key)) }
            let (less, more) = ("fabric." + row.less, "fabric." + row.more)
            painter.hit(
                Rect(x: rect.x, y: y, width: rect.width, height: 1), action: more, pane: "fabric", wheelUp: more,
                wheelDown: less)
            painter.hit(
                Rect(x: left, y: y, width: 2, height: 1), action: less, pane: "fabric", wheelUp: more, wheelDown: less)
        }
    }

    private func keys(_ row: Row) -> String {
        let more = key(row.name == "switch" ? "model" : row.more)
        guard row.less != row.more, row.name != "switch" else { return more }
        return [key(row.less), more].filter { !$0.isEmpty }.joined(separator: " ")
    }

    /// The capacity in parts, the most important one first.
    static func capacity(_ analysis: FabricAnalysis, _ glyphs: FabricGlyphs) -> [String] {
        let (plan, capacity) = (analysis.plan, analysis.capacity)
        let homed =
            plan.leafs == 2
            ? "servers, a link each leaf" : (plan.tenGigLinks == 2 ? "dual-homed servers" : "servers")
        let lanes = capacity.tenGig + capacity.sfp
        var parts = [
            "\(lanes)\(glyphs.times)\(plan.speeds.laneTitle)", FabricWords.ratio(capacity.ratio),
            "\(capacity.servers) \(homed)",
        ]
        if capacity.native40 > 0 { parts.append("\(capacity.native40) more at \(plan.speeds.portTitle)") }
        if capacity.lost > 0 { parts.append(FabricWords.counted(capacity.lost, "port") + " lost") }
        return parts
    }

    /// What is moved and what could be.
    static func migration(_ analysis: FabricAnalysis) -> String {
        let plan = analysis.plan
        let most = analysis.simulation.kMax.map { "at most \($0) can" } ?? "no state fits"
        return "\(plan.moved) of \(plan.servers) servers moved, \(most)"
    }
}
