import ArgumentParser
import UtsiktCore

/// `utsikt fabric show`.
struct FabricShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows what a plan can carry, how far it can migrate and what is wrong with it.",
        discussion: "The exit status is 1 when parts of the document had to be left out.")

    @OptionGroup var plan: FabricPlanOptions

    @Option(help: "So many racks like this one: figures of the whole fabric.")
    var racks: Int?

    @Flag(help: "One line of JSON.")
    var json = false

    func run() async throws {
        try await Failure.explained {
            let loaded = try plan.load()
            if let racks {
                guard (1...FabricWide.mostRacks).contains(racks) else {
                    throw FabricInputError("--racks must be from 1 to \(FabricWide.mostRacks)")
                }
                let wide = WideAnalysis(FabricWide(like: loaded.plan, count: racks))
                try json ? Output.line(JSONOutput.line(wide)) : Output.words(wide.text)
            } else {
                let analysis = FabricAnalysis(loaded.plan)
                try json ? Output.line(JSONOutput.line(FabricReport(analysis))) : Output.words(analysis.text)
            }
            if loaded.isPartial { throw ExitCode(1) }
        }
    }
}

/// `utsikt fabric check`.
struct FabricCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Asks every rule about a plan; the exit status is 1 when one finds an error.",
        discussion: "It is 1 as well when parts of the document had to be left out.")

    @OptionGroup var plan: FabricPlanOptions

    @Flag(help: "One line of JSON.")
    var json = false

    private struct Report: Encodable {
        let checks: [FabricCheck]
        let complete: Bool
    }

    func run() async throws {
        try await Failure.explained {
            let loaded = try plan.load()
            let analysis = FabricAnalysis(loaded.plan)
            if json {
                try Output.line(JSONOutput.line(Report(checks: analysis.checks, complete: !loaded.isPartial)))
            } else {
                for check in analysis.checks { try Output.words(check.text + "\n") }
            }
            if loaded.isPartial || analysis.count(.error) > 0 { throw ExitCode(1) }
        }
    }
}

/// `utsikt fabric compare`.
struct FabricCompareCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare", abstract: "Says field by field what two plan documents differ in.",
        discussion: "The exit status is 1 when parts of a document had to be left out.")

    @Argument(help: "A plan document.")
    var first: String

    @Argument(help: "Another one.")
    var second: String

    @OptionGroup var switches: FabricSwitchOptions

    @Flag(help: "One line of JSON.")
    var json = false

    func run() async throws {
        try await Failure.explained {
            var (catalogue, isPartial) = try switches.catalogue()
            var plans: [FabricPlan] = []
            for file in [first, second] {
                let reading = PlanFile.read(try FabricFile.read(file, .plan), file: file, catalogue: catalogue)
                reading.faults.forEach(FabricFile.tell)
                guard let document = reading.document else { throw ExitCode(2) }
                isPartial = isPartial || reading.isPartial
                plans.append(document.plan)
            }
            catalogue = .builtIn
            let difference = plans[1].difference(from: plans[0])
            try json ? Output.line(JSONOutput.line(difference)) : Output.words(difference.text)
            if isPartial { throw ExitCode(1) }
        }
    }
}

/// `utsikt fabric switches`.
struct FabricSwitchesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "switches", abstract: "Lists the switches a plan can name, and checks files of your own.",
        discussion: "The exit status is 1 when an entry had to be left out.")

    @OptionGroup var switches: FabricSwitchOptions

    @Flag(help: "CSV with a header line.")
    var csv = false

    func run() async throws {
        try await Failure.explained {
            let (catalogue, isPartial) = try switches.catalogue()
            try csv ? Output.write(catalogue.csv) : Output.words(catalogue.text)
            if isPartial { throw ExitCode(1) }
        }
    }
}
