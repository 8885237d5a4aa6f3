import ArgumentParser
import Foundation

/// The `utsikt` command: without a subcommand the dashboard.
@main
struct Utsikt: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "utsikt",
        abstract: "One terminal over three outlooks: what people talk about, tomorrow's noon, the 40GbE rack.",
        version: "0.1.0",
        subcommands: [
            DashboardCommand.self, DemoCommand.self, FetchCommand.self, ReplayCommand.self, TopicsCommand.self,
            WeatherCommand.self, FabricCommand.self, DumpCommand.self, BenchCommand.self, KeysCommand.self,
            ConfigCommand.self, WatchCommand.self, ExportCommand.self, CompletionsCommand.self, ManualCommand.self,
        ],
        defaultSubcommand: DashboardCommand.self)

    /// Runs the command; arguments that cannot be used end with status 2, as the commands' surface says.
    static func main() async {
        do {
            var command = try parseAsRoot()
            do {
                if var command = command as? any AsyncParsableCommand {
                    try await command.run()
                } else {
                    try command.run()
                }
            } catch {
                throw Failure.told(error)
            }
        } catch  where exitCode(for: error) == .validationFailure {
            Output.say(fullMessage(for: error) + "\n")
            Foundation.exit(2)
        } catch {
            exit(withError: error)
        }
    }
}
