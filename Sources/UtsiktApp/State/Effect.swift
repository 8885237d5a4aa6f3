public import UtsiktCore
public import UtsiktScreen

/// A side effect that an event asks for, by who has it done; the state itself is changed already.
public enum Effect: Sendable {
    /// For the terminal's loop.
    case terminal(TerminalOrder)
    /// For the world on the screen.
    case world(WorldOrder)
    /// For the desk, which reads and writes the user's files.
    case desk(DeskOrder)
}

/// What only the terminal's loop can do.
public enum TerminalOrder: Sendable, Hashable {
    /// Leave the program.
    case quit
    /// Stop as ^Z does.
    case suspend
    /// Draw the whole screen anew, for a terminal that was written over.
    case repaint
    /// Put a text into the terminal's clipboard.
    case copy(String)
    /// Give the terminal to the user's editor with the configuration in it, and take it back afterwards.
    case editConfiguration
}

/// What the world on the screen is asked for. Done in the order in which it was asked.
public enum WorldOrder: Sendable, Hashable {
    /// Pause or resume fetching.
    case setPaused(Bool)
    /// Change the replay's speed.
    case setSpeed(ReplaySpeed)
    /// Fetch what failed once more.
    case retrySetAside
    /// Count hashtags another way.
    case setTopicsQuery(TopicsQuery)
    /// Train the forecast's model another way.
    case setForecastSettings(ForecastSettings)
    /// Keep or forget something of the forecast's lab.
    case forecast(ForecastRequest)
}

/// What the desk is asked for. Done one after the other in the order in which it was asked, except for clouds, which hold up
/// nothing else.
public enum DeskOrder: Sendable {
    /// Write what is copied to a file.
    case copy(CopiedText)
    /// Read or write a plan of the rack.
    case fabric(FabricRequest)
    /// Write the cloud to a file, or read a list of tags from one.
    case topics(TopicsRequest)
    /// Lay a cloud out and answer with `Arrival.cloud`; only the newest request counts.
    case layOutCloud(CloudRequest)
    /// Open the bundled sample world in place of this one.
    case openDemo
    /// Write a configuration to start from, unless there is one, and tell where it is.
    case writeConfiguration
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
