/// Gives every port of a leaf its role: first what the plan pins, then uplinks on ports that cannot be split, then splits,
/// then servers at full speed move by move.
///
/// It knows every limit of the model that concerns ports, so that it also answers for switches without a closed form.
struct PortAllocator {
    private(set) var layout: PortLayout
    let plan: FabricPlan
    let leaf: Int
    private let model: SwitchModel
    private let index: [Int: Int]
    private let partnerOf: [Int: Int]
    private var room: LogicalRoom
    /// Ports that the plan wants whole.
    private var kept: Set<Int> = []
    /// The ports that are split whether anything needs it or not: pinned ones, and those of a maker's layout.
    private(set) var standing: Set<Int> = []
    private(set) var splitCount = 0

    /// One array for every split without light, which is copied only once a lane is lit.
    private static let darkLanes: [LaneUse?] = [nil, nil, nil, nil]

    /// Makes the allocator of a leaf without anything on it.
    init(plan: FabricPlan, leaf: Int = 1) {
        self.plan = plan
        self.leaf = leaf
        model = plan.model
        let splittable = model.splittable(plan.speeds)
        layout = PortLayout(
            ports: model.qsfp.numbers.map {
                PortUse(number: $0, canSplit: splittable.contains($0), role: .free)
            })
        layout.sfp = model.sfp.numbers.map { SFPUse(number: $0, use: nil) }
        index = Dictionary(
            layout.ports.enumerated().map { ($0.element.number, $0.offset) }, uniquingKeysWith: { first, _ in first })
        partnerOf = Dictionary(
            model.limits.disables.map { ($0.value, $0.key) }, uniquingKeysWith: { first, _ in first })
        room = LogicalRoom(model: model)
    }

    /// Changes a port's role and keeps the counts.
    private mutating func set(_ offset: Int, _ role: PortRole, isAdapter: Bool = false) {
        let before = layout.ports[offset]
        layout.ports[offset].role = role
        layout.ports[offset].isAdapter = isAdapter
        room.change(offset, by: layout.ports[offset].logical - before.logical)
        if case .split = before.role { splitCount -= 1 }
        if case .split = role { splitCount += 1 }
    }

    private func partner(_ offset: Int) -> Int? {
        model.limits.disables[layout.ports[offset].number].flatMap { index[$0] }
    }

    // MARK: What the plan pins

    /// Places what the plan says about ports, and the cables it names.
    /// - Parameter splits: Splits wanted where only a maker's layouts exist; nil for those of the plan's servers.
    mutating func placePins(splits: Int? = nil) {
        if !model.limits.layouts.isEmpty { loadShippedLayout(splits) }
        for pin in plan.pins where pin.leaf == nil || pin.leaf == leaf {
            guard let offset = index[pin.port], pin.role == .whole || layout.ports[offset].role == .free else {
                continue
            }
            switch pin.role {
            case .uplink: set(offset, .uplink(spine: pin.spine ?? 0, link: 0))
            case .reserved: set(offset, .reserved(spine: pin.spine ?? 0))
            case .peer: set(offset, .peerLink)
            case .off: set(offset, .off)
            case .whole: kept.insert(offset)
            case .split:
                standing.insert(offset)
                forceSplit(offset)
            }
        }
        for (server, planned) in plan.roster.enumerated() {
            var count = 0
            for link in planned.links where link.leaf == leaf {
                let use = LaneUse(server: server, link: count)
                count += 1
                if let reason = place(use, at: link) {
                    layout.conflicts.append(LinkConflict(link: link, server: server, reason: reason))
                }
            }
        }
    }

    private mutating func loadShippedLayout(_ splits: Int?) {
        let wanted = splits ?? plan.splits(lanes: plan.lanes(leaf: leaf) { $0.speed == .lane })
        let links = plan.roster.flatMap(\.links).filter { $0.leaf == leaf }
        guard let shipped = model.limits.layout(splits: wanted, splitting: links) else { return }
        layout.shippedLayout = shipped.name
        for number in shipped.split.numbers {
            guard let offset = index[number] else { continue }
            standing.insert(offset)
            forceSplit(offset)
        }
    }

    /// Splits a port because the plan says so, whatever the limits: the rules then say what is wrong with it.
    private mutating func forceSplit(_ offset: Int) {
        set(offset, .split(lanes: PortAllocator.darkLanes))
        if let partner = partner(offset), layout.ports[partner].role == .free {
            set(partner, .killed(by: layout.ports[offset].number))
        }
    }

