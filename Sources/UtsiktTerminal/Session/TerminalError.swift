public import UtsiktBase
import UtsiktScreen

/// The terminal cannot be used for full-screen drawing.
public enum TerminalError: ExplainedError, Hashable {
    /// A standard stream is not a terminal; its name is given.
    case notATerminal(String)
    /// TERM is not set.
    case kindNotSet
    /// The kind of terminal in TERM is unknown here.
    case unknownKind(String)
    /// The kind of terminal in TERM cannot move its cursor.
    case cannotMoveCursor(String)
    /// No terminal descriptions are installed.
    case noDescriptions
    /// The terminal is in use by another session of this process.
    case inUse
    /// The system refused; its error number is given.
    case refused(Int32)

    /// What is wrong.
    public var problem: String {
        switch self {
        case .notATerminal(let stream): "\(stream) is not a terminal"
        case .kindNotSet: "TERM is not set, so the kind of terminal is not known"
        case .unknownKind(let name): "TERM is ‘\(Self.quoted(name))’, a kind of terminal that is not known here"
        case .cannotMoveCursor(let name):
            "TERM is ‘\(Self.quoted(name))’, a kind of terminal that cannot be drawn on: it cannot move its cursor"
        case .noDescriptions: "no terminal descriptions (terminfo) are installed"
        case .inUse: "the terminal is in use already"
        case .refused(let number): "the terminal cannot be set up (error \(number))"
        }
    }

    /// What to do.
    public var remedy: String {
        switch self {
        case .notATerminal, .cannotMoveCursor:
            "Run it in a terminal window, or use ‘utsikt dump overview’ for one picture and ‘utsikt demo --headless’ for"
                + " a run without one"
        case .kindNotSet: "Set it to the terminal's kind, as in ‘TERM=xterm-256color utsikt’"
        case .unknownKind:
            "Set TERM to a known kind, as in ‘TERM=xterm-256color utsikt’, or install more kinds (Debian: ncurses-term)"
        case .noDescriptions: "Install them (Debian: ncurses-base)"
        case .inUse, .refused: ""
        }
    }

    /// Unusable input when the user can change it, else nothing could be done.
    public var exitStatus: Int32 {
        switch self {
        case .notATerminal, .kindNotSet, .unknownKind, .cannotMoveCursor: 2
        case .noDescriptions, .inUse, .refused: 3
        }
    }

    private static func quoted(_ name: String) -> String {
        TextWidth.truncate(TextSanitizer.clean(name, glyphs: .ascii), to: 40, ellipsis: "~")
    }
}
