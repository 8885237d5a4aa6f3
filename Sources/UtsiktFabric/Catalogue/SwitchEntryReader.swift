import Yams

/// Reads an entry of a switch file and checks its invariants.
///
/// Numbers must be contiguous within a group and come once, split ports must be QSFP ports, limits must name ports that are
/// there, and the partner map must be injective and disjoint from the split set. Every fault names line and field.
struct SwitchEntryReader {
    static let fields = [
        "id", "vendor", "model", "nos", "rack_units", "ports", "split", "limits", "change", "trust", "trust_note",
        "sources", "netbox", "netbox_defect", "note",
    ]
    static let limitFields = [
        "logical", "pipes", "disables", "shared", "port_modes", "speed_groups", "software_ports", "layouts", "ten_gig",
        "may_disable",
    ]

    private let entry: FabricSection
    private var sfp: [Int] = []
    private var qsfp: [Int] = []
    private var kind = QSFPKind.qsfpPlus
    private var sfpIs25 = false
    private var splits: [String: PortSet] = [:]

    /// Reads an entry; nil when it cannot be used, which the log then explains.
    static func read(_ node: Node, index: Int, log: inout FaultLog) -> SwitchModel? {
        let before = log.faults.count
        guard let entry = FabricSection(node, path: "switches[\(index + 1)]", log: &log) else { return nil }
        var reader = SwitchEntryReader(entry: entry)
        let model = reader.model(&log)
        return log.faults[before...].contains { !$0.isDoubt } ? nil : model
    }

    private init(entry: FabricSection) { self.entry = entry }

