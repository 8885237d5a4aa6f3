import UtsiktCore
import UtsiktScreen

/// What can be changed, each with its keys, and the capacity that follows.
struct SettingsView {
    let analysis: FabricAnalysis
    let glyphs: FabricGlyphs

    private struct Row {
        let name: String
        let value: String
        let keys: String
        let less: String
        let more: String
    }

    private var rows: [Row] {
        let plan = analysis.plan
        let kept = plan.keepsReserve ? "\(plan.reservedUplinks) kept" : "none"
        return [
            Row(name: "spines", value: "\(plan.spines)", keys: "S s", less: "spines.fewer", more: "spines.more"),
            Row(name: "leafs", value: "\(plan.leafs)", keys: "l", less: "leafs", more: "leafs"),
            Row(name: "servers", value: "\(plan.servers)", keys: "n N", less: "servers.fewer", more: "servers.more"),
            Row(name: "moved", value: "\(plan.moved)", keys: "- +", less: "moved.fewer", more: "moved.more"),
            Row(
                name: "40G", value: plan.leafs == 2 ? "one each" : (plan.hasDualForty ? "dual" : "single"), keys: "o",
                less: "forty", more: "forty"),
            Row(name: "reserve", value: kept, keys: "r", less: "reserve", more: "reserve"),
            Row(
                name: "switch", value: plan.model.model.replacing("generic ", with: ""), keys: "w", less: "model",
                more: "model"),
        ]
    }

    /// Rows that it can fill.
    static let height = 7

    /// One setting a line: `spines ◂ 4 ▸   S s`.
    func draw(_ painter: inout Painter, in rect: Rect) {
        guard rect.width >= 12 else { return }
        for (index, row) in rows.prefix(rect.height).enumerated() {
            let y = rect.y + index
            painter.text(row.name, x: rect.x, y: y, Style(.muted))
            let left = rect.x + 8
            let keysWidth = rect.width >= 22 ? 4 : 0
            let room = max(0, rect.width - 8 - 4 - keysWidth)
            painter.text(glyphs.less, x: left, y: y, Style(.key))
            let value = glyphs.text(row.value)
            let taken = painter.text(value, x: left + 2, y: y, Style(.accent), limit: room)
            painter.text(glyphs.more, x: left + 2 + taken + 1, y: y, Style(.key))
            if keysWidth > 0 { painter.textRight(row.keys, maxX: rect.maxX, y: y, Style(.key)) }
            painter.hit(Rect(x: left, y: y, width: 2, height: 1), action: "fabric." + row.less, pane: "fabric")
            painter.hit(
                Rect(x: left + 2, y: y, width: taken + 2, height: 1), action: "fabric." + row.more, pane: "fabric")
        }
    }

    /// The capacity in one line, the most important part first.
    static func capacity(_ analysis: FabricAnalysis, _ glyphs: FabricGlyphs) -> [String] {
        let capacity = analysis.capacity
        let ratio = capacity.ratio.map(\.text) ?? "no uplink"
        let homed = analysis.plan.leafs == 1 ? "dual-homed servers" : "servers, a link each leaf"
        var parts = ["\(capacity.tenGig)\(glyphs.times)10G", ratio, "\(capacity.servers) \(homed)"]
        if capacity.native40 > 0 { parts.append("\(capacity.native40) more at 40G") }
        if capacity.lost > 0 { parts.append("\(capacity.lost) ports lost") }
        return parts
    }

    /// What is moved and what could be.
    static func migration(_ analysis: FabricAnalysis) -> String {
        let plan = analysis.plan
        let most = analysis.simulation.kMax.map { "\($0) can" } ?? "no state fits"
        return "\(plan.servers) servers, \(plan.moved) moved, \(most)"
    }
}
