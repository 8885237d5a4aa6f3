import Yams

/// Reads a plan and reports every fault with line, column and field; what can be kept is kept.
struct PlanReader {
    static let fields = ["format", "rack", "leaf", "spines", "oversubscription", "ports", "servers", "goal"]

    private let catalogue: SwitchCatalogue
    private let text: String
    var log: FaultLog
    /// The path of the field that begins on a line.
    private var paths: [Int: String] = [:]

    init(text: String, file: String, catalogue: SwitchCatalogue) {
        self.text = text
        self.catalogue = catalogue
        log = FaultLog(file: file)
    }

    /// Reads the text.
    mutating func read() -> PlanReading {
        let root = FabricYAML.composePrefix(text, log: &log)
        guard let root else {
            if log.faults.isEmpty { log.add("the file is empty", line: nil, remedy: "See utsikt fabric new") }
            return PlanReading(document: nil, faults: log.faults)
        }
        guard let top = FabricSection(root, path: "", log: &log) else {
            return PlanReading(document: nil, faults: log.faults)
        }
        guard top["format"] != nil || top["servers"] != nil || top["leaf"] != nil else {
            log.add(
                "this is not a plan: it has none of format, leaf and servers", line: 1, remedy: "See utsikt fabric new")
            return PlanReading(document: nil, faults: log.faults)
        }
        top.expect(PlanReader.fields, log: &log)
        if let format = top.text("format", log: &log) {
            if format != PlanDocument.format {
                top.fault("format", "‘\(format.prefix(40))’ is not \(PlanDocument.format)", nil, &log)
            }
        } else {
            top.missing("format", log: &log)
        }
        notePaths(root, "")
        checkEnd()
        var plan = readLeaf(top)
        readRack(top, &plan)
        readSpines(top, &plan)
        if let value = top.text("oversubscription", log: &log) {
            if let ratio = PlanReader.ratio(value) {
                plan.targetRatio = ratio
            } else {
                top.fault("oversubscription", "must be a ratio as 3, 3:1 or 20/3", nil, &log)
            }
        }
        readServers(top, &plan)
        readPins(top, &plan)
        readGoal(top, &plan)
        var document = PlanDocument(plan)
        document.comments = PlanComments(text, paths: paths)
        return PlanReading(document: document, faults: log.faults)
    }

    /// A file that was cut off may still be YAML: only its last line tells.
    private mutating func checkEnd() {
        let lines = text.split(whereSeparator: \.isNewline)
        let last = lines.last { line in
            let content = line.drop { $0 == " " || $0 == "\t" }
            return !content.isEmpty && content.first != "#"
        }
        guard last?.hasPrefix(PlanDocument.end) != true else { return }
        log.add(
            "the file does not end with a line ‘...’ and may be cut off",
            line: text.utf8.reduce(1) { $0 + ($1 == 0x0A ? 1 : 0) },
            field: "the end", remedy: "Put the line ‘...’ at its end when it is whole")
    }

    /// Remembers which field begins on which line, for the comments.
    private mutating func notePaths(_ node: Node, _ path: String) {
        guard case .mapping(let mapping) = node, path.utf8.count < 200 else { return }
        for (key, value) in mapping {
            guard case .scalar(let name) = key, let line = key.mark?.line else { continue }
            let full = path.isEmpty ? name.string : "\(path).\(name.string)"
            if paths[line] == nil { paths[line] = full }
            if case .sequence(let items) = value {
                for item in items {
                    guard let line = item.mark?.line, paths[line] == nil, case .mapping(let fields) = item else {
                        continue
                    }
                    if case .scalar(let id)? = fields["name"] { paths[line] = "\(full)[\(id.string)]" }
                    if case .scalar(let port)? = fields["port"] {
                        var place = port.string
                        if case .scalar(let leaf)? = fields["leaf"] { place = "leaf\(leaf.string):\(place)" }
                        paths[line] = "\(full)[\(place)]"
                    }
                }
            } else {
                notePaths(value, full)
            }
        }
    }