    private mutating func place(_ use: LaneUse, at link: PlannedLink) -> LinkConflict.Reason? {
        guard let offset = index[link.port] else {
            guard let place = layout.sfp.firstIndex(where: { $0.number == link.port }), link.lane == nil else {
                return .noPort
            }
            guard layout.sfp[place].use == nil else { return .taken }
            layout.sfp[place].use = use
            return nil
        }
        guard let lane = link.lane else {
            guard layout.ports[offset].role == .free else { return .taken }
            set(offset, .native(use), isAdapter: link.isAdapter)
            return nil
        }
        if layout.ports[offset].role == .free { forceSplit(offset) }
        guard case .split(let lanes) = layout.ports[offset].role, lanes[lane] == nil else { return .taken }
        light(offset, lane: lane, use)
        return nil
    }

    // MARK: Uplinks

    /// Places uplinks and kept ports beside the pinned ones.
    mutating func placeFixed() {
        var order = fixedOrder()[...]
        let pinned = layout.ports.indices.filter { if case .uplink = layout.ports[$0].role { true } else { false } }
        // Pinned uplinks count first; those without a spine take the numbers that are left, in turn.
        var numbers = (0..<max(0, plan.uplinks)).map { uplink in
            let (link, spine) = uplink.quotientAndRemainder(dividingBy: max(1, plan.spines))
            return (spine: spine + 1, link: link + 1)
        }[...]
        var left: [Int] = []
        for offset in pinned {
            guard case .uplink(let spine, _) = layout.ports[offset].role,
                let place = numbers.firstIndex(where: { $0.spine == spine })
            else {
                left.append(offset)
                continue
            }
            set(offset, .uplink(spine: spine, link: numbers[place].link))
            numbers.remove(at: place)
        }
        for offset in left {
            if let number = numbers.popFirst() {
                set(offset, .uplink(spine: number.spine, link: number.link))
            } else {
                set(offset, .reserved(spine: plan.spines + 1))
            }
        }
        while let number = numbers.popFirst() {
            guard let port = order.popFirst() else {
                layout.unplacedUplinks = numbers.count + 1
                break
            }
            set(port, .uplink(spine: number.spine, link: number.link))
        }
        placeKept(&order)
    }

    private mutating func placeKept(_ order: inout ArraySlice<Int>) {
        var (reserved, peers) = (0, 0)
        for offset in layout.ports.indices {
            switch layout.ports[offset].role {
            case .reserved:
                if case .reserved(spine: 0) = layout.ports[offset].role {
                    set(offset, .reserved(spine: plan.spines + 1 + reserved / max(1, plan.linksPerSpine)))
                }
                reserved += 1
            case .peerLink: peers += 1
            default: break
            }
        }
        let kept = max(0, plan.reservedUplinks - reserved) + max(0, plan.peerPorts - peers)
        for place in 0..<kept {
            guard let port = order.popFirst() else {
                layout.unplacedReserve = kept - place
                break
            }
            let number = reserved + place
            let isReserve = number < max(reserved, plan.reservedUplinks)
            set(
                port,
                isReserve ? .reserved(spine: plan.spines + 1 + number / max(1, plan.linksPerSpine)) : .peerLink)
        }
    }

    /// Free ports for uplinks: those that cannot be split and are nobody's partner, then whole pairs of split port and
    /// partner, because half a pair would cost the other half's split as well, then the rest.
    private func fixedOrder() -> [Int] {
        var first: [Int] = []
        var pairs: [Int] = []
        var rest: [Int] = []
        for (offset, port) in layout.ports.enumerated() {
            if let partner = partner(offset) {
                pairs += [partner, offset]
            } else if partnerOf[port.number] != nil {
                continue
            } else if port.canSplit, !kept.contains(offset) {
                rest.append(offset)
            } else {
                first.append(offset)
            }
        }
        return (first + pairs + rest).filter { layout.ports[$0].role == .free }
    }

    // MARK: Splits

    /// Splits up to so many free ports, ascending, and returns their offsets; standing splits without light come first.
    mutating func placeSplits(_ wanted: Int) -> [Int] {
        var placed: [Int] = []
        for offset in layout.ports.indices where placed.count < wanted {
            if case .split(let lanes) = layout.ports[offset].role {
                if lanes.allSatisfy({ $0 == nil }) { placed.append(offset) }
            } else if split(offset) {
                placed.append(offset)
            }
        }
        return placed
    }

    private mutating func split(_ offset: Int) -> Bool {
        let port = layout.ports[offset]
        guard port.canSplit, port.role == .free, !kept.contains(offset), layout.shippedLayout == nil else {
            return false
        }
        if let cap = model.limits.tenGig, 4 * (splitCount + 1) > cap { return false }
        let partner = partner(offset)
        if let partner, layout.ports[partner].role != .free { return false }
        // Only ports that are switched off for it cannot be switched on one by one again: a copy of all ports is dear.
        let saved = model.limits.mayDisable && room.isLimited ? (layout, room, splitCount) : nil
        set(offset, .split(lanes: PortAllocator.darkLanes))
        if let partner { set(partner, .killed(by: port.number)) }
        if makeRoom() { return true }
        if let saved {
            (layout, room, splitCount) = saved
        } else {
            if let partner { set(partner, .free) }
            set(offset, .free)
        }
        return false
    }

