import UtsiktCore
import UtsiktScreen

/// Glyph, letter and meaning of the roles, with how many ports have each.
struct LegendView {
    let layout: PortLayout
    var speeds = LaneSpeeds.tenForty
    let glyphs: FabricGlyphs

    /// A line of the legend.
    struct Row {
        let glyph: Character
        let role: PortRole
        let name: String
        let count: Int
    }

    /// The roles; those without a port only when asked for.
    func rows(all: Bool) -> [Row] {
        let reserved = layout.reserved
        let rows = [
            Row(glyph: glyphs.uplink, role: .uplink(spine: 1, link: 1), name: "uplink", count: layout.uplinks),
            Row(
                glyph: glyphs.native, role: .native(LaneUse(server: 0, link: 0)), name: "\(speeds.portTitle) srv",
                count: layout.natives
            ),
            Row(
                glyph: glyphs.lit, role: .split(lanes: [LaneUse(server: 0, link: 0)]),
                name: "4\(glyphs.times)\(speeds.laneTitle)",
                count: layout.splits),
            Row(glyph: glyphs.reserved, role: .reserved(spine: 1), name: "kept", count: reserved),
            Row(glyph: glyphs.free, role: .free, name: "free", count: layout.free),
            Row(glyph: glyphs.dead, role: .off, name: "off", count: layout.lost),
            Row(
                glyph: glyphs.ring, role: .split(lanes: []), name: "SFP used", count: layout.litSFP),
        ]
        return all ? rows : rows.filter { $0.count > 0 || $0.name == "free" }
    }

    /// One role a line: glyph, letter, name, count.
    func draw(_ painter: inout Painter, in rect: Rect) {
        for (index, row) in rows(all: false).prefix(rect.height).enumerated() {
            let y = rect.y + index
            let style = FabricGlyphs.style(row.role)
            painter.put(row.glyph, x: rect.x, y: y, style)
            painter.put(row.role.letter, x: rect.x + 2, y: y, style)
            painter.text(
                row.name, x: rect.x + 4, y: y, Style(.text), limit: max(0, rect.width - (rect.width >= 13 ? 7 : 4)))
            if rect.width >= 13 {
                painter.textRight("\(row.count)", maxX: rect.x + min(rect.width, 16), y: y, Style(.accent))
            }
        }
    }
}
