/// What the user decides as one value: what undo goes back to and redo forward to.
package struct FabricDecision: Sendable, Hashable {
    /// The rack as it is.
    package var real: FabricPlan
    /// The rack as it might be; nil until a what-if was begun.
    package var wanted: FabricPlan?
    /// Whether the what-if is shown and changed in place of the real plan.
    package var isWhatIf = false
    /// Servers moved in single racks of the whole fabric, where they differ from the plan's; by the rack's place.
    package var movedByRack: [Int: Int] = [:]

    /// Decides on a plan.
    package init(real: FabricPlan) { self.real = real }

    /// The plan that is shown and changed.
    package var plan: FabricPlan {
        get { isWhatIf ? wanted ?? real : real }
        set { if isWhatIf { wanted = newValue } else { real = newValue } }
    }
}

/// Everything that was decided, without an end in either direction.
package struct FabricHistory: Sendable {
    /// What counts now.
    package private(set) var now: FabricDecision
    private var before: [FabricDecision] = []
    private var after: [FabricDecision] = []

    /// Begins with a first decision.
    package init(_ first: FabricDecision) { now = first }

    /// Whether there is a decision before.
    package var canUndo: Bool { !before.isEmpty }
    /// Whether there is a decision that was taken back.
    package var canRedo: Bool { !after.isEmpty }

    /// Decides something else; false when it is the same.
    package mutating func decide(_ next: FabricDecision) -> Bool {
        guard next != now else { return false }
        before.append(now)
        after.removeAll()
        now = next
        return true
    }

    /// Goes one decision back; false at the first one.
    package mutating func undo() -> Bool {
        guard let last = before.popLast() else { return false }
        after.append(now)
        now = last
        return true
    }

    /// Goes one decision forward; false at the last one.
    package mutating func redo() -> Bool {
        guard let next = after.popLast() else { return false }
        before.append(now)
        now = next
        return true
    }
}
