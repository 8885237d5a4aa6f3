import UtsiktCore
public import UtsiktScreen

// What the pane answers to search, copy, Esc and the inspector.
extension FabricPane {
    /// Remembers the room, for arrows that go by columns.
    public static func prepare(_ state: inout AppState, inner: Size) {
        if state.fabric.room != inner { state.fabric.room = inner }
    }

    /// What can be searched for.
    public static var searchHint: String { "a port, a server, a finding" }

    /// Ports by number and use, servers by name, findings by their words; the best first.
    public static func search(_ text: String, in state: AppState) -> [SearchHit] {
        let wanted = text.lowercased().filter { $0 != " " }
        guard !wanted.isEmpty else { return [] }
        let analysis = state.fabric.shown
        func matches(_ candidate: String) -> Bool { candidate.lowercased().filter { $0 != " " }.contains(wanted) }
        var best: [SearchHit] = []
        var rest: [SearchHit] = []
        for port in state.fabric.layout.ports {
            let words = PortWords(state.fabric.leafAnalysis, port, leaf: state.fabric.leaf)
            let hit = SearchHit(item: "port \(port.number)", title: "port \(port.number)  \(words.use)")
            if wanted == "\(port.number)" || wanted == "p\(port.number)" || wanted == "port\(port.number)" {
                best.append(hit)
            } else if !words.interface.isEmpty, matches(words.interface) {
                rest.append(hit)
            }
        }
        for (index, server) in analysis.plan.roster.enumerated() where matches(server.name) {
            let ports = analysis.cables.filter { $0.leaf == 1 && $0.legs.contains { $0.server == index } }.map(\.port)
            let place = ports.isEmpty ? "no port" : "p" + ports.map(String.init).joined(separator: " p")
            let hit = SearchHit(item: "server \(server.name)", title: "\(server.name)  \(place)")
            if server.name.lowercased() == wanted { best.append(hit) } else { rest.append(hit) }
        }
        for (index, check) in analysis.checks.enumerated() where matches(check.code.rawValue + " " + check.reason) {
            rest.append(SearchHit(item: "check \(index)", title: "\(check.severity.letter) \(check.reason)"))
        }
        return best + rest
    }

    /// The selected port.
    public static func current(_ state: AppState) -> String? {
        if let check = state.fabric.checkCursor { return "check \(check)" }
        return state.fabric.selected.map { "port \($0.number)" }
    }

    /// Selects a port, the port of a server, or a finding.
    public static func reveal(_ item: String, in state: inout AppState) {
        let parts = item.split(separator: " ", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return }
        let shown = state.fabric.shown
        switch parts[0] {
        case "port":
            state.fabric.checkCursor = nil
            if let number = Int(parts[1]) { state.fabric.select(port: number) }
        case "server":
            state.fabric.checkCursor = nil
            guard let index = shown.plan.index(ofServer: parts[1]),
                let cable = shown.cables.first(where: { $0.leaf == state.fabric.leaf && $0.serves(index) })
                    ?? shown.cables.first(where: { $0.serves(index) })
            else { return }
            state.fabric.show(leaf: cable.leaf)
            state.fabric.select(port: cable.port)
        case "check":
            guard let number = Int(parts[1]), shown.checks.indices.contains(number) else { return }
            state.fabric.checkCursor = number
        default: return
        }
    }

    /// The plan has all rows; a list has those that go through it.
    public static func atHand(_ state: AppState) -> Set<String>? {
        let rows: [String]
        switch state.fabric.view {
        case .plan: return nil
        case .steps: rows = ["step.next", "step.previous", "whatif", "adopt", "undo"]
        case .checks: rows = ["check.next", "fix", "open.selected", "undo"]
        case .sheet, .bill: rows = ["rack.down", "rack.up", "save"]
        case .fabric: rows = ["right", "open.selected", "spines.more", "target.more"]
        }
        return Set((rows + ["view"]).map { "fabric." + $0 })
    }

    /// The selected port, or where all racks are shown the selected rack.
    public static func subject(_ state: AppState) -> Subject? {
        let fabric = state.fabric
        if fabric.view == .fabric { return Subject(.rack, "\(fabric.rackCursor + 1)") }
        return fabric.selected.map { Subject(.port, "leaf-\(fabric.leaf):\($0.number)") }
    }

    /// Leaves the selected finding, then the step.
    public static func back(_ state: inout AppState) -> Bool {
        if state.fabric.checkCursor != nil {
            state.fabric.checkCursor = nil
        } else if state.fabric.step > 0 {
            state.fabric.go(toStep: 0)
        } else {
            return false
        }
        return true
    }

