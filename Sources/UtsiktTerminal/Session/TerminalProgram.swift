public import UtsiktApp
public import UtsiktScreen

/// What runs in a terminal session: a value that events change and a picture of it.
public protocol TerminalProgram {
    /// Changes the state; what the outside must do is returned.
    mutating func handle(_ event: Event) -> [Effect]
    /// The picture of the present state. Asked for only after something was handled.
    func picture() -> Frame
    /// Does an effect that is not the loop's own (quit, suspend and repaint are). Must return at once.
    func perform(_ effect: Effect)
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
