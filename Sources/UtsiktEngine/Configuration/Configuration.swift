package import UtsiktApp
import UtsiktCore
import UtsiktScreen

/// What the user follows, where it is kept, and how it is shown: the values of `config.yaml`.
package struct Configuration: Sendable, Hashable {
    /// The database's path; in the XDG data folder unless the file names one.
    package var database: String
    /// The posts to fetch; nil when none are configured.
    package var posts: Posts?
    /// The weather to fetch; nil when none is configured.
    package var weather: Weather?
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
        database: String, posts: Posts? = nil, weather: Weather? = nil, topics: Topics = Topics(), look: Look = Look(),
        units: Units = Units(), keys: [Keymap.Entry] = [], layouts: [LayoutBook.Entry] = [], themes: [UserTheme] = []
    ) {
        self.database = database
        self.posts = posts
        self.weather = weather
        self.topics = topics
        self.look = look
        self.units = units
        self.keys = keys
        self.layouts = layouts
        self.themes = themes
    }

    /// Whether there is anything to fetch.
    package var hasSource: Bool { posts != nil || weather != nil }

    /// A service that speaks the REST 1.1 of timelines.
    package struct Posts: Sendable, Hashable {
        /// The service's address, as `https://api.example.org`.
        var url: String
        /// The id of the user whose followed accounts are fetched.
        var user: String
        /// Where the bearer token comes from.
        package var token: SecretOrigin
        /// How many pages of 20 posts an account is asked for.
        var pages: Int
        /// How many posts a page has.
        var pageSize = 20
        /// Whether the service's usual rate limits are kept; a mirror of one's own may have none.
        var keepsLimits = true
    }

    /// A service that speaks the weather history.
    package struct Weather: Sendable, Hashable {
        /// The service's address.
        var url: String
        /// Where the key comes from.
        package var key: SecretOrigin
        /// The places, in the order of the dataset's columns.
        var places: [Place]
        /// The place whose noon temperature is forecast.
        var target: String
        /// How many days back are fetched.
        var days: Int
    }

    /// A weather place.
    package struct Place: Sendable, Hashable {
        /// The name, as `Oslo`.
        var name: String
        /// Country and city as the service's path wants them, as `Norway/Oslo`.
        var path: String
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

/// Where a secret comes from: never the configuration itself.
package enum SecretOrigin: Sendable, Hashable {
    /// An environment variable.
    case environment(String)
    /// A file only its owner may read (mode 0600 or 0400).
    case file(String)
}
