import UtsiktBase
import Yams

/// Reads a device type of the NetBox library as a switch: its QSFP and SFP interfaces, by their names and types.
///
/// The library does not say which ports can be split nor what limits splits, and some of its files lack ports or have too
/// many. So everything is doubted: what is inferred, gaps in the numbers, numbers that come twice, and counts no maker builds.
struct NetBoxDeviceReader {
    private struct Interface {
        var name: String
        var slot: [Int]
        var lane: Int?
        var isQSFP: Bool
        var line: Int?
    }

    /// Ethernet types by NetBox's names; the lanes' speed decides whether a port is of the newer generation.
    private static let types: [String: (isQSFP: Bool, isNew: Bool)] = [
        "40gbase-x-qsfpp": (true, false), "100gbase-x-qsfp28": (true, true), "10gbase-x-sfpp": (false, false),
        "25gbase-x-sfp28": (false, true),
    ]
    /// Types that are surely none of a leaf's data ports.
    private static let others = ["1000base-t", "100base-tx", "virtual", "lag", "other", "bridge", "10gbase-t"]

    static func read(_ node: Node, log: inout FaultLog) -> SwitchModel? {
        guard let device = FabricSection(node, path: "", log: &log) else { return nil }
        var kinds: Set<Bool> = []
        var (qsfp, sfp): ([Interface], [Interface]) = ([], [])
        var seen: [String: Int] = [:]
        for (index, item) in device.list("interfaces", log: &log).enumerated() {
            let path = "interfaces[\(index + 1)]"
            guard let section = FabricSection(item, path: path, log: &log) else { continue }
            guard let name = section.text("name", log: &log), !name.isEmpty else {
                section.missing("name", log: &log)
                continue
            }
            guard let type = section.text("type", log: &log) else {
                section.missing("type", log: &log)
                continue
            }
            if let first = seen[name] {
                section.fault("name", "‘\(name.prefix(60))’ is there twice, first in line \(first)", nil, &log)
                continue
            }
            seen[name] = section.line ?? 0
            guard let kind = types[type] else {
                if !others.contains(type), section.bool("mgmt_only", log: &log) != true {
                    section.fault(
                        "type", "‘\(type.prefix(40))’ is not a port of a leaf and left out", nil, &log, isDoubt: true)
                }
                continue
            }
            guard let (slot, lane) = numbers(name) else {
                section.fault("name", "‘\(name.prefix(60))’ holds no port number", nil, &log)
                continue
            }
            if kind.isQSFP { kinds.insert(kind.isNew) }
            let interface = Interface(name: name, slot: slot, lane: lane, isQSFP: kind.isQSFP, line: section.line)
            if kind.isQSFP { qsfp.append(interface) } else { sfp.append(interface) }
        }
        settleLanes(&qsfp)
        return model(device, qsfp, sfp, isNew: kinds == [true], isMixed: kinds.count > 1, &log)
    }

