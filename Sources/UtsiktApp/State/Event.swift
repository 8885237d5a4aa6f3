public import UtsiktCore
public import UtsiktScreen

/// Everything that can change the state. Clocks and randomness arrive only in here.
public enum Event: Sendable {
    /// A key.
    case key(Key)
    /// A mouse event at a cell.
    case mouse(MouseEvent, Point)
    /// The terminal has a new size.
    case resize(Size)
    /// Something from the core changed a pane's part of the state.
    case update(@Sendable (inout AppState) -> Void)
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

/// What the outside must do after an event; the state itself is changed already.
public enum Effect: Sendable {
    /// Leave the program.
    case quit
    /// Stop as ^Z does.
    case suspend
    /// Draw the whole screen anew, for a terminal that was written over.
    case repaint
    /// Pause or resume fetching.
    case setPaused(Bool)
    /// Change the replay's speed.
    case setSpeed(ReplaySpeed)
    /// Fetch what was set aside once more.
    case retrySetAside
    /// Count hashtags another way.
    case setTopicsQuery(TopicsQuery)
    /// Train the forecast's model another way.
    case setForecastSettings(ForecastSettings)
}
