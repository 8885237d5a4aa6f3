public import UtsiktCore

/// What the fabric pane remembers: the plan with all that follows from it, the selected port, and the way back.
///
/// All arithmetic happens when the plan changes; drawing only reads `analysis`.
public struct FabricPaneState: Sendable {
    /// The plan and everything that follows from it.
    public private(set) var analysis: FabricAnalysis
    /// The selected port, as a place in the layout's ports.
    public private(set) var cursor = 0
    /// How far the rack is scrolled, in lines.
    public private(set) var rackOffset = 0
    /// The models that can be chosen, in order.
    public let models: [SwitchModel]
    /// The plan that `d` goes back to.
    public let origin: FabricPlan
    private var undone: [FabricPlan] = []
    private var done: [FabricPlan] = []

    /// Makes the state.
    /// - Parameters:
    ///   - plan: The plan to begin with.
    ///   - models: The models that can be chosen; of them those with enough QSFP ports to split for a rack of servers.
    public init(plan: FabricPlan = .example, models: [SwitchModel] = SwitchModel.builtIn) {
        origin = plan
        self.models = models.filter { $0.splittable.count >= 8 }
        analysis = FabricAnalysis(plan)
        cursor = FabricPaneState.firstSplit(analysis.layout)
    }

    /// The plan.
    public var plan: FabricPlan { analysis.plan }
    /// Whether a change can be taken back.
    public var canUndo: Bool { !done.isEmpty }
    /// Whether a change that was taken back can be made again.
    public var canRedo: Bool { !undone.isEmpty }
    /// The selected port; nil for a switch without ports.
    public var selected: PortUse? {
        analysis.layout.ports.indices.contains(cursor) ? analysis.layout.ports[cursor] : nil
    }

    /// Changes the plan; nothing is remembered when it stays as it is.
    mutating func change(_ body: (inout FabricPlan) -> Void) {
        var next = plan
        body(&next)
        guard next != plan else { return }
        done.append(plan)
        undone.removeAll()
        show(next)
    }

    /// Takes the last change back.
    mutating func undo() {
        guard let last = done.popLast() else { return }
        undone.append(plan)
        show(last)
    }

    /// Makes the change again that was taken back last.
    mutating func redo() {
        guard let next = undone.popLast() else { return }
        done.append(plan)
        show(next)
    }

    /// Selects the port with a number on the panel.
    mutating func select(port number: Int) {
        if let index = analysis.layout.ports.firstIndex(where: { $0.number == number }) { cursor = index }
    }

    /// Moves the selection: ports stand in pairs, one above the other.
    mutating func move(columns: Int, rows: Int) {
        let count = analysis.layout.ports.count
        guard count > 0 else { return }
        var next = cursor + 2 * columns
        if rows < 0, cursor % 2 == 1 { next -= 1 }
        if rows > 0, cursor % 2 == 0 { next += 1 }
        if next >= 0, next < count { cursor = next }
    }

    /// Selects the first or the last port.
    mutating func moveToEnd(_ last: Bool) { cursor = last ? max(0, analysis.layout.ports.count - 1) : 0 }

    /// Scrolls the rack.
    mutating func scrollRack(_ lines: Int) {
        rackOffset = min(max(0, rackOffset + lines), max(0, analysis.rack.count - 1))
    }

    private mutating func show(_ plan: FabricPlan) {
        analysis = FabricAnalysis(plan)
        cursor = min(cursor, max(0, analysis.layout.ports.count - 1))
        rackOffset = min(rackOffset, max(0, analysis.rack.count - 1))
    }

    private static func firstSplit(_ layout: PortLayout) -> Int {
        layout.ports.firstIndex { if case .split = $0.role { true } else { false } } ?? 0
    }
}
