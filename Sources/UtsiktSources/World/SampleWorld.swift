import Foundation
public import UtsiktCore

/// The bundled sample world: a synthetic timeline, real weather of 2013, and the fixed clocks of both.
public struct SampleWorld: Sendable {
    /// What every screen and export calls the timeline.
    public static let label = "synthetic sample"
    /// The token that the replay server wants. No secret: it opens nothing else.
    public static let token = "sample-token"
    /// The weather key that the replay server wants. No secret either.
    public static let key = "sample-key"

    /// The timeline.
    public let timeline: SampleTimeline
    /// The observations, by place in the order of the join.
    public let weather: [SampleWeather]
    /// The places in the order of the join.
    public let places: [WeatherPlace]
    /// The place whose noon temperature is the target.
    public let targetPlace = "JFK"
    /// The user whose friends list is served.
    public let userID = "1000"
    /// Whose observations they are.
    public let weatherAttribution = "FAA/NOAA hourly observations 2013 (public domain)"
    /// The local days in which the observations lie.
    public let weatherDays: ClosedRange<CivilDay>
    /// The UTC day after the last observation: “today” for the forecast.
    public let weatherToday: CivilDay

    /// What “now” is for the posts: 2015-07-13T10:16:30Z.
    public var topicsNow: Timestamp { timeline.now }
    /// The fixed clock of the posts.
    public var topicsClock: WorldClock { .fixed(topicsNow) }
    /// The fixed clock of the weather: the start of `weatherToday`.
    public var weatherClock: WorldClock { .fixed(Timestamp(day: weatherToday)) }
    /// What the replay's pace clock reads when it starts.
    public var paceStart: Timestamp { topicsNow }

    /// Loads the bundled world.
    /// - Throws: `SampleWorldError` when files are missing or damaged.
    public static func load(_ assets: AssetLocator) throws(SampleWorldError) -> SampleWorld {
        try SampleWorld { name throws(SampleWorldError) in
            do throws(AssetError) {
                return try assets.data("world/" + name)
            } catch {
                throw SampleWorldError(file: "world/" + name, problem: error.problem)
            }
        }
    }

    /// Loads a world from a folder with `hashtags.tsv` and `weather/*.txt`.
    /// - Throws: `SampleWorldError` when files are missing or damaged.
    public static func load(directory: String) throws(SampleWorldError) -> SampleWorld {
        try SampleWorld { name throws(SampleWorldError) in
            let path = withoutTrailingSlashes(directory) + "/" + name
            do throws(FileFault) {
                return try BoundedFile.read(path, .world)
            } catch {
                let problem = error.isMissing ? "the file is missing or cannot be read" : error.problem
                throw SampleWorldError(file: path, problem: problem)
            }
        }
    }

    private init(read: (String) throws(SampleWorldError) -> [UInt8]) throws(SampleWorldError) {
        timeline = try SampleTimeline(counts: HashtagCounts(tsv: read("hashtags.tsv"), file: "hashtags.tsv"))
        var weather: [SampleWeather] = []
        for name in ["Newark", "JFK", "LaGuardia"] {
            let file = "weather/\(name).txt"
            weather.append(try SampleWeather(text: read(file), file: file))
        }
        self.weather = weather
        places = weather.map { WeatherPlace(name: $0.place, country: "US", city: $0.place) }
        let instants = weather.flatMap { [$0.observations.first, $0.observations.last] }.compactMap { $0?.instant }
        guard let first = instants.min(), let last = instants.max() else {
            throw SampleWorldError(file: "weather", problem: "there are no observations")
        }
        weatherDays = NewYorkTime.day(first)...NewYorkTime.day(last)
        weatherToday = last.day.adding(days: 1)
    }

    /// The connector for the timeline, as it is made for a service.
    public func postsSource(baseURL: String, transport: any HTTPTransport) -> TimelinesSource {
        TimelinesSource(.init(baseURL: baseURL, userID: userID, token: Secret(SampleWorld.token)), transport: transport)
    }

    /// The connector for the weather, as it is made for a service.
    public func weatherSource(baseURL: String, transport: any HTTPTransport) -> WeatherHistorySource {
        WeatherHistorySource(
            .init(baseURL: baseURL, key: Secret(SampleWorld.key), places: places, days: .range(weatherDays)),
            transport: transport)
    }
}
