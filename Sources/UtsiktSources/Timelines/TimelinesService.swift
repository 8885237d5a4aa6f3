public import UtsiktCore

/// Services that speak the REST API 1.1 of timelines.
public struct TimelinesService: Service {
    /// Its name in the configuration.
    public static let name = "timelines-1.1"

    /// Makes it.
    public init() {}

    /// Its name in the configuration.
    public var name: String { Self.name }
    /// What it is.
    public var summary: String { "recent posts of every account a user follows, over the REST 1.1 of timelines" }
    /// What it limits.
    public var limits: String { "15 calls for followed accounts and 180 for timelines in 15 minutes; costs nothing" }
    /// Posts.
    public var content: SourceContent { .posts }
    /// The section `posts`.
    public var section: String? { "posts" }

    /// Address, user, token, how much, and whether the limits are kept.
    public var settings: [ServiceSetting] {
        [
            ServiceSetting("url", .address, examples: ["https://api.example.org"], help: "the service's address"),
            ServiceSetting("user", .text, examples: ["\"12345\""], help: "whose followed accounts are read"),
            ServiceSetting(
                "token", .secret, examples: ["UTSIKT_POSTS_TOKEN"],
                help: "or token_file: a file only you may read (chmod 600)"),
            ServiceSetting("pages", .number(1...160), default: "2", help: "pages of an account"),
            ServiceSetting("page_size", .number(1...200), default: "20", help: "posts a page, up to 200"),
            ServiceSetting(
                "limits", .word(["service", "none"]), default: "service",
                help: "or none, for a mirror of your own that keeps no rate limits"),
        ]
    }

    /// Services of today that people know by their hosts speak other APIs.
    public func complete(_ values: inout ServiceValues) -> [ServiceProblem] {
        let address = values.text("url")
        guard let service = OtherServices.service(of: address) else { return [] }
        return [
            ServiceProblem(
                at: [.setting("url")], "\(address) does not speak the API of timelines",
                remedy: "List it under `sources:` with `service: \(service)`; `utsikt sources` says what that takes")
        ]
    }

    /// Posts from an address.
    public func facts(_ values: ServiceValues) -> SourceFacts {
        SourceFacts(summary: "posts from \(values.text("url"))")
    }

    /// Makes the connector.
    public func source(_ id: SourceID, _ values: ServiceValues, _ means: SourceMeans) -> any Source {
        let options = TimelinesSource.Options(
            baseURL: values.text("url"), userID: values.text("user"), token: means.secret("token"),
            pagesPerAccount: values.number("pages"), pageSize: values.number("page_size"),
            refreshSeconds: means.refreshSeconds, keepsBudgets: values.text("limits") != "none")
        return TimelinesSource(options, id: id, transport: means.transport)
    }

    /// What an answer says about the budget: `x-rate-limit-limit`, `-remaining` and `-reset`.
    static func quota(_ answer: HTTPAnswer) -> Quota? { QuotaHeaders.epochSeconds(answer, prefix: "x-rate-limit-") }
}
