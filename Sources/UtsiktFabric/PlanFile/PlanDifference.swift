/// What two plans differ in, field by field.
public struct PlanDifference: Sendable, Hashable, Encodable {
    /// A field with two values.
    public struct Line: Sendable, Hashable, Encodable {
        /// The field, as `spines.count` or `servers[srv07].speed`.
        public let field: String
        /// Its value in the first plan; nil where it is absent.
        public let before: String?
        /// Its value in the second plan; nil where it is absent.
        public let after: String?
    }

    /// The fields that differ, in the order of the document.
    public let lines: [Line]

    /// Whether the plans are the same.
    public var isEmpty: Bool { lines.isEmpty }

    /// Compares two plans.
    public init(from old: FabricPlan, to new: FabricPlan) {
        let (before, after) = (PlanDifference.fields(old), PlanDifference.fields(new))
        let values = Dictionary(before.map { ($0.0, $0.1) }, uniquingKeysWith: { first, _ in first })
        let others = Dictionary(after.map { ($0.0, $0.1) }, uniquingKeysWith: { first, _ in first })
        var lines: [Line] = []
        for (field, value) in before where others[field] != value {
            lines.append(Line(field: field, before: value, after: others[field]))
        }
        for (field, value) in after where values[field] == nil {
            lines.append(Line(field: field, before: nil, after: value))
        }
        self.lines = lines
    }

    /// The differences, a line each.
    public var text: String {
        lines.map { line in
            switch (line.before, line.after) {
            case (let before?, let after?): "\(line.field): \(before) -> \(after)\n"
            case (let before?, nil): "- \(line.field): \(before)\n"
            case (nil, let after): "+ \(line.field): \(after ?? "")\n"
            }
        }.joined()
    }

    private static func fields(_ plan: FabricPlan) -> [(String, String)] {
        var fields: [(String, String)] = [
            ("rack.name", plan.rack), ("rack.height", "\(plan.rackHeight)"),
            ("rack.facing", plan.facesOpposite ? "opposite" : "same"), ("rack.racks", "\(plan.racks)"),
            ("rack.managers", plan.managerUnits.map { "\($0)" } ?? "auto"), ("leaf.switch", plan.model.id),
            ("leaf.count", "\(plan.leafs)"), ("leaf.units", plan.leafUnits.isEmpty ? "top" : "\(plan.leafUnits)"),
            ("leaf.peer_links", "\(plan.peerLinks)"), ("leaf.speeds", plan.speeds.rawValue),
            ("leaf.medium", plan.medium?.rawValue ?? "auto"), ("spines.count", "\(plan.spines)"),
            ("spines.links", "\(plan.linksPerSpine)"), ("spines.ports", "\(plan.spinePorts)"),
            ("spines.metres", PlanWriter.number(plan.uplinkMetres)), ("spines.grow_to", "\(plan.targetSpines)"),
            ("spines.reserve", "\(plan.keepsReserve)"), ("oversubscription", PlanWriter.ratio(plan.targetRatio)),
        ]
        for pin in plan.pins {
            let spine = pin.spine.map { " spine \($0)" } ?? ""
            fields.append(("ports[\(PlanWriter.key(pin))]", pin.role.rawValue + spine))
        }
        for server in plan.roster {
            let path = "servers[\(server.name)]"
            fields.append((path, "unit \(server.unit.map(String.init) ?? "auto")"))
            fields.append((path + ".height", "\(server.height)"))
            fields.append((path + ".lanes", "\(server.laneLinks)"))
            fields.append((path + ".ports", "\(server.portLinks)"))
            fields.append((path + ".speed", server.speed == .port ? plan.speeds.portTitle : plan.speeds.laneTitle))
            if let wanted = server.wanted {
                fields.append((path + ".want", wanted == .port ? plan.speeds.portTitle : plan.speeds.laneTitle))
            }
            if let leaf = server.onlyLeaf { fields.append((path + ".leaf", "\(leaf)")) }
            if !server.links.isEmpty {
                let links = server.links.map { $0.text(leafs: plan.leafs) }.joined(separator: " ")
                fields.append((path + ".links", links))
            }
        }
        for (name, value) in [
            ("leafs", plan.goal.leafs), ("spines", plan.goal.spines), ("moved", plan.goal.moved),
        ] {
            if let value { fields.append(("goal.\(name)", "\(value)")) }
        }
        return fields
    }
}

extension FabricPlan {
    /// What changed since another plan.
    public func difference(from other: FabricPlan) -> PlanDifference { PlanDifference(from: other, to: self) }
}
