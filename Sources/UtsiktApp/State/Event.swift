public import UtsiktScreen

/// Everything that can change the state. Clocks and randomness arrive only in here, so that a session is the list of its events.
public enum Event: Sendable {
    /// A key.
    case key(Key)
    /// Text that was pasted: typed into an open field, else ignored.
    case paste(String)
    /// A mouse event at a cell.
    case mouse(MouseEvent, Point)
    /// The terminal has a new size.
    case resize(Size)
    /// The engine has handed something in.
    case arrived(Arrival, from: Origin)
    /// What the last picture cost; sent only while the debug display is on.
    case metrics(FrameMetrics)
    /// Nothing more can come (the workspace could not be opened): leave.
    case end
}

/// What the mouse did.
public enum MouseEvent: Sendable, Hashable {
    /// The first button went down.
    case press
    /// The wheel turned one notch up.
    case wheelUp
    /// The wheel turned one notch down.
    case wheelDown
}
