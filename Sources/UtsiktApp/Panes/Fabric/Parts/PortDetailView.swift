import UtsiktCore
import UtsiktScreen

/// What is on the selected port: its four legs, or what else it is used for.
struct PortDetailView {
    let analysis: FabricAnalysis
    let port: PortUse
    /// The leaf it is on, from 1.
    var leaf = 1
    let glyphs: FabricGlyphs

    private var plan: FabricPlan { analysis.plan }
    private var words: PortWords { PortWords(analysis, port, leaf: leaf) }

    /// The box's title.
    var title: String { glyphs.text(words.title) }

    /// One line: the port and what is on it.
    var line: String { glyphs.text(words.line) }

    /// Draws the fan-out and what the port can do.
    func draw(_ painter: inout Painter, in rect: Rect) {
        guard rect.height > 0, rect.width > 4 else { return }
        var y = rect.y
        if case .split(let lanes) = port.role, rect.height >= 4, rect.width >= 24 {
            fan(lanes, &painter, rect)
            y = rect.y + (rect.height >= 9 ? 5 : 4)
        } else {
            for part in TextRows.wrap(glyphs.text(words.use), width: rect.width) {
                guard y < rect.maxY else { return }
                painter.text(part, x: rect.x, y: y, Style(.text), limit: rect.width)
                y += 1
            }
        }
        let rest = Rect(x: rect.x, y: y, width: rect.width, height: rect.maxY - y)
        LabelledLines(lines: notes, glyphs: glyphs).draw(&painter, in: rest)
    }

    private func fan(_ lanes: [LaneUse?], _ painter: inout Painter, _ rect: Rect) {
        let system = plan.model.system
        let cable = words.cable
        let wire = FabricGlyphs.style(cable?.medium ?? .passiveDAC)
        painter.text(
            port.number < 10 ? " \(port.number)" : "\(port.number)", x: rect.x, y: rect.y + 1, Style(.accent, .bold))
        for (index, lane) in lanes.enumerated() {
            let isLit = lane != nil
            painter.put(
                isLit ? glyphs.lit : glyphs.dark, x: rect.x + 3 + index, y: rect.y + 1,
                isLit ? Style(.series3) : Style(.muted))
        }
        let joint = rect.x + 11
        for x in (rect.x + 8)..<joint { painter.put(glyphs.native, x: x, y: rect.y + 1, wire) }
        let plug = plan.speeds == .tenForty ? "SFP+" : "SFP28"
        painter.text("Q" + plug, x: rect.x + 1, y: rect.y + 2, Style(.muted))
        painter.text(glyphs.text("→ 4×") + plug, x: rect.x + 1, y: rect.y + 3, Style(.muted), limit: 10)
        let unicode = glyphs.glyphSet.isUnicode
        let corners: [Character] = unicode ? ["┌", "┼", "├", "└"] : ["+", "+", "+", "+"]
        for (index, lane) in lanes.enumerated() {
            let y = rect.y + index
            painter.put(corners[min(index, 3)], x: joint, y: y, wire)
            painter.text("/\(system.firstLane + index)", x: joint + 2, y: y, Style(.muted))
            let column = joint + 5
            guard let lane else {
                painter.put(glyphs.dark, x: column, y: y, Style(.muted))
                painter.text("unused", x: column + 2, y: y, Style(.muted), limit: max(0, rect.maxX - column - 2))
                continue
            }
            painter.put(glyphs.lit, x: column, y: y, Style(.series3))
            let leg = cable?.legs.first { $0.lane == index }
            let nic = leg?.nic ?? plan.nic(lane, leaf: leaf, speed: .lane)
            let name = "\(plan.name(ofServer: lane.server)) \(nic)"
            let taken = painter.text(
                name, x: column + 2, y: y, Style(.text), limit: max(0, rect.maxX - column - 2))
            let next = column + 2 + taken + 2
            let unit = unitText(lane.server)
            guard next + unit.count <= rect.maxX else { continue }
            painter.text(unit, x: next, y: y, Style(.muted))
            guard let leg else { continue }
            let metres = NumberText.fixed(leg.metres, 1) + " m"
            if next + 5 + metres.count <= rect.maxX { painter.text(metres, x: next + 5, y: y, Style(.muted)) }
        }
    }

    private func unitText(_ server: Int) -> String {
        guard analysis.placement.servers.indices.contains(server) else { return "" }
        return analysis.placement.servers[server].map { "U\($0)" } ?? "outside"
    }

    /// What stands beneath the legs, the most important first.
    private var notes: [(label: String, text: String)] {
        var notes: [(String, String)] = []
        if let cable = words.cable {
            notes.append(("cable", FabricWords.cable(cable, plan) + (cable.legs.count > 1 ? ", longest leg" : "")))
        }
        let system = plan.model.system
        for command in words.commands { notes.append((system == .generic ? "split" : system.title, command)) }
        if !words.commands.isEmpty, system != .generic { notes.append(("syntax", words.syntax)) }
        let outage = words.outage
        if !outage.isEmpty { notes.append(("outage", outage)) }
        switch port.role {
        case .uplink: notes.append(("rule", "servers never take an uplink"))
        case .native: notes.append(("rule", "a server never shares its \(plan.speeds.portTitle) port"))
        case .reserved: notes.append(("rule", "no server goes here, so that the fabric can grow"))
        case .free: notes.append(("rule", "room for the next move"))
        case .split, .off, .killed, .peerLink: break
        }
        notes.append(("switch", words.trust))
        return notes
    }
}
