/// Finds the steps of a migration on frozen plans: each step changes a few servers and lets the allocator seat only those.
struct StepPlanner {
    private(set) var steps: [FabricStep] = []
    private var state: FabricPlan
    private var layouts: [PortLayout]
    private let start: FabricPlan

    init(_ frozen: FabricPlan) {
        start = frozen
        state = frozen
        layouts = FabricSimulation(frozen).layouts
    }

    /// Plans all steps.
    mutating func run() -> (goal: FabricPlan, result: Result<Void, Unreachable>) {
        var goal = start
        do throws(Unreachable) {
            try moveBack()
            try changeSpines(isGrowing: false)
            try addLeaf()
            try changeSpines(isGrowing: true)
            let targets = self.targets
            for index in targets { goal.roster[index].speed = .port }
            goal.leafs = start.goal.leafs ?? goal.leafs
            goal.spines = start.goal.spines ?? goal.spines
            try refuseEarly(targets)
            try move(targets)
            return (state, .success(()))
        } catch {
            return (goal, .failure(error))
        }
    }

    // MARK: What is wanted

    /// The servers to move: those the goal names, and as many more as its number wants, by whole splits as far as possible.
    private var targets: [Int] {
        var chosen = Set(
            state.roster.indices.filter { state.roster[$0].wanted == .port && state.roster[$0].speed == .lane })
        let named = state.roster.contains { $0.wanted != nil }
        let asksForNone = start.goal.moved == nil
        if asksForNone, named || start.goal.spines != nil || start.goal.leafs != nil { return chosen.sorted() }
        let most =
            asksForNone ? (FabricSimulation(state).kMax ?? state.moved) : min(start.goal.moved ?? 0, state.servers)
        var missing = most - state.moved - chosen.count
        // Splits that cost the fewest ports a server first: one with a single server costs none.
        let groups = splitGroups.filter { group in
            group.allSatisfy { state.roster[$0].speed == .lane && state.roster[$0].wanted != .lane }
        }
        for group in groups.sorted(by: { cost($0) < cost($1) }) where missing > 0 {
            let fresh = group.filter { !chosen.contains($0) }
            guard fresh.count <= missing, !fresh.isEmpty else { continue }
            chosen.formUnion(fresh)
            missing -= fresh.count
        }
        for index in state.roster.indices where missing > 0 {
            guard state.roster[index].speed == .lane, state.roster[index].wanted != .lane, !chosen.contains(index)
            else {
                continue
            }
            chosen.insert(index)
            missing -= 1
        }
        return chosen.sorted()
    }

    /// Servers by the split they share on the first leaf they reach, in the order of ports; those on SFP ports alone.
    private var splitGroups: [[Int]] {
        var groups: [[Int]] = []
        var seen: Set<Int> = []
        for layout in layouts {
            for port in layout.ports {
                guard case .split(let lanes) = port.role else { continue }
                let servers = Set(lanes.compactMap { $0?.server }).subtracting(seen).sorted()
                guard !servers.isEmpty else { continue }
                seen.formUnion(servers)
                groups.append(servers)
            }
        }
        for server in state.roster.indices where !seen.contains(server) && state.roster[server].speed == .lane {
            groups.append([server])
        }
        return groups
    }

    /// Ports a group costs a server, in hundredths so that it compares exactly.
    private func cost(_ group: [Int]) -> Int {
        let needs = group.reduce(0) { $0 + state.roster[$1].portLinks(leafs: state.leafs) }
        let onSplit = layouts.contains { layout in
            layout.ports.contains {
                if case .split(let lanes) = $0.role { lanes.contains { $0?.server == group[0] } } else { false }
            }
        }
        return 100 * (needs - (onSplit ? 1 : 0)) / group.count
    }

    // MARK: Moving to full speed

    private mutating func move(_ targets: [Int]) throws(Unreachable) {
        guard !targets.isEmpty else { return }
        let wanted = Set(targets)
        let isBatched = state.model.change == .reload || state.model.change == .restart
        if isBatched, take("move \(counted(targets.count, "server")) at once", targets) { return }
        let whole = splitGroups.filter { wanted.isSuperset(of: $0) }.sorted { $0.count > $1.count }
        var left = wanted
        for group in whole {
            let names = group.map(state.name(ofServer:))
            let title =
                names.count == 1 ? "move \(names[0])" : "move \(names[0]) ... \(names[names.count - 1]), a whole split"
            guard take(title, group) else { continue }
            left.subtract(group)
        }
        for server in left.sorted() {
            let title = "move \(state.name(ofServer: server)) alone"
            if take(title, [server]) { continue }
            while repack() {}
            if !take(title, [server]) { throw shortfall(targets) }
        }
    }

    /// Moves servers if there is room for them.
    private mutating func take(_ title: String, _ servers: [Int]) -> Bool {
        var next = state
        for server in servers { next.setSpeed(.port, ofServer: server) }
        return commit(title, next, servers: servers)
    }