    private static func model(
        _ device: FabricSection, _ qsfp: [Interface], _ sfp: [Interface], isNew: Bool, isMixed: Bool,
        _ log: inout FaultLog
    ) -> SwitchModel? {
        let name = device.text("model", log: &log) ?? ""
        if name.isEmpty { device.missing("model", log: &log) }
        guard !qsfp.isEmpty else {
            device.fault("interfaces", "hold no QSFP port (40gbase-x-qsfpp, 100gbase-x-qsfp28)", nil, &log)
            return nil
        }
        if isMixed { device.fault("interfaces", "mix QSFP+ and QSFP28, which is not modelled", nil, &log) }
        // Arista counts a QSFP port that can be split as Ethernet5/1 and one that cannot as Ethernet29.
        let laned = Set(qsfp.filter { $0.lane != nil }.compactMap(\.slot.last))
        let plain = Set(qsfp.filter { $0.lane == nil }.compactMap(\.slot.last))
        let namesTell = !laned.isEmpty && !plain.isEmpty
        let numbers = unique(qsfp, device, &log)
        let sfpNumbers = unique(sfp, device, &log).filter { !numbers.contains($0) }
        guard !numbers.isEmpty else { return nil }
        checkContiguous(numbers + sfpNumbers, device, &log)
        if ![4, 6, 8, 12, 16, 20, 24, 28, 32, 36, 48, 64].contains(numbers.count) {
            device.fault(
                "interfaces", "hold \(numbers.count) QSFP ports, a count that no known leaf has", nil, &log,
                remedy: "Compare it with the maker's data sheet", isDoubt: true)
        }
        let splittable = PortSet(namesTell ? numbers.filter(laned.contains) : numbers)
        device.fault(
            "interfaces",
            namesTell
                ? "say by their names that ports \(splittable.text) can be split; limits are not known"
                : "do not say which ports can be split: all \(numbers.count) are supposed to be, without a limit", nil,
            &log, remedy: "Write an entry of a switch file when you know better", isDoubt: true)
        let vendor = device.text("manufacturer", log: &log) ?? ""
        let system = guess(qsfp[0].name, vendor: vendor)
        let height = device.double("u_height", 0...4, log: &log) ?? 1
        if height != height.rounded() {
            device.fault("u_height", "is not a whole number and rounded up", nil, &log, isDoubt: true)
        }
        let slug = (device.text("slug", log: &log) ?? name).lowercased()
        var model = SwitchModel(
            id: "netbox-" + String(slug.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }.prefix(60)),
            vendor: vendor, model: name, system: system, rackUnits: max(1, Int(bounded: height.rounded(.up))),
            qsfp: PortSet(numbers), sfp: PortSet(sfpNumbers), splittable: splittable, change: .unknown,
            trust: .secondHand, sources: ["NetBox device type: \(log.file)"],
            note: "read from a NetBox device type: splits and limits are supposed")
        model.qsfpKind = isNew ? .qsfp28 : .qsfpPlus
        model.sfpIs25 = sfp.contains { _ in isNew }
        model.splitModes = ["4x10G": splittable]
        if isNew { model.splitModes["4x25G"] = splittable }
        return model
    }

    /// The panel's numbers, each once; ports split in the file count once.
    private static func unique(
        _ interfaces: [Interface], _ device: FabricSection, _ log: inout FaultLog
    ) -> [Int] {
        var slots: [Int: [Interface]] = [:]
        for interface in interfaces {
            // A stack's or slot's number before the port's own: 1/1/13, 0/0/5.
            guard let port = interface.slot.last, (0...PortSet.highest).contains(port) else {
                log.add(
                    "‘\(interface.name.prefix(60))’ has no port number that can be used", line: interface.line,
                    field: "interfaces")
                continue
            }
            slots[port, default: []].append(interface)
        }
        for (port, same) in slots.sorted(by: { $0.key < $1.key }) where same.count > 1 {
            let lanes = same.compactMap(\.lane)
            if lanes.count == same.count, Set(lanes).count == lanes.count { continue }
            log.add(
                "port \(port) is there \(same.count) times under several names", line: same[1].line,
                field: "interfaces", isDoubt: true)
        }
        return slots.keys.sorted()
    }

    private static func checkContiguous(_ all: [Int], _ device: FabricSection, _ log: inout FaultLog) {
        let sorted = Set(all).sorted()
        guard let first = sorted.first, let last = sorted.last else { return }
        let missing = last - first < 4096 ? (first...last).filter { !sorted.contains($0) } : []
        if !missing.isEmpty {
            device.fault(
                "interfaces", "lack port \(PortSet(missing).text)", nil, &log,
                remedy: "Compare it with the maker's data sheet and add the missing interfaces")
        }
        if first > 1 {
            device.fault("interfaces", "begin with port \(first)", nil, &log, isDoubt: true)
        }
    }

    /// The numbers in a name, and the lane where the name itself says it: `xe-0/0/7:1`, `swp1s0`.
    private static func numbers(_ name: String) -> (slot: [Int], lane: Int?)? {
        var groups: [Int] = []
        var digits = ""
        var prefix = ""
        for byte in name.utf8.prefix(80) + [0x20] {
            if (0x30...0x39).contains(byte) {
                digits.append(Character(UnicodeScalar(byte)))
                continue
            }
            if !digits.isEmpty {
                guard digits.utf8.count <= 6, let number = Int(digits) else { return nil }
                groups.append(number)
                digits = ""
            }
            if groups.isEmpty { prefix.append(Character(UnicodeScalar(byte))) }
        }
        guard !groups.isEmpty else { return nil }
        let isLaned = groups.count >= 2 && (name.contains(":") || prefix.lowercased() == "swp")
        let lane = isLaned ? groups.removeLast() : nil
        return (groups, lane)
    }

    /// `Ethernet5/1` is port 5 and `Ethernet1/5` port 5 of slot 1: which of both a file means shows in all names together.
    /// Where the last numbers are few and the ones before them many, the last are lanes.
    private static func settleLanes(_ interfaces: inout [Interface]) {
        let pairs = interfaces.filter { $0.lane == nil && $0.slot.count == 2 }
        let (firsts, lasts) = (Set(pairs.map { $0.slot[0] }), Set(pairs.map { $0.slot[1] }))
        guard firsts.count > lasts.count, lasts.allSatisfy({ (1...4).contains($0) }) else { return }
        for index in interfaces.indices where interfaces[index].lane == nil && interfaces[index].slot.count == 2 {
            interfaces[index].lane = interfaces[index].slot.removeLast()
        }
    }

    private static func guess(_ name: String, vendor: String) -> NetworkSystem {
        switch vendor.lowercased() {
        case "arista": return .eos
        case "cisco": return .nxos
        case "juniper": return .junos
        case "fortinet": return .fortiswitch
        default: break
        }
        if name.hasPrefix("swp") { return .cumulus }
        if name.hasPrefix("et-") { return .junos }
        if name.lowercased().hasPrefix("ethernet1/1/") { return .os10 }
        if name.hasPrefix("Eth1/") { return .onyx }
        if name.hasPrefix("Fo") || name.hasPrefix("fortyGigE") { return .os9S6010 }
        return .generic
    }
}
