/// Works out what a step means for cables, commands and servers from the states before and after it.
struct StepBuilder {
    let before: FabricPlan
    let after: FabricPlan
    let layoutsBefore: [PortLayout]
    let layoutsAfter: [PortLayout]
    let servers: [Int]

    private struct CableKey: Hashable {
        let leaf: Int
        let port: Int
        let kind: CableKind
        let spine: Int?
    }

    func step(number: Int, title: String, notes: [String]) -> FabricStep {
        let cablesBefore = before.cables(layoutsBefore, RackPlacement(before))
        let cablesAfter = after.cables(layoutsAfter, RackPlacement(after))
        func key(_ cable: PlanCable) -> CableKey {
            CableKey(leaf: cable.leaf, port: cable.port, kind: cable.kind, spine: cable.spine)
        }
        let (old, new) = (Set(cablesBefore.map(key)), Set(cablesAfter.map(key)))
        let out = cablesBefore.filter { !new.contains(key($0)) }
        let into = cablesAfter.filter { !old.contains(key($0)) }
        let phases = self.phases(out, into)
        let forward = phases.flatMap(\.commands)
        let cost: ChangeCost = forward.isEmpty ? .none : after.model.change
        let cutOff = Set(phases.flatMap(\.cutOff))
        let degraded = Set(phases.flatMap(\.degraded)).subtracting(cutOff)
        let (first, last) = (layoutsBefore[0], layoutsAfter[0])
        func freed(_ from: PortLayout, _ to: PortLayout) -> Int {
            zip(from.ports, to.ports).count { $0.role != .free && $1.role == .free }
        }
        // A port that changes hands within the step is freed and needed.
        let reused = zip(first.ports, last.ports).count {
            if case .split = $0.role, case .native = $1.role { true } else { false }
        }
        return FabricStep(
            number: number, title: title, servers: servers, cutOff: cutOff.sorted(),
            degraded: degraded.sorted(), cablesOut: out, cablesIn: into, commands: forward,
            undo: phases.reversed().flatMap(\.undo), cost: cost,
            notes: notes + remarks(cablesBefore, cablesAfter, cost, phases),
            before: before, after: after, frees: freed(first, last) + reused, needs: freed(last, first) + reused,
            darkLanes: last.darkLanes, phases: phases)
    }

    /// The work leaf by leaf, in the order that cuts the fewest servers off; a leaf that nothing happens to has no phase.
    private func phases(_ out: [PlanCable], _ into: [PlanCable]) -> [StepPhase] {
        let leafs = Array(0..<max(layoutsBefore.count, layoutsAfter.count))
        let forward = phases(in: leafs, out, into)
        guard leafs.count > 1 else { return forward }
        let backward = phases(in: leafs.reversed(), out, into)
        func cut(_ phases: [StepPhase]) -> Int { phases.reduce(0) { $0 + $1.cutOff.count } }
        return cut(backward) < cut(forward) ? backward : forward
    }

    private func phases(in order: [Int], _ out: [PlanCable], _ into: [PlanCable]) -> [StepPhase] {
        var now = layoutsBefore
        // A leaf that comes has no port in use before.
        while now.count < layoutsAfter.count { now.append(PortAllocator(plan: after, leaf: now.count + 1).layout) }
        let gained = PhaseOutage.gained(from: layoutsBefore, to: layoutsAfter)
        var phases: [StepPhase] = []
        for leaf in order where leaf < layoutsAfter.count {
            let next = layoutsAfter[leaf]
            let pulled = out.filter { $0.leaf == leaf + 1 }
            let plugged = into.filter { $0.leaf == leaf + 1 }
            let typed = commands(from: leaf < layoutsBefore.count ? now[leaf] : nil, to: next, leaf: leaf)
            let before = now
            now[leaf] = next
            if pulled.isEmpty, plugged.isEmpty, typed.isEmpty, before[leaf] == next { continue }
            let isDown = !typed.isEmpty && (after.model.change == .reload || after.model.change == .restart)
            let lost = PhaseOutage(now: before, next: next, leaf: leaf, isDown: isDown, gained: gained).result
            phases.append(
                StepPhase(
                    leaf: leaf + 1, cablesOut: pulled, cablesIn: plugged, commands: typed,
                    undo: leaf < layoutsBefore.count ? commands(from: next, to: before[leaf], leaf: leaf) : [],
                    cutOff: lost.cutOff, degraded: lost.degraded, before: before, layouts: now))
        }
        return phases
    }

    private func commands(from: PortLayout?, to: PortLayout, leaf: Int) -> [String] {
        let (model, system) = (after.model, after.model.system)
        var lines: [String] = []
        for (place, port) in to.ports.enumerated() {
            let was = from.map { isSplit($0.ports[place].role) } ?? false
            let now = isSplit(port.role)
            if was, !now { lines += system.join(panelPort: port.number, on: model, speeds: after.speeds) }
            if now, !was { lines += system.split(panelPort: port.number, on: model, speeds: after.speeds) }
        }
        if lines.isEmpty, model.limits.portModes.isEmpty || (from?.splits ?? 0) == to.splits { return [] }
        lines += system.activation(of: model, splits: to.splits)
        return (after.leafs == 2 ? ["# leaf-\(leaf + 1)"] : []) + lines
    }

    private func isSplit(_ role: PortRole) -> Bool { if case .split = role { true } else { false } }

    private func remarks(
        _ old: [PlanCable], _ new: [PlanCable], _ cost: ChangeCost, _ phases: [StepPhase]
    ) -> [String] {
        var notes: [String] = []
        for cable in old where cable.kind == .split {
            guard let now = new.first(where: { $0.leaf == cable.leaf && $0.port == cable.port && $0.kind == .split })
            else { continue }
            let gone = cable.legs.filter { leg in !now.legs.contains { $0.server == leg.server && $0.lane == leg.lane }
            }
            let came = now.legs.filter { leg in !cable.legs.contains { $0.server == leg.server && $0.lane == leg.lane }
            }
            let place = after.leafs == 2 ? "leaf-\(cable.leaf) port \(cable.port)" : "port \(cable.port)"
            if !gone.isEmpty { notes.append("unplug \(legs(gone)) of \(place): \(counted(gone.count, "lane")) unused") }
            if !came.isEmpty { notes.append("plug \(legs(came)) of \(place)") }
        }
        if cost == .reload { notes.append("the leaf reloads: everything on it is down meanwhile") }
        if cost == .restart { notes.append("the switch's daemon restarts: traffic stops meanwhile") }
        if after.leafs == 2, !servers.isEmpty, phases.count == 2, phases.allSatisfy(\.cutOff.isEmpty) {
            notes.append("leaf-\(phases[0].leaf) first, then leaf-\(phases[1].leaf): nobody loses every link")
            let isMove = servers.contains { before.roster[$0].speed != after.roster[$0].speed }
            if isMove {
                notes.append(
                    "in between a server has links of two speeds, which one link aggregation group cannot hold")
            }
        }
        return notes
    }

    private func legs(_ legs: [PlanCable.Leg]) -> String {
        legs.map { "\(before.name(ofServer: $0.server)) \($0.nic)" }.joined(separator: ", ")
    }
}
