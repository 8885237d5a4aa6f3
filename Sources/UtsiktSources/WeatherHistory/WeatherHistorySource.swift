import HTTPTypes
public import UtsiktCore

/// A place as the weather service names it.
public struct WeatherPlace: Sendable, Hashable, Codable {
    /// The name in the database and on the screen, as `JFK`.
    public var name: String
    /// The country (or state) in the service's path.
    public var country: String
    /// The city (or station) in the service's path.
    public var city: String

    /// Makes a place.
    public init(name: String, country: String, city: String) {
        self.name = name
        self.country = country
        self.city = city
    }
}

/// Which of the places' local days are fetched.
public enum WeatherDays: Sendable, Hashable {
    /// From a day to a day, both included.
    case range(ClosedRange<CivilDay>)
    /// The so many latest finished days, which move on with the clock.
    ///
    /// A place's zone is not known here: a day counts as finished when it is over in every zone, twelve hours after its end
    /// in UTC. Asked for earlier it would be kept without its last hours for ever.
    case last(Int)

    /// The days as of an instant; nil when there is none.
    func range(at now: Timestamp) -> ClosedRange<CivilDay>? {
        switch self {
        case .range(let days): return days
        case .last(let count):
            guard count > 0 else { return nil }
            let today = now.adding(seconds: -12 * 3600).day
            return today.adding(days: -min(count, WeatherHistorySource.mostDays))...today.adding(days: -1)
        }
    }
}

/// The hourly observations of places, day by day, from a weather history service.
///
/// One call answers one place and one of the place's local days. A finished day never changes, so each is one task and is
/// fetched once.
public struct WeatherHistorySource: Source {
    /// Whom to ask, and for what.
    public struct Options: Sendable {
        /// Scheme, host and port, as `https://api.example.org`.
        public var baseURL: String
        /// The key that stands in the path.
        public var key: Secret
        /// The places, in the order of the join.
        public var places: [WeatherPlace]
        /// The local days to fetch.
        public var days: WeatherDays

        /// Makes options.
        public init(baseURL: String, key: Secret, places: [WeatherPlace], days: WeatherDays) {
            self.baseURL = withoutTrailingSlashes(baseURL)
            self.key = key
            self.places = places
            self.days = days
        }

        /// Makes options for a range of days.
        public init(baseURL: String, key: Secret, places: [WeatherPlace], days: ClosedRange<CivilDay>) {
            self.init(baseURL: baseURL, key: key, places: places, days: .range(days))
        }
    }

    /// The budget of the history calls.
    public static let historyBudget = BudgetKey(rawValue: "history")
    /// More days than this are not asked for: ten years.
    static let mostDays = 3660
    /// The largest answer that is read: twenty times that of a day with an observation every five minutes.
    static let sizeLimit = 2 << 20

    private let options: Options
    private let transport: any HTTPTransport

    /// Its name in the configuration.
    public let id: SourceID
    /// `weather-history`.
    public var service: String { WeatherHistoryService.name }
    /// Observations.
    public var content: SourceContent { .observations }

    /// Makes the source.
    public init(_ options: Options, id: SourceID = .weather, transport: any HTTPTransport) {
        self.options = options
        self.id = id
        self.transport = transport
    }

    /// What people see.
    public var title: String { id == .weather ? "Weather" : id.rawValue }
    /// 10 calls a minute and 500 a day.
    public var budgets: [BudgetKey: [Budget]] {
        [WeatherHistorySource.historyBudget: [Budget(calls: 10, per: 60), Budget(calls: 500, per: 86_400)]]
    }

    /// The key's.
    public func fingerprint(key: UInt64) -> UInt8? { options.key.fingerprint(key: key) }

    /// One task a place and day, the oldest day first and its places together, so that whole records come in early.
    public func seeds(at now: Timestamp) -> [FetchTask] {
        guard let days = options.days.range(at: now) else { return [] }
        let first = days.lowerBound
        let count = min(days.upperBound.number - first.number + 1, WeatherHistorySource.mostDays)
        return (0..<count).flatMap { offset in
            let day = first.adding(days: offset)
            return options.places.map { place in
                FetchTask(
                    source: id, subject: "\(place.name)/\(day.compact)", label: "\(place.name) \(day)",
                    budget: WeatherHistorySource.historyBudget)
            }
        }
    }

    /// Asks for one place and day.
    public func fetch(_ task: FetchTask) async throws(SourceFailure) -> Page {
        // A place's name may hold a slash; the day does not.
        guard let slash = task.subject.lastIndex(of: "/"),
            let day = CivilDay(task.subject[task.subject.index(after: slash)...]),
            let place = options.places.first(where: { $0.name == task.subject[..<slash] })
        else { throw SourceFailure(.gone, "‘\(task.subject)’ does not belong to this source") }

        let path = "history_\(day.compact)/q/\(percentEncoded(place.country))/\(percentEncoded(place.city)).json"
        let what = "weather of \(task.label)"
        let url = "\(options.baseURL)/api/\(percentEncoded(options.key.value))/\(path)"
        let response = try await transport.ask(
            HTTPCall(url: url, headers: [.accept: "application/json"], sizeLimit: WeatherHistorySource.sizeLimit), what,
            secret: options.key, rules: .oneByOne, quota: WeatherHistoryService.quota)
        let quota = WeatherHistoryService.quota(response)
        do {
            var page = try WeatherJSON.parseHistory(response.body, place: place.name, day: day, file: path)
            page.quota = quota
            return page
        } catch {
            var failure = error.failure(asking: what)
            failure.status = response.status
            failure.quota = quota
            throw failure
        }
    }
}
