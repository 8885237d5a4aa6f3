/// Gives every port its role: uplinks on unsplittable ports first, then splits, then servers at 40GbE move by move.
///
/// It knows every limit of the model that concerns ports, so that it also answers for switches without a closed form.
struct PortAllocator {
    private(set) var layout: PortLayout
    private let model: SwitchModel
    private let index: [Int: Int]
    private let partnerOf: [Int: Int]

    init(model: SwitchModel) {
        self.model = model
        layout = PortLayout(
            ports: model.qsfp.numbers.map {
                PortUse(number: $0, canSplit: model.splittable.contains($0), role: .free)
            })
        index = Dictionary(
            layout.ports.enumerated().map { ($0.element.number, $0.offset) }, uniquingKeysWith: { first, _ in first })
        partnerOf = Dictionary(
            model.limits.disables.map { ($0.value, $0.key) }, uniquingKeysWith: { first, _ in first })
    }

    /// Places uplinks and kept ports.
    mutating func placeFixed(_ plan: FabricPlan) {
        var order = fixedOrder()[...]
        for uplink in 0..<max(0, plan.uplinks) {
            guard let port = order.popFirst() else {
                layout.unplacedUplinks = plan.uplinks - uplink
                break
            }
            let (link, spine) = uplink.quotientAndRemainder(dividingBy: max(1, plan.spines))
            layout.ports[port].role = .uplink(spine: spine + 1, link: link + 1)
        }
        let kept = plan.reservedUplinks + plan.peerPorts
        for place in 0..<kept {
            guard let port = order.popFirst() else {
                layout.unplacedReserve = kept - place
                break
            }
            let spine = plan.spines + 1 + place / max(1, plan.linksPerSpine)
            layout.ports[port].role = place < plan.reservedUplinks ? .reserved(spine: spine) : .peerLink
        }
    }

    /// Ports for uplinks: those that cannot be split and are nobody's partner, then whole pairs of split port and partner,
    /// because half a pair would cost the other half's split as well, then the rest.
    private func fixedOrder() -> [Int] {
        var first: [Int] = []
        var pairs: [Int] = []
        var rest: [Int] = []
        for (offset, port) in layout.ports.enumerated() {
            if let partner = model.limits.disables[port.number].flatMap({ index[$0] }) {
                pairs += [partner, offset]
            } else if partnerOf[port.number] != nil {
                continue
            } else if port.canSplit {
                rest.append(offset)
            } else {
                first.append(offset)
            }
        }
        return first + pairs + rest
    }

    /// Splits up to so many free ports, ascending, and returns their offsets.
    mutating func placeSplits(_ wanted: Int) -> [Int] {
        var placed: [Int] = []
        for offset in layout.ports.indices where placed.count < wanted {
            if split(offset, before: placed.count) { placed.append(offset) }
        }
        return placed
    }

    private mutating func split(_ offset: Int, before count: Int) -> Bool {
        let port = layout.ports[offset]
        guard port.canSplit, port.role == .free else { return false }
        if let cap = model.limits.tenGig, 4 * (count + 1) > cap { return false }
        let partner = model.limits.disables[port.number].flatMap { index[$0] }
        if let partner, layout.ports[partner].role != .free { return false }
        let saved = layout
        layout.ports[offset].role = .split(lanes: [nil, nil, nil, nil])
        if let partner { layout.ports[partner].role = .killed(by: port.number) }
        if makeRoom() { return true }
        layout = saved
        return false
    }

    /// Whether the logical ports suffice, after free ports were switched off from the highest number where that is allowed.
    private mutating func makeRoom() -> Bool {
        for (range, cap) in caps {
            var used = logical(in: range)
            guard used > cap else { continue }
            guard model.limits.mayDisable else { return false }
            for offset in layout.ports.indices.reversed() where used > cap {
                guard layout.ports[offset].role == .free, range?.contains(layout.ports[offset].number) ?? true else {
                    continue
                }
                layout.ports[offset].role = .off
                used -= 1
            }
            if used > cap { return false }
        }
        return true
    }

    /// The logical caps with the ports they count; nil for all.
    private var caps: [(PortSet?, Int)] {
        model.limits.pipes.map { ($0.range, $0.logical) } + (model.limits.logicalCap.map { [(nil, $0)] } ?? [])
    }

    private func logical(in range: PortSet?) -> Int {
        layout.ports.reduce(0) { sum, port in
            guard range?.contains(port.number) ?? true else { return sum }
            switch port.role {
            case .split: return sum + 4
            case .off, .killed: return sum
            default: return sum + 1
            }
        }
    }

    /// Puts a link on a lane of a split.
    mutating func light(_ offset: Int, lane: Int, _ use: LaneUse) {
        guard case .split(var lanes) = layout.ports[offset].role, lanes.indices.contains(lane) else { return }
        lanes[lane] = use
        layout.ports[offset].role = .split(lanes: lanes)
    }

    /// Moves a server to 40GbE: its lanes go dark, a split without any light becomes a free port again, and the server gets
    /// its ports, unsplittable ones first. Nothing changes when there is no room.
    mutating func move(server: Int, from split: Int?, links: Int) -> Bool {
        let saved = layout
        if let split { drain(server, at: split) }
        for link in 0..<links {
            guard let port = freePort() else {
                layout = saved
                return false
            }
            layout.ports[port].role = .native(LaneUse(server: server, link: link))
        }
        return true
    }

    private mutating func drain(_ server: Int, at offset: Int) {
        guard case .split(let lanes) = layout.ports[offset].role else { return }
        let left = lanes.map { $0?.server == server ? nil : $0 }
        if left.contains(where: { $0 != nil }) {
            layout.ports[offset].role = .split(lanes: left)
            return
        }
        layout.ports[offset].role = .free
        if let partner = model.limits.disables[layout.ports[offset].number].flatMap({ index[$0] }) {
            layout.ports[partner].role = .free
        }
    }

    private mutating func freePort() -> Int? {
        let free = layout.ports.indices.filter { layout.ports[$0].role == .free }
        if let port = free.first(where: { !layout.ports[$0].canSplit }) ?? free.first { return port }
        // A port that was switched off can come back once a split less is needed.
        for offset in layout.ports.indices where layout.ports[offset].role == .off {
            layout.ports[offset].role = .free
            if caps.allSatisfy({ logical(in: $0.0) <= $0.1 }) { return offset }
            layout.ports[offset].role = .off
        }
        return nil
    }

    /// Puts whatever the allocation so far could not place on record.
    mutating func note(unplacedSplits: Int, unplacedMoves: Int) {
        layout.unplacedSplits = unplacedSplits
        layout.unplacedMoves = unplacedMoves
    }
}
