import ArgumentParser

/// `utsikt fabric`: the 40GbE breakout plan without a screen.
struct FabricCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fabric",
        abstract: "The 40GbE breakout plan: document, checks, steps, exports, and arithmetic in batches.",
        subcommands: [
            FabricNewCommand.self, FabricSetCommand.self, FabricCheckCommand.self, FabricShowCommand.self,
            FabricStepsCommand.self,
            FabricExportCommand.self, FabricCompareCommand.self, FabricCalculateCommand.self,
            FabricSwitchesCommand.self,
        ])
}
