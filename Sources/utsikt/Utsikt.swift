import ArgumentParser

/// The `utsikt` command: without a subcommand the dashboard.
struct Utsikt: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "utsikt",
        abstract: "One terminal over three outlooks: what people talk about, tomorrow's noon, the 40GbE rack.",
        version: "0.1.0",
        subcommands: [
            DashboardCommand.self, DemoCommand.self, FetchCommand.self, ReplayCommand.self, TopicsCommand.self,
            WeatherCommand.self, FabricCommand.self, DumpCommand.self, BenchCommand.self, KeysCommand.self,
            ConfigCommand.self, SourcesCommand.self, WatchCommand.self, ExportCommand.self, StoreCommand.self,
            CompletionsCommand.self,
            ManualCommand.self,
        ],
        defaultSubcommand: DashboardCommand.self)
}
