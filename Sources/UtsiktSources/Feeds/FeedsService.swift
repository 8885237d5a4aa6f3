public import UtsiktCore

/// Feeds in RSS and Atom.
public struct FeedsService: Service {
    /// Its name in the configuration.
    public static let name = "feeds"

    /// Makes it.
    public init() {}

    /// Its name in the configuration.
    public var name: String { Self.name }
    /// What it is.
    public var summary: String { "entries of feeds in RSS and Atom: blogs, releases, and accounts that have one" }
    /// What it limits.
    public var limits: String { "each feed is asked once an hour at most; needs no key and costs nothing" }
    /// Posts.
    public var content: SourceContent { .posts }

    /// Which feeds, and how many entries of each.
    public var settings: [ServiceSetting] {
        [
            ServiceSetting(
                "accounts", .texts(of: "feed"),
                examples: ["https://blog.example.com/feed/", "https://example.com/releases.atom"],
                help: "the feeds' addresses"),
            PostSettings.postsPerAccount,
        ]
    }

    /// Feeds are named by their addresses.
    public func complete(_ values: inout ServiceValues) -> [ServiceProblem] {
        values.texts("accounts").enumerated().compactMap { index, text in
            guard FeedAddress(text) == nil else { return nil }
            return ServiceProblem(
                at: [.setting("accounts"), .element(index)], "‘\(text)’ is not the address of a feed",
                remedy: "Write it as https://blog.example.com/feed/")
        }
    }

    /// How many feeds.
    public func facts(_ values: ServiceValues) -> SourceFacts {
        let feeds = values.texts("accounts")
        return SourceFacts(
            summary: feeds.count == 1 ? "the feed \(FeedAddress.label(feeds[0]))" : "\(feeds.count) feeds")
    }

    /// Makes the connector.
    public func source(_ id: SourceID, _ values: ServiceValues, _ means: SourceMeans) -> any Source {
        let options = FeedsSource.Options(
            addresses: values.texts("accounts"), postsPerFeed: values.number("posts_per_account"),
            refreshSeconds: means.refreshSeconds)
        return FeedsSource(options, id: id, transport: means.transport)
    }
}
