public import UtsiktCore
public import UtsiktScreen

/// Everything that can change the state. Clocks and randomness arrive only in here.
public enum Event: Sendable {
    /// A key.
    case key(Key)
    /// Text that was pasted: typed into an open field, else ignored.
    case paste(String)
    /// A mouse event at a cell.
    case mouse(MouseEvent, Point)
    /// The terminal has a new size.
    case resize(Size)
    /// Something from the core changed a pane's part of the state.
    case update(@Sendable (inout AppState) -> Void)
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
    /// Read or write a plan of the rack.
    case fabric(FabricRequest)
    /// Write the cloud to a file, or read a list of tags from one.
    case topics(TopicsRequest)
    /// Keep or forget something of the forecast's lab.
    case forecast(ForecastRequest)
    /// Give a text to the terminal's clipboard and to a file.
    case copy(CopiedText)
    /// Lay a cloud out away from the main thread and answer with `state.topics.accept(_:for:)`.
    case layOutCloud(CloudRequest)
    /// Open the bundled sample world in place of this one.
    case openDemo
    /// Write a configuration to start from, unless there is one, and tell where it is.
    case writeConfiguration
    /// Give the terminal to the user's editor with the configuration in it, and take it back afterwards.
    case editConfiguration
}

/// What `y` copies.
public struct CopiedText: Sendable, Hashable {
    /// What it is, as a part of a file's name: `topics`.
    public var name: String
    /// The text.
    public var text: String

    /// Makes a text to copy.
    public init(name: String, text: String) {
        self.name = name
        self.text = text
    }
}
