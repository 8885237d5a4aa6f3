/// An entry of the catalogue file, before its invariants are checked.
struct SwitchEntry: Decodable {
    struct Group: Decodable {
        let kind: String
        let range: PortSet
    }
    struct Limits: Decodable {
        let logical: Int?
        let pipes: [SwitchLimits.Pipe]?
        let disables: [String: Int]?
        let shared: [SwitchLimits.Shared]?
        let portModes: [String]?
        let speedGroups: [PortSet]?
        let softwarePorts: Int?
        let layouts: [String]?
        let tenGig: Int?
        let mayDisable: Bool?
    }
    let id: String
    let vendor: String
    let modelName: String
    let nos: NetworkSystem
    let rackUnits: Int
    let ports: [Group]
    let split: [String: PortSet]
    let limits: Limits
    let change: ChangeCost
    let trust: Trust
    let sources: [String]
    let note: String?

    private enum CodingKeys: String, CodingKey {
        case id, vendor, nos, rackUnits, ports, split, limits, change, trust, sources, note
        case modelName = "model"
    }

    /// The entry as a model, and what is wrong with it: numbers must be contiguous within a group and come once, split ports
    /// must be QSFP ports, and the partner map must be injective and disjoint from the split set.
    var model: (SwitchModel, [String]) {
        var faults: [String] = []
        var (qsfp, sfp): ([Int], [Int]) = ([], [])
        for group in ports {
            if group.kind.hasPrefix("qsfp") {
                qsfp += group.range.numbers
            } else if group.kind.hasPrefix("sfp") {
                sfp += group.range.numbers
            } else {
                faults.append("unknown kind of port ‘\(group.kind)’")
            }
            if let first = group.range.numbers.first, let last = group.range.numbers.last,
                last - first + 1 != group.range.count
            {
                faults.append("the port numbers \(group.range.text) have gaps")
            }
        }
        let all = qsfp + sfp
        if qsfp.isEmpty { faults.append("there is no QSFP port") }
        if Set(all).count != all.count { faults.append("a port number comes twice") }
        if !(1...4).contains(rackUnits) { faults.append("rack_units must be 1 ... 4") }
        let panel = PortSet(qsfp)
        let tenGig = split["4x10G"] ?? PortSet([])
        for ports in split.values where !ports.numbers.allSatisfy(panel.contains) {
            faults.append("a split port is no QSFP port")
        }
        var bounds = SwitchLimits(logical: limits.logical)
        for (key, partner) in limits.disables ?? [:] {
            guard let port = Int(key), tenGig.contains(port), panel.contains(partner) else {
                faults.append("the partner map names a port that cannot be split or is not there")
                continue
            }
            bounds.disables[port] = partner
        }
        let partners = bounds.disables.values
        if Set(partners).count != partners.count || partners.contains(where: tenGig.contains) {
            faults.append("the partner map is not injective or meets the split set")
        }
        bounds.pipes = limits.pipes ?? []
        bounds.shared = limits.shared ?? []
        bounds.portModes = limits.portModes ?? []
        bounds.speedGroups = limits.speedGroups ?? []
        bounds.softwarePorts = limits.softwarePorts
        bounds.layouts = limits.layouts ?? []
        bounds.tenGig = limits.tenGig
        bounds.mayDisable = limits.mayDisable ?? false
        for number in [bounds.logical, bounds.softwarePorts, bounds.tenGig].compactMap({ $0 })
        where !(0...100_000).contains(number) {
            faults.append("a limit is not from 0 to 100000")
        }
        if bounds.shared.contains(where: { !panel.contains($0.qsfp) || !$0.sfp.numbers.allSatisfy(sfp.contains) }) {
            faults.append("a shared group names a port that is not there")
        }
        let model = SwitchModel(
            id: id, vendor: vendor, model: modelName, system: nos, rackUnits: rackUnits,
            qsfp: panel, sfp: PortSet(sfp), splittable: tenGig, limits: bounds, change: change, trust: trust,
            sources: sources, note: note ?? "")
        return (model, faults)
    }
}
