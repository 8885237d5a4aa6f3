/// One step of a migration: what a technician does at one go, and the state it leaves.
public struct FabricStep: Sendable, Hashable {
    /// Its number, from 1.
    public let number: Int
    /// What it does.
    public let title: String
    /// The servers concerned, from 0.
    public let servers: [Int]
    /// Servers that lose every link while it is done.
    public let cutOff: [Int]
    /// Servers that lose a link and keep another one.
    public let degraded: [Int]
    /// Cables that are pulled.
    public let cablesOut: [PlanCable]
    /// Cables that are plugged.
    public let cablesIn: [PlanCable]
    /// What is typed on the leaves, a remark with `#` before the lines of each leaf where there are two.
    public let commands: [String]
    /// What is typed to undo it; the cables go back as well.
    public let undo: [String]
    /// What the change of port modes costs; none when no mode changes.
    public let cost: ChangeCost
    /// Remarks, a sentence each.
    public let notes: [String]
    /// The state before: the undo of the step.
    public let before: FabricPlan
    /// The state afterwards.
    public let after: FabricPlan
    /// Ports of the first leaf that become free, and that are taken.
    public let frees: Int
    /// Ports of the first leaf that are taken.
    public let needs: Int
    /// Dark lanes of the first leaf afterwards.
    public let darkLanes: Int
    /// What is done leaf by leaf, in the order of the work; none when nothing is touched.
    public let phases: [StepPhase]

    /// The leaves' ports when so many phases are done: 0 is before the step, the number of phases after it.
    public func layouts(after done: Int) -> [PortLayout] {
        phases.prefix(max(0, done)).last?.layouts ?? phases.first?.before ?? []
    }

    /// The names of servers, `srv01, srv02`; a run is cut to its ends when it is long.
    func names(_ servers: [Int]) -> String {
        let names = servers.map(after.name(ofServer:))
        return names.count > 6
            ? names.prefix(3).joined(separator: ", ") + " ... \(names[names.count - 1]) (\(names.count))"
            : names.joined(separator: ", ")
    }
}

/// Whether a goal can be reached.
public enum StepVerdict: Sendable, Hashable {
    /// By the steps.
    case reached
    /// The rack is as the goal wants it.
    case nothingToDo
    /// Not on these ports.
    case outOfReach(StepShortfall)
    /// Today's state breaks rules itself, which must be corrected first.
    case startBroken([FabricCheck])
}

/// By how much a goal is out of reach, and what would bring it nearer.
public struct StepShortfall: Sendable, Hashable {
    /// A change of the plan and how many servers could then move.
    public struct WayOut: Sendable, Hashable {
        /// What it is.
        public let title: String
        /// The changes.
        public let edits: [PlanEdit]
        /// The most servers at full speed with it.
        public let moved: Int
    }

    /// Ports missing on the fuller leaf; 0 where something else is missing.
    public let ports: Int
    /// Why it is out of reach, one sentence.
    public let reason: String
    /// The most servers that can be at full speed as things are.
    public let most: Int
    /// What would bring it nearer, the gentlest first.
    public let waysOut: [WayOut]
}