    /// What the view shows as text that is useful elsewhere; the plan's view gives the cut sheet.
    public static func copied(_ state: AppState) -> CopiedText? {
        let fabric = state.fabric
        let analysis = fabric.shown
        switch fabric.view {
        case .plan, .sheet: return CopiedText(name: "cut-sheet", text: CutSheet(analysis).csv)
        case .steps: return fabric.steps.map { CopiedText(name: "steps", text: $0.text) }
        case .checks:
            let lines = analysis.checks.map { "\($0.severity.letter) \($0.code.rawValue): \($0.reason)\n" }
            return CopiedText(name: "checks", text: lines.joined())
        case .bill:
            guard let prices = fabric.prices else { return nil }
            return CopiedText(name: "bill", text: BillOfMaterials(analysis, prices).csv)
        case .fabric:
            guard let wide = fabric.wide else { return nil }
            let lines = wide.racks.map { rack in
                let ratio = rack.ratio?.decimal ?? ""
                let most = rack.kMax.map(String.init) ?? ""
                return "\(rack.rack),\(rack.servers),\(rack.moved),\(most),\(rack.portsNeeded),\(rack.ports),\(ratio)\n"
            }
            let header = "rack,servers,moved,can_move,ports_needed,ports,oversubscription\n"
            return CopiedText(name: "fabric", text: header + lines.joined())
        }
    }

    /// The heading of a port's inspector.
    public static func inspectorTitle(_ subject: String, _ state: AppState) -> String {
        guard let port = port(subject, state) else { return subject }
        return FabricGlyphs(state.glyphs).text(
            PortWords(state.fabric.leafAnalysis, port, leaf: state.fabric.leaf).title)
    }

    /// All that is known of a port: its use, legs, cable, commands, and what the catalogue says.
    public static func drawInspector(
        _ painter: inout Painter, _ context: PaneContext, subject: String, offset: Int
    ) {
        guard let port = port(subject, context.state) else { return }
        let glyphs = FabricGlyphs(painter.glyphs)
        let lines = PortInspector(context.state.fabric.leafAnalysis, port, leaf: context.state.fabric.leaf).lines
        LabelledLines(lines: lines, glyphs: glyphs, offset: offset).draw(&painter, in: painter.bounds)
    }

    private static func port(_ subject: String, _ state: AppState) -> PortUse? {
        subject.split(separator: " ").last.flatMap { Int($0) }.flatMap { state.fabric.layout.port($0) }
    }
}

/// The lines of a port's inspector.
struct PortInspector {
    let lines: [(label: String, text: String)]

    init(_ analysis: FabricAnalysis, _ port: PortUse, leaf: Int = 1) {
        let plan = analysis.plan
        let (model, words) = (plan.model, PortWords(analysis, port, leaf: leaf))
        var lines = [("use", words.use)]
        if let cable = words.cable {
            lines.append(("cable", FabricWords.cable(cable, plan)))
            for leg in cable.legs {
                let unit =
                    analysis.placement.servers.indices.contains(leg.server)
                    ? analysis.placement.servers[leg.server].map { "U\($0)" } ?? "outside the rack" : ""
                let lane = leg.lane.map { "lane \($0 + model.system.firstLane)  " } ?? ""
                let name = "\(plan.name(ofServer: leg.server)) \(leg.nic)"
                lines.append(("leg", "\(lane)\(name)  \(unit)  needs \(NumberText.fixed(leg.metres, 2)) m"))
            }
        }
        if !words.outage.isEmpty { lines.append(("outage", words.outage)) }
        for command in words.commands { lines.append(("split", command)) }
        if case .split = port.role {
            for command in model.system.join(panelPort: port.number, on: model, speeds: plan.speeds) {
                lines.append(("join", command))
            }
        }
        if !words.commands.isEmpty, model.system != .generic { lines.append(("syntax", words.syntax)) }
        lines.append(("switch", "\(model.title), \(model.system.title)"))
        lines.append(("rule", words.trust))
        if let cap = model.limits.logicalCap {
            lines.append(("logical", "\(analysis.layout.logicalUsed) of \(cap) logical ports"))
        }
        if let partner = model.limits.disables[port.number] {
            lines.append(("partner", "a split turns port \(partner) off"))
        }
        let change: String? =
            switch model.change {
            case .none: nil
            case .flap: "the port's link goes down and up"
            case .restart: "the switch's daemon restarts and traffic stops meanwhile"
            case .reload: "the switch reloads"
            case .unknown: "not known"
            }
        if let change { lines.append(("change", change)) }
        for source in model.sources { lines.append(("source", source)) }
        for text in [model.trustNote, model.note, model.netboxDefect ?? ""] where !text.isEmpty {
            lines.append(("note", text))
        }
        self.lines = lines
    }
}
