public import UtsiktCore
public import UtsiktScreen

/// Everything the screen is drawn from. A value: drawing reads it and mutates nothing, events replace it through `App.reduce`.
public struct AppState: Sendable {
    /// The screen's size.
    public var size: Size
    /// The glyphs that may be drawn.
    public var glyphs: GlyphSet { didSet { versions.common &+= 1 } }
    /// The colours that the terminal has.
    public var availableColours = ColourMode.twoFiftySix { didSet { versions.common &+= 1 } }
    /// The glyphs there are to choose from; ASCII alone where the locale has nothing else.
    public var availableGlyphs: [GlyphSet] = GlyphSet.allCases
    /// What the user works on: a live database or a replayed world.
    public var world: WorldStatus { didSet { versions.common &+= 1 } }
    /// What the user set about looks, units and keys.
    public var preferences: Preferences { didSet { versions.common &+= 1 } }
    /// The pane that has the keys.
    public var focus: PaneID = .topics
    /// Which of the layouts is shown, from 0.
    public var layout = 0
    /// Whether the focused pane has the whole screen.
    public var isZoomed = false
    /// What lies above the panes, the topmost last. Keys go to that one.
    public var layers: [Layer] = []
    /// The keys of a chord that is not finished.
    public var pendingKeys: [Key] = []
    /// A short message in the footer, until the next key.
    public var notice: String?
    /// What the last picture cost; nil while the debug display is off.
    public var metrics: FrameMetrics?
    /// Each pane's part.
    public var fetch = FetchPaneState() { didSet { versions.touch(.fetch) } }
    /// The topics pane's part.
    public var topics = TopicsPaneState() { didSet { versions.touch(.topics) } }
    /// The forecast pane's part.
    public var forecast = ForecastPaneState() { didSet { versions.touch(.forecast) } }
    /// The fabric pane's part.
    public var fabric = FabricPaneState() { didSet { versions.touch(.fabric) } }
    /// The log pane's part.
    public var log = LogPaneState() { didSet { versions.touch(.log) } }
    /// What was touched how often: a pane is drawn from its own part, the world, the preferences, glyphs and colours alone.
    private(set) var versions = Versions()

    /// Makes the state at start.
    public init(size: Size, glyphs: GlyphSet, world: WorldStatus, preferences: Preferences = Preferences()) {
        self.size = size
        self.glyphs = glyphs
        self.world = world
        self.preferences = preferences
    }

    /// Puts a layer above the others.
    public mutating func open(_ layer: Layer) { layers.append(layer) }

    /// Takes the topmost layer away.
    public mutating func closeLayer() { if !layers.isEmpty { layers.removeLast() } }
}

/// What the status line says of the world.
public struct WorldStatus: Sendable, Hashable {
    /// Whether it is a replay of the bundled sample.
    public var isReplay: Bool
    /// A name, as `synthetic sample` or the database's file name.
    public var name: String
    /// The world's clock for posts, shown when it stands still.
    public var topicsNow: Timestamp?
    /// The world's day for weather, shown when it stands still.
    public var weatherToday: CivilDay?
    /// How fast the replay's pace clock runs.
    public var speed: ReplaySpeed
    /// Whether fetching is paused.
    public var isPaused = false
    /// Whether the world is open. The first picture comes before that; panes cannot ask anything of it until then.
    public var isOpen = true

    /// Makes a status.
    public init(
        isReplay: Bool, name: String, topicsNow: Timestamp? = nil, weatherToday: CivilDay? = nil,
        speed: ReplaySpeed = .factor(1)
    ) {
        self.isReplay = isReplay
        self.name = name
        self.topicsNow = topicsNow
        self.weatherToday = weatherToday
        self.speed = speed
    }
}
