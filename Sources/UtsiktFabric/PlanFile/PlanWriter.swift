/// Writes a plan as canonical YAML: the same plan always gives the same text, and comments stand where they stood.
struct PlanWriter {
    private let plan: FabricPlan
    private let comments: PlanComments
    private var text = ""

    /// The text of a document.
    static func text(_ document: PlanDocument) -> String {
        var writer = PlanWriter(plan: document.plan, comments: document.comments)
        writer.write()
        return writer.text
    }

    private init(plan: FabricPlan, comments: PlanComments) {
        self.plan = plan
        self.comments = comments
    }

    private mutating func write() {
        line("format", "format: \(PlanDocument.format)")
        section("rack")
        line("rack.name", "  name: \(PlanWriter.quoted(plan.rack))")
        line("rack.height", "  height: \(plan.rackHeight)")
        line("rack.facing", "  facing: \(plan.facesOpposite ? "opposite" : "same")")
        if let units = plan.managerUnits {
            line("rack.managers", "  managers: \(PlanWriter.list(units.map(String.init)))")
        }
        line("rack.racks", "  racks: \(plan.racks)")
        section("leaf")
        line("leaf.switch", "  switch: \(PlanWriter.quoted(plan.model.id))")
        line("leaf.count", "  count: \(plan.leafs)")
        if !plan.leafUnits.isEmpty {
            line("leaf.units", "  units: \(PlanWriter.list(plan.leafUnits.map(String.init)))")
        }
        line("leaf.peer_links", "  peer_links: \(plan.peerLinks)")
        line("leaf.speeds", "  speeds: \(plan.speeds.rawValue)")
        if let medium = plan.medium { line("leaf.medium", "  medium: \(medium.rawValue)") }
        section("spines")
        line("spines.count", "  count: \(plan.spines)")
        line("spines.links", "  links: \(plan.linksPerSpine)")
        line("spines.ports", "  ports: \(plan.spinePorts)")
        line("spines.metres", "  metres: \(PlanWriter.number(plan.uplinkMetres))")
        line("spines.grow_to", "  grow_to: \(plan.targetSpines)")
        line("spines.reserve", "  reserve: \(plan.keepsReserve)")
        line("oversubscription", "oversubscription: \(PlanWriter.ratio(plan.targetRatio))")
        writePins()
        writeServers()
        writeGoal()
        text += comments.last.map { $0 + "\n" }.joined()
        text += PlanDocument.end + "\n"
    }

    private mutating func writePins() {
        guard !plan.pins.isEmpty else { return }
        section("ports")
        for pin in plan.pins {
            var fields = pin.leaf.map { ["leaf: \($0)"] } ?? []
            fields += ["port: \(pin.port)", "role: \(pin.role.rawValue)"]
            if let spine = pin.spine { fields.append("spine: \(spine)") }
            line("ports[\(PlanWriter.key(pin))]", "  - {\(fields.joined(separator: ", "))}")
        }
    }

    private mutating func writeServers() {
        guard !plan.roster.isEmpty else {
            line("servers", "servers: []")
            return
        }
        section("servers")
        for server in plan.roster {
            var fields = ["name: \(PlanWriter.quoted(server.name))"]
            if let unit = server.unit { fields.append("unit: \(unit)") }
            if server.height != 1 { fields.append("height: \(server.height)") }
            fields.append("lanes: \(server.laneLinks)")
            if server.portLinks != 1 { fields.append("ports: \(server.portLinks)") }
            if server.speed == .port { fields.append("speed: \(plan.speeds.portTitle)") }
            if let wanted = server.wanted {
                fields.append("want: \(wanted == .port ? plan.speeds.portTitle : plan.speeds.laneTitle)")
            }
            if let leaf = server.onlyLeaf { fields.append("leaf: \(leaf)") }
            if !server.links.isEmpty {
                fields.append("links: \(PlanWriter.list(server.links.map { $0.text(leafs: plan.leafs) }))")
            }
            line("servers[\(server.name)]", "  - {\(fields.joined(separator: ", "))}")
        }
    }

    private mutating func writeGoal() {
        guard plan.goal != PlanGoal() else { return }
        section("goal")
        if let leafs = plan.goal.leafs { line("goal.leafs", "  leafs: \(leafs)") }
        if let spines = plan.goal.spines { line("goal.spines", "  spines: \(spines)") }
        if let moved = plan.goal.moved { line("goal.moved", "  moved: \(moved)") }
    }

    private mutating func section(_ name: String) { line(name, "\(name):") }

    private mutating func line(_ path: String, _ content: String) {
        let indent = String(content.prefix { $0 == " " })
        for comment in comments.before[path] ?? [] { text += indent + comment + "\n" }
        text += content + (comments.behind[path].map { "  " + $0 } ?? "") + "\n"
    }

    /// The name under which a pin's comments are kept.
    static func key(_ pin: PortPin) -> String { "\(pin.leaf.map { "leaf\($0):" } ?? "")\(pin.port)" }

    static func list(_ items: [String]) -> String { "[\(items.joined(separator: ", "))]" }

    /// A ratio as people write it: `3`, or `20/3`.
    static func ratio(_ ratio: ExactRatio) -> String {
        ratio.denominator == 1 ? "\(ratio.numerator)" : "\(ratio.numerator)/\(ratio.denominator)"
    }

    static func number(_ value: Double) -> String { Int(exactly: value).map(String.init) ?? "\(value)" }

    /// A text that every YAML reader takes for a text: in quotes unless it is plain words.
    static func quoted(_ text: String) -> String {
        let isPlain =
            text.first.map { $0.isASCII && $0.isLetter } ?? false
            && text.utf8.count <= 80
            && text.utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
                    || $0 == 0x2D || $0 == 0x5F || $0 == 0x2E
            }
        let words = ["true", "false", "yes", "no", "on", "off", "null", "y", "n", "inf", "nan"]
        if isPlain, !words.contains(text.lowercased()) { return text }
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case _
            where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || scalar.value == 0x2028
                || scalar.value == 0x2029 || scalar.value == 0xFEFF:
                let hex = String(scalar.value, radix: 16, uppercase: true)
                result += "\\u" + String(repeating: "0", count: max(0, 4 - hex.count)) + hex
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}

extension PlanDocument {
    /// The file's text.
    public var text: String { PlanWriter.text(self) }
}
