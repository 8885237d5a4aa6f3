/// Which world of a session something is of: each world that is opened has the next number.
public struct WorldNumber: Sendable, Hashable, Comparable {
    /// The number; 0 before any world is open.
    public let value: Int

    /// Makes a number.
    public init(_ value: Int) { self.value = value }

    /// Before any world is open.
    public static let none = WorldNumber(0)

    /// The number of the world that is opened after this one.
    public var next: WorldNumber { WorldNumber(value + 1) }

    /// Whether a world was opened before another.
    public static func < (left: WorldNumber, right: WorldNumber) -> Bool { left.value < right.value }
}

/// Who hands an arrival in, which decides how long it counts.
public enum Origin: Sendable, Hashable {
    /// A world. What it hands in counts while it is the one on the screen; an older world's arrivals are dropped.
    case world(WorldNumber)
    /// The program: the configuration, files that were read or written. It counts whatever world is open.
    case program
}
