import UtsiktCore

// The cursors: ports, findings, lines of a list, racks.
extension FabricPaneState {
    /// Selects the port with a number on the panel.
    mutating func select(port number: Int) {
        if let index = layout.ports.firstIndex(where: { $0.number == number }) { cursor = index }
    }

    /// Moves the selection: ports stand in pairs, one above the other.
    mutating func move(columns: Int, rows: Int) {
        let count = layout.ports.count
        guard count > 0 else { return }
        var next = cursor + 2 * columns
        if rows < 0, cursor % 2 == 1 { next -= 1 }
        if rows > 0, cursor % 2 == 0 { next += 1 }
        if next >= 0, next < count { cursor = next }
    }

    /// Selects the first or the last port.
    mutating func moveToEnd(_ last: Bool) { cursor = last ? max(0, layout.ports.count - 1) : 0 }

    /// Moves whatever the arrows move in the present view.
    mutating func arrow(columns: Int, rows: Int) {
        switch view {
        case .plan: move(columns: columns, rows: rows)
        case .steps: columns == 0 ? go(toStep: step + rows) : move(columns: columns, rows: 0)
        case .checks: columns == 0 ? moveCheck(rows) : move(columns: columns, rows: 0)
        case .sheet, .bill: scroll(rows)
        case .fabric: moveRack(rows + columns * WideGrid.rows(in: room, racks: rackCount))
        }
    }

    /// Goes to an end of whatever the arrows move.
    mutating func arrowToEnd(_ last: Bool) {
        switch view {
        case .plan: moveToEnd(last)
        case .steps: go(toStep: last ? .max : 0)
        case .checks: checkCursor = last ? max(0, shown.checks.count - 1) : 0
        case .sheet, .bill: offset = last ? max(0, mostLines - 1) : 0
        case .fabric: rackCursor = last ? max(0, rackCount - 1) : 0
        }
    }

    /// Selects the finding after or before; the first one when none was.
    mutating func moveCheck(_ by: Int) {
        let count = shown.checks.count
        guard count > 0 else {
            checkCursor = nil
            return
        }
        guard let now = checkCursor else {
            checkCursor = by > 0 ? 0 : count - 1
            return
        }
        checkCursor = min(max(0, now + by), count - 1)
    }

    /// The finding whose fix a key would apply: the selected one, else the worst that has one.
    var fixableCheck: FabricCheck? {
        if let selectedCheck { return selectedCheck.fix == nil ? nil : selectedCheck }
        return shown.checks.first { $0.fix != nil && $0.severity >= .warning }
    }

    /// Selects the next port that the selected finding is about; false when it is about none.
    mutating func goToCheckedPort() -> Bool {
        guard let ports = selectedCheck?.ports, let first = ports.first else { return false }
        let now = selected?.number ?? 0
        select(port: ports.first { $0 > now } ?? first)
        return true
    }

    /// Scrolls the rack or the list.
    mutating func scroll(_ lines: Int) { offset = min(max(0, offset + lines), max(0, mostLines - 1)) }

    /// Whether so many servers can move, in the selected rack where all racks are shown.
    func canMove(_ by: Int) -> Bool {
        var (moved, servers) = (plan.moved, plan.servers)
        if view == .fabric, let racks = wide?.racks, racks.indices.contains(rackCursor) {
            (moved, servers) = (racks[rackCursor].moved, racks[rackCursor].servers)
        }
        return moved + by >= 0 && moved + by <= servers
    }

    /// Moves among the racks of the fabric.
    mutating func moveRack(_ by: Int) { rackCursor = min(max(0, rackCursor + by), max(0, rackCount - 1)) }

    /// Lines of what is scrolled.
    var mostLines: Int {
        switch view {
        case .plan, .steps, .checks: shown.rack.count
        case .sheet: shown.cables.reduce(0) { $0 + max(1, $1.legs.count) }
        case .bill: 40
        case .fabric: rackCount
        }
    }
}
