import ArgumentParser
import UtsiktCore

/// `utsikt fabric calculate`.
struct FabricCalculateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calculate",
        abstract: "Answers a file of cases, for spreadsheets and scripts.",
        discussion: """
            The file holds {"cases": [{"id", "kind", "input"}]}; the kinds are capacity, migrate, curve, oversub, \
            failure, fabric, cable_length, name, split_map, fixed_ports, shared and diagnostic. A case that cannot be \
            calculated gets an error and the others go on; the exit status is then 1.
            """)

    @Argument(help: "The file of cases; - for standard input.")
    var file: String

    @OptionGroup var switches: FabricSwitchOptions

    @Flag(help: "JSON, which is what it prints anyway.")
    var json = false

    func run() async throws {
        try await Failure.explained {
            let catalogue = try switches.catalogue().switches
            let cases = try FabricCases(data: try FabricFile.read(file, .cases), file: file, catalogue: catalogue)
            try Output.line(JSONOutput.line(cases))
            if cases.rejectedCount > 0 {
                Failure.report("\(cases.rejectedCount) of \(cases.cases.count) cases could not be calculated")
                throw ExitCode(1)
            }
        }
    }
}
