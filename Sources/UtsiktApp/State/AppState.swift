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
    public var focus: PaneID
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
    /// What the user has chosen last, for panes that go along with it; nil before the first choice.
    public var subject: Subject? { didSet { if subject != oldValue { versions.subject &+= 1 } } }
    /// The parts that belong to a pane each, by their owners.
    private var slots: StateSlots
    /// How often what several panes are drawn from was touched.
    private(set) var versions = Versions()

    /// Makes the state at start. `init(size:glyphs:world:preferences:panes:)` knows the panes.
    init(
        size: Size, glyphs: GlyphSet, world: WorldStatus, preferences: Preferences, focus: PaneID, slots: StateSlots
    ) {
        self.size = size
        self.glyphs = glyphs
        self.world = world
        self.preferences = preferences
        self.focus = focus
        self.slots = slots
    }

    /// An owner's part. Each pane has one: what it remembers, and the snapshot it shows.
    public subscript<Owner: StateSlot>(owner: Owner.Type) -> Owner.Value {
        get { slots[owner] }
        _modify { yield &slots[owner] }
    }

    /// What an owner's picture depends on, counted. What is touched without being changed is drawn once more in vain, nothing
    /// worse.
    /// - Parameter isFollowing: Whether it is drawn from the subject, too.
    func version(of owner: any StateSlot.Type, isFollowing: Bool) -> Version {
        Version(
            own: slots.version(of: owner), common: versions.common, subject: isFollowing ? versions.subject : 0)
    }

    /// Puts a layer above the others.
    public mutating func open(_ layer: Layer) { layers.append(layer) }

    /// Takes the topmost layer away.
    public mutating func closeLayer() { if !layers.isEmpty { layers.removeLast() } }
}

extension AppState {
    /// How often a part, what all panes are drawn from, and the subject were touched.
    struct Version: Sendable, Hashable {
        var own: Int
        var common: Int
        var subject: Int
    }

    /// Counts touches of what does not belong to one pane.
    struct Versions: Sendable {
        /// The world, what the user set, the glyphs and the colours.
        var common = 0
        /// The subject; counted apart, so that moving a cursor draws only the panes that go along with it.
        var subject = 0
    }
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
