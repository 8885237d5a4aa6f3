public import UtsiktApp
public import UtsiktScreen

/// What runs in a terminal session: a value that events change and a picture of it.
public protocol TerminalProgram {
    /// How the terminal shall look now. Asked for before each picture; by default the calm theme with all that the terminal has.
    var looks: TerminalLooks { get }
    /// Whether `Event.metrics` are wanted; pictures are measured only while they are. False by default.
    var wantsMetrics: Bool { get }
    /// Changes the state and returns the side effects that are asked for; each of them must be done.
    mutating func handle(_ event: Event) -> [Effect]
    /// The picture of the present state. Asked for only after something was handled.
    mutating func picture() -> Frame
    /// Passes on what the world is asked for. Must return at once.
    func perform(_ order: WorldOrder)
    /// Passes on what the desk is asked for. Must return at once.
    func perform(_ order: DeskOrder)
    /// Has the configuration edited. The terminal is as the user's shell has it meanwhile; it is taken again, and the picture
    /// drawn anew, when this returns. `ForegroundProgram` runs a program in there. Nothing by default.
    mutating func editConfiguration()
}

extension TerminalProgram {
    /// The calm theme with all that the terminal has.
    public var looks: TerminalLooks { TerminalLooks() }
    /// Not wanted.
    public var wantsMetrics: Bool { false }
    /// Does nothing.
    public mutating func editConfiguration() {}
}

/// Why a session ended.
public enum TerminalEnding: Sendable, Hashable {
    /// The program asked for it.
    case quit
    /// A signal asked for it; its number is given.
    case signal(Int32)
    /// The terminal is gone.
    case lostTerminal

    /// The process's exit status: 0, or 128 and the signal's number as shells report it (a lost terminal counts as a hang-up).
    public var exitStatus: Int32 {
        switch self {
        case .quit: 0
        case .signal(let number): 128 &+ number
        case .lostTerminal: 129
        }
    }
}
