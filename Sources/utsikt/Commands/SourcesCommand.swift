import ArgumentParser
import UtsiktCore
import UtsiktSources

/// `utsikt sources`: what can be fetched from.
struct SourcesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sources",
        abstract: "Lists the services, adds, asks and removes sources, finds places and their stations.",
        subcommands: [
            SourcesList.self, SourcesAdd.self, SourcesRemove.self, SourcesCheck.self, SourcesFind.self,
        ], defaultSubcommand: SourcesList.self)
}

/// `utsikt sources list`: the services that can be fetched from.
struct SourcesList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists the services that can be fetched from, what each needs and what it limits (the default)."
    )

    @Flag(help: "JSON on standard output.")
    var json = false

    func run() async throws {
        try await Failure.explained {
            let services = ServiceRegister.all.services.map { ServiceListing($0) }
            if json { return try Output.line(JSONOutput.line(ServiceList(services: services))) }
            for service in services { try Output.words(service.text + "\n") }
        }
    }
}

/// The services as JSON.
struct ServiceList: Encodable {
    /// Each of them.
    let services: [ServiceListing]
}

/// One service as it is listed.
struct ServiceListing: Encodable {
    /// A key of the configuration.
    struct Key: Encodable {
        /// Its name; a secret has two.
        let names: [String]
        /// Whether it must be there.
        let isNeeded: Bool
        /// What counts without it.
        let fallback: String?

        enum CodingKeys: String, CodingKey {
            case names
            case isNeeded = "needed"
            case fallback = "default"
        }
    }

    /// Its name in the configuration.
    let service: String
    /// What its rows are.
    let content: SourceContent
    /// What it is.
    let summary: String
    /// What it limits and costs.
    let limits: String
    /// What is to be shown where its rows are; nil for nothing.
    let attribution: String?
    /// What it is configured by.
    let keys: [Key]

    init(_ service: any Service) {
        self.service = service.name
        content = service.content
        summary = service.summary
        limits = service.limits
        attribution = service.attribution
        keys = service.settings.map { Key(names: $0.keys, isNeeded: !$0.isOptional, fallback: $0.fallback) }
    }

    /// For people.
    var text: String {
        func list(_ keys: [Key]) -> String { keys.map { $0.names.joined(separator: " or ") }.joined(separator: ", ") }
        let (needed, others) = (keys.filter(\.isNeeded), keys.filter { !$0.isNeeded })
        return """
            \(service): \(summary)
              needs \(needed.isEmpty ? "nothing" : list(needed))\(others.isEmpty ? "" : "; takes \(list(others))")
              limits: \(limits)\(attribution.map { "\n  says: \($0)" } ?? "")
            """
    }
}
