import UtsiktApp
import UtsiktCore
import UtsiktScreen

/// What the user follows, where it is kept, and how it is shown: the values of `config.yaml`.
struct Configuration: Sendable, Hashable {
    /// The database's path; in the XDG data folder unless the file names one.
    var database: String
    /// The posts to fetch; nil when none are configured.
    var posts: Posts?
    /// The weather to fetch; nil when none is configured.
    var weather: Weather?
    /// How hashtags are counted at first.
    var topics = Topics()
    /// How the screen looks.
    var look = Look()
    /// In which units it is written.
    var units = Units()
    /// The user's keys, in the order of the file.
    var keys: [Keymap.Entry] = []
    /// The layouts that the user composed.
    var layouts: [LayoutBook.Entry] = []
    /// The themes that the file itself describes.
    var themes: [UserTheme] = []

    /// Whether there is anything to fetch.
    var hasSource: Bool { posts != nil || weather != nil }

    /// A service that speaks the REST 1.1 of timelines.
    struct Posts: Sendable, Hashable {
        /// The service's address, as `https://api.example.org`.
        var url: String
        /// The id of the user whose followed accounts are fetched.
        var user: String
        /// Where the bearer token comes from.
        var token: SecretOrigin
        /// How many pages of 20 posts an account is asked for.
        var pages: Int
        /// How many posts a page has.
        var pageSize = 20
        /// Whether the service's usual rate limits are kept; a mirror of one's own may have none.
        var keepsLimits = true
    }

    /// A service that speaks the weather history.
    struct Weather: Sendable, Hashable {
        /// The service's address.
        var url: String
        /// Where the key comes from.
        var key: SecretOrigin
        /// The places, in the order of the dataset's columns.
        var places: [Place]
        /// The place whose noon temperature is forecast.
        var target: String
        /// How many days back are fetched.
        var days: Int
    }

    /// A weather place.
    struct Place: Sendable, Hashable {
        /// The name, as `Oslo`.
        var name: String
        /// Country and city as the service's path wants them, as `Norway/Oslo`.
        var path: String
    }

    /// Tags that are left out or count as one, and those of the query itself.
    struct Topics: Sendable, Hashable, Codable {
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
    struct Look: Sendable, Hashable {
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
    struct Named: Sendable, Hashable {
        /// The name.
        var name: String
        /// Where it stands, for what is said when there is no such thing.
        var place: InputLocation
    }

    /// In which units the screen is written.
    struct Units: Sendable, Hashable {
        /// Whether times are shown in the machine's own zone; otherwise in UTC.
        var isLocal = false
        /// The unit of temperatures.
        var temperature = TemperatureUnit.celsius
        /// The day that weeks begin with.
        var weekStart = WeekStart.monday
    }
}

/// Where a secret comes from: never the configuration itself.
enum SecretOrigin: Sendable, Hashable {
    /// An environment variable.
    case environment(String)
    /// A file only its owner may read (mode 0600 or 0400).
    case file(String)
}
