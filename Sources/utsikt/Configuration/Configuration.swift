import UtsiktCore

/// What the user follows and where it is kept: the values of `config.yaml`.
struct Configuration: Sendable, Hashable {
    /// The database's path; in the XDG data folder unless the file names one.
    var database: String
    /// The posts to fetch; nil when none are configured.
    var posts: Posts?
    /// The weather to fetch; nil when none is configured.
    var weather: Weather?

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
}

/// Where a secret comes from: never the configuration itself.
enum SecretOrigin: Sendable, Hashable {
    /// An environment variable.
    case environment(String)
    /// A file only its owner may read (mode 0600 or 0400).
    case file(String)
}

/// The configuration cannot be used.
struct ConfigurationError: ExplainedError {
    let problem: String
    let location: InputLocation?
    let remedy: String

    init(_ problem: String, at location: InputLocation?, remedy: String) {
        self.problem = problem
        self.location = location
        self.remedy = remedy
    }
}
