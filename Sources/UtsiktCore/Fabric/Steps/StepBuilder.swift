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
        let forward = commands(from: layoutsBefore, to: layoutsAfter, leafs: after.leafs)
        let cost: ChangeCost = forward.isEmpty ? .none : after.model.change
        let lost = outage(out, cablesBefore, cost)
        let (first, last) = (layoutsBefore[0], layoutsAfter[0])
        func freed(_ from: PortLayout, _ to: PortLayout) -> Int {
            zip(from.ports, to.ports).count { $0.role != .free && $1.role == .free }
        }
        // A port that changes hands within the step is freed and needed.
        let reused = zip(first.ports, last.ports).count {
            if case .split = $0.role, case .native = $1.role { true } else { false }
        }
        return FabricStep(
            number: number, title: title, servers: servers, cutOff: lost.cutOff, degraded: lost.degraded,
            cablesOut: out, cablesIn: into, commands: forward,
            undo: commands(from: layoutsAfter, to: layoutsBefore, leafs: before.leafs), cost: cost,
            notes: notes + remarks(cablesBefore, cablesAfter, cost, lost.cutOff),
            before: before, after: after, frees: freed(first, last) + reused, needs: freed(last, first) + reused,
            darkLanes: last.darkLanes)
    }

    /// Who loses a link: everybody on the leaf when it reloads, otherwise those whose cables are touched.
    private func outage(
        _ out: [PlanCable], _ cables: [PlanCable], _ cost: ChangeCost
    ) -> (cutOff: [Int], degraded: [Int]) {
        var touched = Set(servers.filter { before.roster.indices.contains($0) })
        for cable in out { touched.formUnion(cable.servers) }
        if cost == .reload || cost == .restart { touched.formUnion(cables.flatMap(\.servers)) }
        // With two leafs the work is done on one after the other: who has a link to each keeps one.
        let keeps = Set(
            touched.filter { server in
                Set(before.roster[server].links.map(\.leaf)).count == 2
                    || before.leafs == 2 && Set(after.roster[server].links.map(\.leaf)).count == 2
                        && before.roster[server].links.count > 1
            })
        return (touched.subtracting(keeps).sorted(), keeps.sorted())
    }

    private func commands(from: [PortLayout], to: [PortLayout], leafs: Int) -> [String] {
        let (model, system) = (after.model, after.model.system)
        var all: [String] = []
        for (index, layout) in to.enumerated() {
            let old = from.indices.contains(index) ? from[index].ports : nil
            var lines: [String] = []
            for (place, port) in layout.ports.enumerated() {
                let was = old.map { isSplit($0[place].role) } ?? false
                let now = isSplit(port.role)
                if was, !now { lines += system.join(panelPort: port.number, on: model, speeds: after.speeds) }
                if now, !was { lines += system.split(panelPort: port.number, on: model, speeds: after.speeds) }
            }
            let oldSplits = from.indices.contains(index) ? from[index].splits : 0
            if lines.isEmpty, model.limits.portModes.isEmpty || oldSplits == layout.splits { continue }
            lines += system.activation(of: model, splits: layout.splits)
            all += (leafs == 2 ? ["# leaf-\(index + 1)"] : []) + lines
        }
        return all
    }

    private func isSplit(_ role: PortRole) -> Bool { if case .split = role { true } else { false } }

    private func remarks(
        _ old: [PlanCable], _ new: [PlanCable], _ cost: ChangeCost, _ cutOff: [Int]
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
            if !gone.isEmpty { notes.append("unplug \(legs(gone)) of \(place): \(counted(gone.count, "lane")) dark") }
            if !came.isEmpty { notes.append("plug \(legs(came)) of \(place)") }
        }
        if cost == .reload { notes.append("the leaf reloads: everything on it is down meanwhile") }
        if cost == .restart { notes.append("the switch's daemon restarts: traffic stops meanwhile") }
        if after.leafs == 2, !servers.isEmpty, cutOff.isEmpty {
            notes.append("leaf-1 first, then leaf-2: nobody loses every link")
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
