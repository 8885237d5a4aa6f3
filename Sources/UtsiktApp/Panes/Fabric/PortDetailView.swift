import UtsiktCore
import UtsiktScreen

/// What is on the selected port: its four legs, or what else it is used for.
struct PortDetailView {
    let analysis: FabricAnalysis
    let port: PortUse
    let glyphs: FabricGlyphs

    private var plan: FabricPlan { analysis.plan }
    private var system: NetworkSystem { plan.model.system }
    private var number: Int { system.number(ofPanelPort: port.number) }

    /// The box's title.
    var title: String {
        let name: String
        if case .split = port.role {
            let first = (try? system.laneName(port: number, lane: system.firstLane)) ?? ""
            name =
                system == .generic
                ? "4\(glyphs.times)10G" : "\(first)..\(system.firstLane + 3) \(glyphs.dot) 4\(glyphs.times)10G"
        } else {
            name = system == .generic ? "40G" : ((try? system.portName(number)) ?? "") + " \(glyphs.dot) 40G"
        }
        return "port \(port.number) \(glyphs.dot) \(name)"
    }

    /// One line: the port and what is on it.
    var line: String {
        let what: String
        switch port.role {
        case .uplink(let spine, let link):
            what = "uplink to spine s\(spine)" + (plan.linksPerSpine > 1 ? ", link \(link)" : "")
        case .reserved(let spine): what = "kept for spine s\(spine)"
        case .peerLink: what = "kept for the peer link"
        case .split(let lanes):
            let names = Set(lanes.compactMap { $0?.server }).sorted().map(FabricPlan.serverName)
            let dark = lanes.count { $0 == nil }
            what = "4×10G → " + names.joined(separator: " ") + (dark > 0 ? ", \(dark) dark" : "") + cableText
        case .native(let use): what = "40G → " + FabricPlan.serverName(use.server) + cableText
        case .free: what = port.canSplit ? "free: 4×10G or one 40G" : "free: 40G only"
        case .off: what = "off, to stay under the logical cap"
        case .killed(let by): what = "killed by the split of port \(by)"
        }
        return glyphs.text("port \(port.number): \(what)")
    }

    private var row: RackRow? { analysis.rack.first { $0.ports.contains(port.number) } }

    private var cableText: String {
        guard let row, let length = row.length, let medium = row.medium else { return "" }
        let metres = Int(exactly: length).map(String.init) ?? NumberText.fixed(length, 1)
        return ", \(medium.title) \(metres) m"
    }

    /// Draws the fan-out and what the port can do.
    func draw(_ painter: inout Painter, in rect: Rect) {
        guard rect.height > 0, rect.width > 4 else { return }
        var y = rect.y
        func put(_ text: String, _ style: Style = .plain, indent: Int = 0) {
            guard y < rect.maxY else { return }
            painter.text(glyphs.text(text), x: rect.x + indent, y: y, style, limit: rect.width - indent)
            y += 1
        }
        guard case .split(let lanes) = port.role, rect.height >= 4, rect.width >= 24 else {
            for part in pieces { put(part) }
            notes.forEach { put($0, Style(.muted)) }
            return
        }
        fan(lanes, &painter, rect)
        y = rect.y + 4
        if rect.height >= 8 { y += 1 }
        notes.forEach { put($0, Style(.muted)) }
    }

    private func fan(_ lanes: [LaneUse?], _ painter: inout Painter, _ rect: Rect) {
        let unicode = glyphs.glyphSet.isUnicode
        painter.text(
            port.number < 10 ? " \(port.number)" : "\(port.number)", x: rect.x, y: rect.y + 1, Style(.accent, .bold))
        for (index, lane) in lanes.enumerated() {
            let isLit = lane != nil
            painter.put(
                isLit ? glyphs.lit : glyphs.dark, x: rect.x + 3 + index, y: rect.y + 1,
                isLit ? Style(.series3) : Style(.muted))
        }
        let joint = rect.x + 11
        for x in (rect.x + 8)..<joint { painter.put(glyphs.native, x: x, y: rect.y + 1, Style(.series3)) }
        painter.text("QSFP+", x: rect.x + 1, y: rect.y + 2, Style(.muted))
        painter.text(glyphs.text("→ 4×SFP+"), x: rect.x + 1, y: rect.y + 3, Style(.muted))
        let corners: [Character] = unicode ? ["┌", "┼", "├", "└"] : ["+", "+", "+", "+"]
        for (index, lane) in lanes.enumerated() {
            let y = rect.y + index
            painter.put(corners[min(index, 3)], x: joint, y: y, Style(.series3))
            painter.text("/\(system.firstLane + index)", x: joint + 2, y: y, Style(.muted))
            let column = joint + 5
            if let lane {
                painter.put(glyphs.lit, x: column, y: y, Style(.series3))
                let unit = plan.unit(ofServer: lane.server).map { "U\($0)" } ?? "outside"
                painter.text(
                    "\(FabricPlan.serverName(lane.server)) eth\(lane.link)  \(unit)", x: column + 2, y: y, Style(.text),
                    limit: max(0, rect.maxX - column - 2))
            } else {
                painter.put(glyphs.dark, x: column, y: y, Style(.muted))
                painter.text("dark", x: column + 2, y: y, Style(.muted), limit: max(0, rect.maxX - column - 2))
            }
        }
    }

    private var pieces: [String] {
        let text = line
        guard let colon = text.firstIndex(of: ":") else { return [text] }
        return [
            String(
                text[
                    text.index(colon, offsetBy: 2, limitedBy: text.endIndex).map { $0..<text.endIndex }
                        ?? colon..<text.endIndex])
        ]
    }

    private var notes: [String] {
        var result: [String] = []
        switch port.role {
        case .split:
            if !cableText.isEmpty { result.append("cable " + cableText.dropFirst(2) + " (longest leg)") }
            let commands = system.splitCommands(port: number)
            for (index, command) in commands.enumerated() {
                result.append(
                    (index == 0 ? system.title + "  " : String(repeating: " ", count: system.title.count + 2)) + command
                )
            }
            result.append(
                plan.leafs == 1
                    ? "pulling it cuts \(plan.serversPerSplit) servers off"
                    : "pulling it cuts nobody off: the other leaf holds")
        case .uplink: result.append("servers never take an uplink")
        case .native: result.append("a server never shares its 40GbE port")
        case .reserved: result.append("no server goes here, so that the fabric can grow")
        case .free: result.append("room for the next move")
        case .off, .killed, .peerLink: break
        }
        if port.canSplit {
            result.append("can be split")
        } else {
            result.append("cannot be split (\(plan.model.trust.rawValue))")
        }
        return result
    }
}