    /// Makes a state the current one, with a step to it, if it is complete and breaks no rule.
    private mutating func commit(_ title: String, _ next: FabricPlan, servers: [Int], notes: [String] = []) -> Bool {
        let simulation = FabricSimulation(next)
        guard simulation.layouts.allSatisfy(\.isComplete) else { return false }
        let frozen = next.frozen(simulation.layouts)
        for (index, layout) in simulation.layouts.enumerated() {
            guard LayoutRules(plan: frozen, layout: layout, leaf: index + 1).broken.isEmpty else { return false }
        }
        let builder = StepBuilder(
            before: state, after: frozen, layoutsBefore: layouts, layoutsAfter: simulation.layouts, servers: servers)
        steps.append(builder.step(number: steps.count + 1, title: title, notes: notes))
        state = frozen
        layouts = simulation.layouts
        return true
    }

    /// Merges two half-dark splits of a leaf into one, on both leaves alike where they are mirror images.
    private mutating func repack() -> Bool {
        for (index, layout) in layouts.enumerated() {
            let half = layout.ports.compactMap { port -> (port: Int, lit: Int)? in
                guard case .split(let lanes) = port.role, !state.isStanding(port.number) else { return nil }
                let lit = lanes.count { $0 != nil }
                return lit > 0 && lit < 4 ? (port.number, lit) : nil
            }
            guard let from = half.min(by: { $0.lit < $1.lit }) else { continue }
            guard let into = half.first(where: { $0.port != from.port && $0.lit + from.lit <= 4 }) else { continue }
            let leafs = state.leafsAreMirrors ? Array(1...state.leafs) : [index + 1]
            var next = state
            let moving = layout.servers(onSplit: from.port)
            for leaf in leafs {
                guard case .split(let lanes) = layouts[leaf - 1].port(into.port)?.role else { continue }
                var dark = lanes.indices.filter { lanes[$0] == nil }[...]
                for server in moving {
                    for place in next.roster[server].links.indices {
                        let link = next.roster[server].links[place]
                        guard link.leaf == leaf, link.port == from.port, let lane = dark.popFirst() else { continue }
                        next.roster[server].links[place] = PlannedLink(leaf: leaf, port: into.port, lane: lane)
                    }
                }
            }
            if commit("merge the half-used splits of ports \(from.port) and \(into.port)", next, servers: moving) {
                return true
            }
        }
        return false
    }

    // MARK: Moving back, spines, the second leaf

    private mutating func moveBack() throws(Unreachable) {
        let back = state.roster.indices.filter { state.roster[$0].wanted == .lane && state.roster[$0].speed == .port }
        for server in back {
            var next = state
            next.setSpeed(.lane, ofServer: server)
            guard
                commit(
                    "move \(state.name(ofServer: server)) back to \(state.speeds.laneTitle)bE", next, servers: [server])
            else { throw shortfall([]) }
        }
    }

    private mutating func changeSpines(isGrowing: Bool) throws(Unreachable) {
        guard let wanted = start.goal.spines, wanted != state.spines, (wanted > state.spines) == isGrowing else {
            return
        }
        let wantedSpines = min(max(wanted, 0), FabricPlan.mostSpines)
        var next = state
        next.spines = wantedSpines
        for index in next.pins.indices {
            guard let spine = next.pins[index].spine else { continue }
            if next.pins[index].role == .reserved, spine <= wantedSpines { next.pins[index].role = .uplink }
        }
        next.pins.removeAll { $0.role == .uplink && ($0.spine ?? 0) > wantedSpines }
        let title =
            isGrowing
            ? "cable the uplinks to spines s\(state.spines + 1) ... s\(wantedSpines)"
            : "take the uplinks to spines s\(wantedSpines + 1) ... s\(state.spines) out"
        guard commit(title, next, servers: []) else { throw shortfall([]) }
    }

    private mutating func addLeaf() throws(Unreachable) {
        guard let wanted = start.goal.leafs, wanted != state.leafs else { return }
        guard wanted == 2 else {
            throw Unreachable(
                shortfall: StepShortfall(
                    ports: 0, reason: "taking leaf-2 out again is not planned in steps", most: state.moved, waysOut: [])
            )
        }
        var next = state
        next.leafs = 2
        // Until its cable is moved, a server stays with the first leaf alone.
        for index in next.roster.indices { next.roster[index].onlyLeaf = 1 }
        let peers = next.peerLinks
        next.peerLinks = 0
        guard commit("rack leaf-2 and cable its uplinks", next, servers: []) else { throw shortfall([]) }
        for pair in rehomingPairs {
            guard commit("give \(names(pair)) a link to each leaf", rehomed(pair), servers: pair) else {
                throw shortfall([])
            }
        }
        guard peers > 0 else { return }
        var linked = state
        linked.peerLinks = peers
        guard commit("cable the peer link of \(counted(peers, "port"))", linked, servers: []) else {
            throw shortfall([])
        }
    }

