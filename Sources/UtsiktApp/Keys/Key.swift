/// A key as the terminal reports it, already decoded.
public enum Key: Sendable, Hashable {
    /// A printable character.
    case character(Character)
    /// A control chord, by its lower-case letter.
    case control(Character)
    /// Escape.
    case escape
    /// Return or Enter.
    case enter
    /// Tab.
    case tab
    /// Shift and Tab.
    case backTab
    /// Backspace.
    case backspace
    /// Delete.
    case delete
    /// Cursor keys.
    case up, down, left, right
    /// Paging keys.
    case pageUp, pageDown, home, end
    /// A function key, 1 ... 12.
    case function(Int)

    /// The key's name as the footer, help and README print it.
    public var name: String {
        switch self {
        case .character(" "): "Space"
        case .character(let c): String(c)
        case .control(let c): "^" + c.uppercased()
        case .escape: "Esc"
        case .enter: "Enter"
        case .tab: "Tab"
        case .backTab: "S-Tab"
        case .backspace: "Bksp"
        case .delete: "Del"
        case .up: "↑"
        case .down: "↓"
        case .left: "←"
        case .right: "→"
        case .pageUp: "PgUp"
        case .pageDown: "PgDn"
        case .home: "Home"
        case .end: "End"
        case .function(let n): "F\(n)"
        }
    }

    /// The name where only ASCII may be printed.
    public var asciiName: String {
        switch self {
        case .up: "Up"
        case .down: "Down"
        case .left: "Left"
        case .right: "Right"
        default: name
        }
    }
}