    private mutating func model(_ log: inout FaultLog) -> SwitchModel? {
        entry.expect(SwitchEntryReader.fields, log: &log)
        for name in ["id", "model", "nos", "ports", "split", "trust", "sources"] where entry[name] == nil {
            entry.missing(name, log: &log)
        }
        readPorts(&log)
        readSplits(&log)
        let limits = readLimits(&log)
        let id = entry.text("id", log: &log) ?? ""
        if id.isEmpty || !id.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }) {
            entry.fault("id", "must be letters, digits, ‘-’, ‘_’ and ‘.’", nil, &log)
        }
        let systemName = entry.text("nos", log: &log) ?? ""
        let system = NetworkSystem(name: systemName)
        if system == nil, entry["nos"] != nil {
            let known = NetworkSystem.allCases.map(\.rawValue).joined(separator: ", ")
            entry.fault(
                "nos", "‘\(systemName.prefix(40))’ is not a known system", nil, &log, remedy: "Known are \(known)")
        }
        let changes: [(String, ChangeCost)] = [
            ("none", .none), ("flap", .flap), ("restart", .restart), ("reload", .reload), ("unknown", .unknown),
        ]
        let trusts: [(String, Trust)] = [
            ("verified", .verified), ("second-hand", .secondHand), ("mixed", .mixed), ("memory", .memory),
            ("design", .design),
        ]
        let change = entry.word("change", changes, log: &log) ?? .unknown
        let trust = entry.word("trust", trusts, log: &log) ?? .memory
        let sources = entry.texts("sources", log: &log)
        if sources.isEmpty, entry["sources"] != nil { entry.fault("sources", "must name a source", nil, &log) }
        guard let limits else { return nil }
        var model = SwitchModel(
            id: id, vendor: entry.text("vendor", log: &log) ?? "", model: entry.text("model", log: &log) ?? "",
            system: system ?? .generic, rackUnits: entry.int("rack_units", 1...4, log: &log) ?? 1,
            qsfp: PortSet(qsfp), sfp: PortSet(sfp), splittable: splits["4x10G"] ?? PortSet([]), limits: limits,
            change: change, trust: trust, sources: sources, note: entry.text("note", log: &log) ?? "")
        model.qsfpKind = kind
        model.sfpIs25 = sfpIs25
        model.splitModes = splits
        model.trustNote = entry.text("trust_note", log: &log) ?? ""
        model.netbox = entry.text("netbox", log: &log)
        model.netboxDefect = entry.text("netbox_defect", log: &log)
        return model
    }

    private mutating func readPorts(_ log: inout FaultLog) {
        var kinds: Set<QSFPKind> = []
        for node in entry.list("ports", log: &log) {
            guard let group = FabricSection(node, path: entry.full("ports"), log: &log) else { continue }
            group.expect(["kind", "range"], log: &log)
            guard let range = ports(group, "range", &log) else { continue }
            if let first = range.numbers.first, let last = range.numbers.last, last - first + 1 != range.count {
                group.fault("range", "has gaps: \(range.text)", nil, &log, remedy: "Ports are numbered one by one")
            }
            switch group.text("kind", log: &log) {
            case "qsfp+": (qsfp, _) = (qsfp + range.numbers, kinds.insert(.qsfpPlus))
            case "qsfp28": (qsfp, _) = (qsfp + range.numbers, kinds.insert(.qsfp28))
            case "sfp+": sfp += range.numbers
            case "sfp28": (sfp, sfpIs25) = (sfp + range.numbers, true)
            default: group.fault("kind", "must be one of qsfp+, qsfp28, sfp+, sfp28", nil, &log)
            }
        }
        if kinds.count > 1 { entry.fault("ports", "mix QSFP+ and QSFP28, which is not modelled", nil, &log) }
        kind = kinds.first ?? .qsfpPlus
        if qsfp.isEmpty, entry["ports"] != nil { entry.fault("ports", "hold no QSFP port", nil, &log) }
        if Set(qsfp + sfp).count != qsfp.count + sfp.count {
            entry.fault("ports", "name a port number twice", nil, &log)
        }
    }

    private mutating func readSplits(_ log: inout FaultLog) {
        guard let section = FabricSection(entry["split"], path: entry.full("split"), log: &log) else { return }
        let known = ["4x10G", "4x25G", "2x50G", "2x20G"]
        section.expect(known, log: &log)
        for mode in known {
            guard let range = ports(section, mode, &log) else { continue }
            if let port = range.numbers.first(where: { !qsfp.contains($0) }) {
                section.fault(mode, "splits port \(port), which is not a QSFP port", nil, &log)
            }
            splits[mode] = range
        }
    }

    private func readLimits(_ log: inout FaultLog) -> SwitchLimits? {
        var limits = SwitchLimits()
        guard entry["limits"] != nil else { return limits }
        guard let section = FabricSection(entry["limits"], path: entry.full("limits"), log: &log) else { return nil }
        section.expect(SwitchEntryReader.limitFields, log: &log)
        limits.logical = section.int("logical", 0...100_000, log: &log)
        limits.softwarePorts = section.int("software_ports", 0...100_000, log: &log)
        limits.tenGig = section.int("ten_gig", 0...100_000, log: &log)
        limits.mayDisable = section.bool("may_disable", log: &log) ?? false
        limits.portModes = section.texts("port_modes", log: &log)
        for text in section.texts("speed_groups", log: &log) {
            guard let range = portSet(text, section, "speed_groups", &log) else { continue }
            check(range, in: qsfp, section, "speed_groups", &log)
            limits.speedGroups.append(range)
        }
        readGroups(section, &limits, &log)
        readPartners(section, &limits, &log)
        return limits
    }

    private func readGroups(_ section: FabricSection, _ limits: inout SwitchLimits, _ log: inout FaultLog) {
        for node in section.list("pipes", log: &log) {
            guard let pipe = FabricSection(node, path: section.full("pipes"), log: &log) else { continue }
            guard let range = ports(pipe, "range", &log), let cap = pipe.int("logical", 0...100_000, log: &log) else {
                if pipe["range"] == nil || pipe["logical"] == nil { pipe.missing("range or logical", log: &log) }
                continue
            }
            check(range, in: qsfp, pipe, "range", &log)
            if limits.pipes.contains(where: { $0.range.numbers.contains(where: range.contains) }) {
                pipe.fault("range", "meets another pipe", nil, &log)
            }
            limits.pipes.append(.init(range: range, logical: cap))
        }
        for node in section.list("shared", log: &log) {
            guard let group = FabricSection(node, path: section.full("shared"), log: &log) else { continue }
            guard let range = ports(group, "sfp", &log), let port = group.int("qsfp", 0...PortSet.highest, log: &log)
            else {
                if group["sfp"] == nil || group["qsfp"] == nil { group.missing("sfp or qsfp", log: &log) }
                continue
            }
            check(range, in: sfp, group, "sfp", &log)
            check(PortSet([port]), in: qsfp, group, "qsfp", &log)
            limits.shared.append(.init(sfp: range, qsfp: port))
        }
        for node in section.list("layouts", log: &log) {
            guard let layout = FabricSection(node, path: section.full("layouts"), log: &log) else { continue }
            guard let name = layout.text("name", log: &log) else {
                layout.missing("name", log: &log)
                continue
            }
            let range = ports(layout, "split", &log) ?? PortSet([])
            check(range, in: qsfp, layout, "split", &log)
            limits.layouts.append(.init(name: name, split: range))
        }
    }

    private func readPartners(_ section: FabricSection, _ limits: inout SwitchLimits, _ log: inout FaultLog) {
        guard let map = FabricSection(section["disables"], path: section.full("disables"), log: &log) else { return }
        let splittable = splits["4x10G"] ?? PortSet([])
        for name in map.names {
            guard let port = Int(name), splittable.contains(port) else {
                map.fault(name, "is not a port that can be split", nil, &log)
                continue
            }
            guard let partner = map.int(name, 0...PortSet.highest, log: &log) else { continue }
            check(PortSet([partner]), in: qsfp, map, name, &log)
            if splittable.contains(partner) { map.fault(name, "names a partner that can be split itself", nil, &log) }
            if limits.disables.values.contains(partner) {
                map.fault(name, "names the partner \(partner) of another port", nil, &log)
            }
            limits.disables[port] = partner
        }
    }

    private func check(
        _ range: PortSet, in ports: [Int], _ section: FabricSection, _ name: String, _ log: inout FaultLog
    ) {
        guard let port = range.numbers.first(where: { !ports.contains($0) }) else { return }
        section.fault(name, "names port \(port), which is not there", nil, &log)
    }

    private func ports(_ section: FabricSection, _ name: String, _ log: inout FaultLog) -> PortSet? {
        guard let text = section.text(name, log: &log) else {
            if name == "range" { section.missing(name, log: &log) }
            return nil
        }
        return portSet(text, section, name, &log)
    }

    private func portSet(
        _ text: String, _ section: FabricSection, _ name: String, _ log: inout FaultLog
    ) -> PortSet? {
        do {
            return try PortSet(text: text)
        } catch {
            section.fault(name, "holds no ports: \(error.problem)", nil, &log, remedy: error.remedy)
            return nil
        }
    }
}
