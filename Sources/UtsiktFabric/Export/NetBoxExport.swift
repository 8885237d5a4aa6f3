/// A plan's interfaces and cables as the CSV that NetBox imports.
public struct NetBoxExport: Sendable, Hashable {
    /// Interfaces of the leaves: `device,name,type,enabled,description`.
    public let interfacesCSV: String
    /// Cables: `side_a_device,side_a_type,side_a_name,side_b_device,...`.
    public let cablesCSV: String

    /// The export of a plan; leaves are named after the rack.
    public init(_ analysis: FabricAnalysis) {
        let (plan, model) = (analysis.plan, analysis.plan.model)
        let isNew = model.qsfpKind == .qsfp28
        let whole = isNew ? "100gbase-x-qsfp28" : "40gbase-x-qsfpp"
        let lane = plan.speeds == .tenForty ? "10gbase-x-sfpp" : "25gbase-x-sfp28"
        var interfaces: [[String]] = []
        for (index, layout) in analysis.layouts.enumerated() {
            let device = "\(plan.rack)-leaf-\(index + 1)"
            func add(_ link: PlannedLink, _ type: String, isOn: Bool = true, _ text: String) {
                interfaces.append([device, model.system.name(of: link, on: model), type, isOn ? "true" : "false", text])
            }
            for port in layout.sfp {
                let text = port.use.map { plan.name(ofServer: $0.server) } ?? ""
                add(PlannedLink(port: port.number), model.sfpIs25 ? "25gbase-x-sfp28" : "10gbase-x-sfpp", text)
            }
            for port in layout.ports {
                let link = PlannedLink(port: port.number)
                switch port.role {
                case .split(let lanes):
                    for (place, use) in lanes.enumerated() {
                        add(
                            PlannedLink(port: port.number, lane: place), lane,
                            use.map { plan.name(ofServer: $0.server) } ?? "unused lane")
                    }
                case .uplink(let spine, _): add(link, whole, "spine-\(spine)")
                case .reserved(let spine): add(link, whole, "kept for spine-\(spine)")
                case .peerLink: add(link, whole, "peer link")
                case .native(let use): add(link, whole, plan.name(ofServer: use.server))
                case .free: add(link, whole, "")
                case .off: add(link, whole, isOn: false, "off to keep the limit of logical ports")
                case .killed(let by): add(link, whole, isOn: false, "lost to the split of port \(by)")
                }
            }
        }
        interfacesCSV = TextTable.csv(["device", "name", "type", "enabled", "description"], interfaces)

        var cables: [[String]] = []
        for row in CutSheet(analysis).rows {
            let isOptic = row.medium.map { !$0.contains("DAC") && !$0.contains("AOC") } ?? false
            let isActive = row.medium.map { $0.contains("active DAC") } ?? false
            let type = isOptic ? "mmf" : (row.medium == "AOC" ? "aoc" : (isActive ? "dac-active" : "dac-passive"))
            let other = row.device.hasPrefix("leaf-") ? "\(plan.rack)-\(row.device)" : row.device
            let port = row.device.hasPrefix("spine-") ? "\(plan.rack)-\(row.leaf)-\(row.interface)" : row.devicePort
            cables.append([
                "\(plan.rack)-\(row.leaf)", "dcim.interface", row.interface, other, "dcim.interface", port,
                row.medium == CableMedium.longRange.title || row.medium == CableMedium.parallelSingleMode.title
                    ? "smf" : type, "connected", row.length.map(FabricCheck.length) ?? "", row.length == nil ? "" : "m",
                row.label,
            ])
        }
        cablesCSV = TextTable.csv(
            [
                "side_a_device", "side_a_type", "side_a_name", "side_b_device", "side_b_type", "side_b_name", "type",
                "status", "length", "length_unit", "label",
            ], cables)
    }
}