    private mutating func readLeaf(_ top: FabricSection) -> FabricPlan {
        var plan = FabricPlan(rack: "r01", model: .generic(ports: 24), roster: [])
        plan.targetSpines = 4
        guard let leaf = FabricSection(top["leaf"], path: "leaf", log: &log) else {
            if top["leaf"] == nil { top.missing("leaf", log: &log) }
            return plan
        }
        leaf.expect(["switch", "count", "units", "peer_links", "speeds", "medium"], log: &log)
        if let name = leaf.text("switch", log: &log) {
            if let model = catalogue[id: name] ?? catalogue.find(name) {
                plan.model = model
            } else {
                let known = catalogue.models.map(\.id).joined(separator: ", ")
                leaf.fault(
                    "switch", "‘\(name.prefix(60))’ is not a known switch", nil, &log,
                    remedy: "Known are \(known); others come with --switches FILE")
            }
        } else if leaf["switch"] == nil {
            leaf.missing("switch", log: &log)
        }
        plan.leafs = leaf.int("count", 1...2, log: &log) ?? 1
        plan.leafUnits = leaf.ints("units", 1...FabricPlan.highestRack, log: &log) ?? []
        plan.peerLinks = leaf.int("peer_links", 0...8, log: &log) ?? 0
        let speeds = LaneSpeeds.allCases.map { ($0.rawValue, $0) }
        if let wanted = leaf.word("speeds", speeds, log: &log) {
            plan.speeds = wanted
            if !plan.model.supports(wanted) {
                leaf.fault(
                    "speeds", "\(wanted.rawValue) is too fast for the \(plan.model.qsfpKind.title) ports", nil, &log)
                plan.speeds = .tenForty
            }
        }
        plan.medium = leaf.word("medium", CableMedium.allCases.map { ($0.rawValue, $0) }, log: &log)
        return plan
    }

    private mutating func readRack(_ top: FabricSection, _ plan: inout FabricPlan) {
        guard let rack = FabricSection(top["rack"], path: "rack", log: &log) else { return }
        rack.expect(["name", "height", "facing", "managers", "racks"], log: &log)
        if let name = rack.text("name", log: &log) { plan.rack = String(name.prefix(80)) }
        plan.rackHeight = rack.int("height", 1...FabricPlan.highestRack, log: &log) ?? 42
        plan.facesOpposite = rack.word("facing", [("same", false), ("opposite", true)], log: &log) ?? false
        plan.racks = rack.int("racks", 1...4096, log: &log) ?? 1
        if let units = rack.ints("managers", 1...FabricPlan.highestRack, log: &log) {
            plan.managerUnits = units.filter { unit in
                let fits = unit <= plan.rackHeight
                if !fits { rack.fault("managers", "name U\(unit) in a rack of \(plan.rackHeight)", nil, &log) }
                return fits
            }
        }
        for unit in plan.leafUnits where unit > plan.rackHeight {
            log.add(
                "leaf.units names U\(unit) in a rack of \(plan.rackHeight)", line: top["leaf"]?.mark?.line,
                field: "leaf.units", remedy: "Take a unit from 1 to \(plan.rackHeight)")
        }
        plan.leafUnits.removeAll { $0 > plan.rackHeight }
    }

    private mutating func readSpines(_ top: FabricSection, _ plan: inout FabricPlan) {
        guard let spines = FabricSection(top["spines"], path: "spines", log: &log) else {
            if top["spines"] == nil { top.missing("spines", log: &log) }
            return
        }
        spines.expect(["count", "links", "ports", "metres", "grow_to", "reserve"], log: &log)
        plan.spines = spines.int("count", 0...FabricPlan.mostSpines, log: &log) ?? 4
        plan.linksPerSpine = spines.int("links", 1...8, log: &log) ?? 1
        plan.spinePorts = spines.int("ports", 1...4096, log: &log) ?? 32
        plan.uplinkMetres = spines.double("metres", 0.1...10_000, log: &log) ?? 15
        plan.targetSpines = spines.int("grow_to", 0...FabricPlan.mostSpines, log: &log) ?? plan.spines
        plan.keepsReserve = spines.bool("reserve", log: &log) ?? false
    }

    private mutating func readGoal(_ top: FabricSection, _ plan: inout FabricPlan) {
        guard let goal = FabricSection(top["goal"], path: "goal", log: &log) else { return }
        goal.expect(["leafs", "spines", "moved"], log: &log)
        plan.goal.leafs = goal.int("leafs", 1...2, log: &log)
        plan.goal.spines = goal.int("spines", 0...FabricPlan.mostSpines, log: &log)
        plan.goal.moved = goal.int("moved", 0...FabricPlan.mostServers, log: &log)
        if let moved = plan.goal.moved, moved > plan.servers {
            goal.fault("moved", "wants \(moved) of \(plan.servers) servers", nil, &log)
            plan.goal.moved = plan.servers
        }
    }

    /// Reads `3`, `2.5`, `3:1` or `20/3`.
    static func ratio(_ text: String) -> ExactRatio? {
        let parts = text.split(whereSeparator: { $0 == ":" || $0 == "/" })
        if parts.count == 2, let up = Int(parts[0]), let down = Int(parts[1]), up > 0, down > 0, up <= 1_000_000,
            down <= 1_000_000
        {
            return ExactRatio(up, down)
        }
        guard parts.count == 1, text.utf8.count < 20, let value = Double(text), value > 0, value <= 1_000_000 else {
            return nil
        }
        let thousandths = (value * 1000).rounded()
        return ExactRatio(Int(thousandths), 1000)
    }
}