    /// Servers that get their second leaf together: those of as many splits as fit into one when each keeps half its lanes.
    private var rehomingPairs: [[Int]] {
        var pairs: [[Int]] = []
        var open: [Int] = []
        var lanes = 0
        for group in splitGroups {
            let need = group.reduce(0) { $0 + max(1, state.roster[$1].laneLinks / 2) }
            if lanes + need > 4, !open.isEmpty {
                pairs.append(open)
                (open, lanes) = ([], 0)
            }
            open += group
            lanes += need
        }
        if !open.isEmpty { pairs.append(open) }
        let natives = state.roster.indices.filter { state.roster[$0].speed == .port }
        return pairs + natives.map { [$0] }
    }

    /// The state with servers on both leaves: on the first they share the first of their splits, and the second mirrors it.
    private func rehomed(_ servers: [Int]) -> FabricPlan {
        var next = state
        let ports = servers.compactMap { state.roster[$0].links.first { $0.lane != nil }?.port }
        var free = Array(0..<4)[...]
        for server in servers {
            next.roster[server].onlyLeaf = nil
            let count = next.roster[server].links(at: next.roster[server].speed, leafs: 2)
            let old = Array(state.roster[server].links.filter { $0.leaf == 1 }.prefix(count))
            guard let port = ports.min(), old.contains(where: { $0.lane != nil }) else {
                next.roster[server].links = old.flatMap { link in
                    [link, PlannedLink(leaf: 2, port: link.port, lane: link.lane, isAdapter: link.isAdapter)]
                }
                continue
            }
            var links: [PlannedLink] = []
            for _ in 0..<count {
                guard let lane = free.popFirst() else { break }
                links += [PlannedLink(leaf: 1, port: port, lane: lane), PlannedLink(leaf: 2, port: port, lane: lane)]
            }
            next.roster[server].links = links.sorted()
        }
        return next
    }

    private func names(_ servers: [Int]) -> String {
        let names = servers.map(state.name(ofServer:))
        return names.count > 2 ? "\(names[0]) ... \(names[names.count - 1])" : names.joined(separator: " and ")
    }

    // MARK: Out of reach

    /// Says at once when the ports can never suffice, before any step is worked out.
    private func refuseEarly(_ targets: [Int]) throws(Unreachable) {
        if missingPorts(targets) > 0 { throw shortfall(targets) }
    }

    /// Ports missing on the fuller leaf when all of these have moved, with the lanes left packed as tightly as can be.
    private func missingPorts(_ targets: [Int]) -> Int {
        var final = state
        for server in targets { final.setSpeed(.port, ofServer: server) }
        return (1...final.leafs).map { leaf in
            let splits = final.splits(lanes: final.lanes(leaf: leaf) { $0.speed == .lane })
            let natives = final.roster.reduce(0) {
                let counts = $1.speed == .port && $1.reaches(leaf: leaf, leafs: final.leafs)
                return $0 + (counts ? $1.portLinks(leafs: final.leafs) : 0)
            }
            let pairs = final.model.limits.disables.isEmpty ? 1 : 2
            return pairs * splits + natives - final.serverPorts
        }.max() ?? 0
    }

    private func shortfall(_ targets: [Int]) -> Unreachable {
        let missing = max(0, missingPorts(targets))
        let most = FabricSimulation(start).kMax ?? start.moved
        let wanted = start.moved + targets.count
        var reason: String
        if missing > 0 {
            reason =
                "\(counted(missing, "port")) short: \(wanted) of \(start.servers) servers at \(start.speeds.portTitle) "
                + "need more ports than the leaf has for servers"
        } else if targets.isEmpty {
            reason = "there is no room for it on the leaves"
        } else {
            reason = "the moves wanted leave unused lanes that nothing else can use"
        }
        if most < wanted { reason += "; at most \(most) can move" }
        var ways: [StepShortfall.WayOut] = []
        func offer(_ title: String, _ edits: [PlanEdit]) {
            var other = start.applying([.forgetCables] + edits)
            other.pins.removeAll { $0.role == .uplink || $0.role == .peer || $0.role == .reserved }
            guard let moved = FabricSimulation(other).kMax, moved > most else { return }
            ways.append(.init(title: title, edits: edits, moved: moved))
        }
        if start.keepsReserve { offer("give the kept ports up", [.reserve(false)]) }
        if start.hasDualForty, start.leafs == 1 { offer("one link at full speed a server", [.dualForty(false)]) }
        if start.leafs == 1 {
            offer("add leaf-2", [.leafs(2)])
            offer("add leaf-2 with a peer link of 2 ports", [.leafs(2), .peerLinks(2)])
        }
        for less in [1, 2, 4, 8] where less < start.servers - start.moved {
            offer("take \(counted(less, "server")) out", [.servers(start.servers - less)])
        }
        return Unreachable(shortfall: StepShortfall(ports: missing, reason: reason, most: most, waysOut: ways))
    }
}

extension FabricPlan {
    /// Whether a port stays split though nothing needs it.
    func isStanding(_ port: Int) -> Bool {
        pins.contains { $0.port == port && $0.role == .split } || !model.limits.layouts.isEmpty
    }
}
