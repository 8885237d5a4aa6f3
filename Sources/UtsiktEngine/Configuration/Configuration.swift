package import UtsiktApp
package import UtsiktCore
import UtsiktScreen
package import UtsiktSources

/// What the user follows, where it is kept, and how it is shown: the values of `config.yaml`.
package struct Configuration: Sendable, Hashable {
    /// The database's path; in the XDG data folder unless the file names one.
    package var database: String
    /// How long rows are kept; without a word of it for ever.
    package var retention = Retention()
    /// What is fetched.
    package var sources: [ConfiguredSource] = []
    /// The places that sources may ask for.
    package var places: [LocatedPlace] = []
    /// What is forecast, and of what.
    package var weather = WeatherSettings()
    /// How hashtags are counted at first.
    package var topics = Topics()
    /// How the screen looks.
    package var look = Look()
    /// In which units it is written.
    package var units = Units()
    /// The user's keys, in the order of the file.
    package var keys: [Keymap.Entry] = []
    /// The layouts that the user composed.
    package var layouts: [LayoutBook.Entry] = []
    /// The themes that the file itself describes.
    package var themes: [UserTheme] = []

    /// Makes it from its parts.
    package init(
        database: String, sources: [ConfiguredSource] = [], topics: Topics = Topics(), look: Look = Look(),
        units: Units = Units(), keys: [Keymap.Entry] = [], layouts: [LayoutBook.Entry] = [], themes: [UserTheme] = []
    ) {
        self.database = database
        self.sources = sources
        self.topics = topics
        self.look = look
        self.units = units
        self.keys = keys
        self.layouts = layouts
        self.themes = themes
    }

    /// Whether there is anything to fetch.
    package var hasSource: Bool { !sources.isEmpty }

    /// The place whose noon temperature is forecast; nil when no source names one.
    package var target: String? {
        weather.target ?? sources.lazy.compactMap(\.facts.target).first ?? sources.lazy.flatMap(\.facts.places).first
    }

    /// Whose observation of a place and instant counts where several have one: the sources in the order of `prefer`, then the
    /// others as they are listed.
    package var preferred: [SourceID] {
        let own = sources.filter { $0.content == .observations }
        let named = weather.prefer.flatMap { name in
            own.filter { $0.id.rawValue == name || (!own.contains { $0.id.rawValue == name } && $0.service == name) }
        }
        return (named + own).map(\.id).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    /// Tags that are left out or count as one, and those of the query itself.
    package struct Topics: Sendable, Hashable, Codable {
        /// The file of the stop list; nil for none.
        var stopFile: String?
        /// The file of the merge list; nil for none.
        var mergeFile: String?
        /// Tags that are left out.
        var stop = TagList()
        /// Tags that count as one.
        var merge = TagGroups()
        /// The tags that the posts were searched by: hidden at first.
        var own = TagList()
    }

    /// How the screen looks.
    package struct Look: Sendable, Hashable {
        /// The theme's name and where it stands; nil for the default one.
        var theme: Named?
        /// The glyphs; nil to choose from the locale and TERM.
        var glyphs: GlyphSet?
        /// The colours; nil for what the terminal has.
        var colours: ColourMode?
        /// Whether clicks and the wheel count.
        var hasMouse = true
    }

    /// A name that is looked up later, and where it stands.
    package struct Named: Sendable, Hashable {
        /// The name.
        var name: String
        /// Where it stands, for what is said when there is no such thing.
        var place: InputLocation
    }

    /// In which units the screen is written.
    package struct Units: Sendable, Hashable {
        /// Whether times are shown in the machine's own zone; otherwise in UTC.
        var isLocal = false
        /// The unit of temperatures.
        var temperature = TemperatureUnit.celsius
        /// The day that weeks begin with.
        var weekStart = WeekStart.monday
    }
}
