import UtsiktCore

/// What the user decides in the fabric pane, as one value: what undo goes back to and redo forward to.
struct FabricDecision: Sendable, Hashable {
    /// The rack as it is.
    var real: FabricPlan
    /// The rack as it might be; nil until a what-if was begun.
    var wanted: FabricPlan?
    /// Whether the what-if is shown and changed in place of the real plan.
    var isWhatIf = false
    /// Servers moved in single racks of the whole fabric, where they differ from the plan's; by the rack's place.
    var movedByRack: [Int: Int] = [:]

    /// The plan that is shown and changed.
    var plan: FabricPlan {
        get { isWhatIf ? wanted ?? real : real }
        set { if isWhatIf { wanted = newValue } else { real = newValue } }
    }
}

/// Everything that was decided, without an end in either direction.
struct FabricHistory: Sendable {
    /// What counts now.
    private(set) var now: FabricDecision
    private var before: [FabricDecision] = []
    private var after: [FabricDecision] = []

    init(_ first: FabricDecision) { now = first }

    var canUndo: Bool { !before.isEmpty }
    var canRedo: Bool { !after.isEmpty }

    /// Decides something else; false when it is the same.
    mutating func decide(_ next: FabricDecision) -> Bool {
        guard next != now else { return false }
        before.append(now)
        after.removeAll()
        now = next
        return true
    }

    /// Goes one decision back; false at the first one.
    mutating func undo() -> Bool {
        guard let last = before.popLast() else { return false }
        after.append(now)
        now = last
        return true
    }

    /// Goes one decision forward; false at the last one.
    mutating func redo() -> Bool {
        guard let next = after.popLast() else { return false }
        before.append(now)
        now = next
        return true
    }
}