    /// Switches free ports off where pinned splits would exceed a limit, as far as that is allowed.
    mutating func settle() { _ = makeRoom() }

    /// Whether the logical ports suffice, after free ports were switched off from the highest number where that is allowed.
    private mutating func makeRoom() -> Bool {
        while let exceeded = room.exceeded {
            guard model.limits.mayDisable else { return false }
            let spare = layout.ports.indices.reversed().first {
                layout.ports[$0].role == .free && exceeded.counts($0)
            }
            guard let spare else { return false }
            set(spare, .off)
        }
        return true
    }

    /// Puts a link on a lane of a split.
    mutating func light(_ offset: Int, lane: Int, _ use: LaneUse?) {
        guard case .split(var lanes) = layout.ports[offset].role, lanes.indices.contains(lane) else { return }
        // The port lets go of its lanes first, so that they are changed in place and not copied.
        layout.ports[offset].role = .free
        lanes[lane] = use
        layout.ports[offset].role = .split(lanes: lanes)
    }

    /// Puts so many links of a server on dark lanes of a split; false and unchanged when there are too few.
    mutating func fill(_ offset: Int, server: Int, from first: Int, links: Int) -> Bool {
        guard case .split(let lanes) = layout.ports[offset].role else { return false }
        let dark = lanes.indices.filter { lanes[$0] == nil }
        guard dark.count >= links else { return false }
        for place in 0..<links { light(offset, lane: dark[place], LaneUse(server: server, link: first + place)) }
        return true
    }

    /// Puts links of a server on free SFP ports from the end; returns how many found one.
    mutating func fillSFP(server: Int, from first: Int, links: Int) -> Int {
        guard model.sfpLanes(plan.speeds) > 0 else { return 0 }
        var placed = 0
        for place in layout.sfp.indices where placed < links {
            guard layout.sfp[place].use == nil, model.ownSFP.contains(layout.sfp[place].number) else { continue }
            layout.sfp[place].use = LaneUse(server: server, link: first + placed)
            placed += 1
        }
        return placed
    }

    // MARK: Moves

    /// Moves a server to full speed: its lanes go dark, a split without any light becomes a free port again, and the server
    /// gets its ports, unsplittable ones first. Nothing changes when there is no room.
    mutating func move(server: Int, links: Int) -> Bool {
        // With enough free ports nothing can fail, and nothing needs to be kept to go back to.
        var free = 0
        for port in layout.ports { if case .free = port.role { free += 1 } }
        let saved = free >= links ? nil : (layout, room, splitCount)
        drain(server)
        for link in 0..<links {
            guard let port = freePort() else {
                if let saved { (layout, room, splitCount) = saved }
                return false
            }
            set(port, .native(LaneUse(server: server, link: link)))
        }
        return true
    }

    private mutating func drain(_ server: Int) {
        for offset in layout.ports.indices {
            switch layout.ports[offset].role {
            case .split(let lanes) where lanes.contains { $0?.server == server }:
                let left = lanes.map { $0?.server == server ? nil : $0 }
                if standing.contains(offset) || left.contains(where: { $0 != nil }) {
                    layout.ports[offset].role = .split(lanes: left)
                } else {
                    join(offset)
                }
            case .native(let use) where use.server == server: set(offset, .free)
            default: break
            }
        }
        for place in layout.sfp.indices where layout.sfp[place].use?.server == server { layout.sfp[place].use = nil }
    }

    private mutating func join(_ offset: Int) {
        set(offset, .free)
        if let partner = partner(offset), layout.ports[partner].role == .killed(by: layout.ports[offset].number) {
            set(partner, .free)
        }
    }

    private mutating func freePort() -> Int? {
        var splittable: Int?
        for offset in layout.ports.indices where layout.ports[offset].role == .free {
            if !layout.ports[offset].canSplit { return offset }
            if splittable == nil { splittable = offset }
        }
        if let splittable { return splittable }
        // A port that was switched off can come back once a split less is needed.
        for offset in layout.ports.indices where layout.ports[offset].role == .off {
            if plan.pin(port: layout.ports[offset].number, leaf: leaf)?.role == .off { continue }
            set(offset, .free)
            if room.fits { return offset }
            set(offset, .off)
        }
        return nil
    }

    /// Puts whatever the allocation so far could not place on record.
    mutating func note(unplacedSplits: Int, unplacedMoves: Int) {
        layout.unplacedSplits = unplacedSplits
        layout.unplacedMoves = unplacedMoves
    }
}
