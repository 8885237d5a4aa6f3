import ArgumentParser
import Foundation
import UtsiktCore

/// `utsikt fabric`: the 40GbE breakout plan without a screen.
struct FabricCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fabric", abstract: "The 40GbE breakout plan: capacity, checks, and arithmetic in batches.",
        subcommands: [Calculate.self, Show.self, Check.self, New.self, Steps.self, Export.self])

    /// `utsikt fabric calculate`.
    struct Calculate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Answers a file of cases, for spreadsheets and scripts.",
            discussion: """
                The file holds {"cases": [{"id", "kind", "input"}]}; the kinds are capacity, migrate, curve, oversub, \
                failure, fabric, cable_length, name, split_map, fixed_ports, shared and diagnostic. A case that cannot be \
                calculated gets an error and the others go on; the exit status is then 1.
                """)

        @Argument(help: "The file of cases; - for standard input.")
        var file: String

        @Flag(help: "JSON, which is what it prints anyway.")
        var json = false

        func run() async throws {
            try await Failure.explained {
                let catalogue = SwitchCatalogue.bundled(.ofProcess())
                // Without the catalogue only the built-in models are known: say so before cases fail for it.
                for rejection in catalogue.rejections { Failure.report(rejection.reason) }
                let cases = try FabricCases(
                    data: try FabricFile.read(file), file: file, catalogue: catalogue)
                print(try JSONOutput.line(cases))
                if cases.rejectedCount > 0 {
                    Failure.report("\(cases.rejectedCount) of \(cases.cases.count) cases could not be calculated")
                    throw ExitCode(1)
                }
            }
        }
    }

    /// `utsikt fabric show`.
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Shows what a plan can carry, how far it can migrate and what is wrong with it.")

        @OptionGroup var plan: FabricPlanOptions

        @Flag(help: "One line of JSON.")
        var json = false

        func run() async throws {
            try await Failure.explained {
                let analysis = FabricAnalysis(try plan.plan())
                print(
                    json ? try JSONOutput.line(FabricReport(analysis)) + "\n" : analysis.text, terminator: "")
            }
        }
    }

    /// `utsikt fabric check`.
    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Asks every rule about a plan; the exit status is 1 when one finds an error.")

        @OptionGroup var plan: FabricPlanOptions

        @Flag(help: "One line of JSON.")
        var json = false

        func run() async throws {
            try await Failure.explained {
                let analysis = FabricAnalysis(try plan.plan())
                if json {
                    print(try JSONOutput.line(["checks": analysis.checks]))
                } else {
                    for check in analysis.checks {
                        let suggestion = check.suggestion.isEmpty ? "" : " - \(check.suggestion)"
                        print("\(check.severity.rawValue) \(check.code.rawValue): \(check.reason)\(suggestion)")
                    }
                }
                if analysis.count(.error) > 0 { throw ExitCode(1) }
            }
        }
    }

    /// `utsikt fabric new`.
    struct New: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Writes a new plan document (comes later).")

        @Argument(parsing: .allUnrecognized, help: "The plan document.")
        var rest: [String] = []

        func run() async throws { throw Failure.notYet("the plan document (‘fabric new’)") }
    }

    /// `utsikt fabric steps`.
    struct Steps: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists the steps of a migration (comes later).")

        @Argument(parsing: .allUnrecognized, help: "The plan document.")
        var rest: [String] = []

        func run() async throws { throw Failure.notYet("the step planner (‘fabric steps’)") }
    }

    /// `utsikt fabric export`.
    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Writes cut sheets and configurations (comes later).")

        @Argument(parsing: .allUnrecognized, help: "The plan document.")
        var rest: [String] = []

        func run() async throws { throw Failure.notYet("the export of a plan (‘fabric export’)") }
    }
}

/// The plan that flags describe.
struct FabricPlanOptions: ParsableArguments {
    @Argument(help: "A plan document (comes later; until then the flags describe the plan).")
    var document: String?

    @Option(help: "Ports of the generic leaf: 24 or 32.")
    var ports: Int?

    @Option(help: "A switch model by name or id instead, as 7050QX-32 or s6000-os9.")
    var model: String?

    @Option(help: "Leafs in the rack: 1 or 2.")
    var leafs = 1

    @Option(help: "Spines.")
    var spines = 4

    @Option(help: "Links of a leaf to each spine.")
    var linksPerSpine = 1

    @Option(help: "Servers in the rack.")
    var servers = 40

    @Option(help: "Servers that have moved to 40GbE.")
    var moved = 0

    @Flag(help: "A moved server has two 40GbE links instead of one.")
    var dual40g = false

    @Flag(help: "Keep ports for the uplinks of eight spines.")
    var reserve = false

    /// The plan.
    /// - Throws: `FabricInputError` for values that no plan can have.
    func plan() throws -> FabricPlan {
        if document != nil { throw Failure.notYet("reading a plan document") }
        let chosen: SwitchModel
        if let model {
            guard ports == nil else { throw FabricInputError("--ports and --model exclude each other") }
            let catalogue = SwitchCatalogue.bundled(.ofProcess())
            guard let found = catalogue.find(model) else {
                let known = catalogue.models.map(\.id).joined(separator: ", ")
                throw FabricInputError("unknown switch ‘\(model)’", remedy: "Known are \(known)")
            }
            chosen = found
        } else {
            guard [24, 32].contains(ports ?? 24) else {
                throw FabricInputError("--ports must be 24 or 32", remedy: "Other switches are chosen with --model")
            }
            chosen = .generic(ports: ports ?? 24)
        }
        try check(leafs, "--leafs", 1...2)
        try check(spines, "--spines", 0...64)
        try check(linksPerSpine, "--links-per-spine", 1...8)
        try check(servers, "--servers", 0...FabricPlan.mostServers)
        try check(moved, "--moved", 0...servers)
        return FabricPlan(
            model: chosen, leafs: leafs, spines: spines, linksPerSpine: linksPerSpine, keepsReserve: reserve,
            servers: servers, moved: moved, hasDualForty: dual40g)
    }

    private func check(_ value: Int, _ name: String, _ range: ClosedRange<Int>) throws {
        guard range.contains(value) else {
            throw FabricInputError("\(name) must be from \(range.lowerBound) to \(range.upperBound)")
        }
    }
}

/// Reads what the user names.
enum FabricFile {
    /// The bytes of a file, or of standard input for `-`.
    static func read(_ path: String) throws -> Data {
        if path == "-" { return FileHandle.standardInput.readDataToEndOfFile() }
        do {
            return try Data(contentsOf: URL(fileURLWithPath: path))
        } catch {
            throw FabricInputError(
                field: path, "‘\(path)’ cannot be read", remedy: "Name a file of cases, or - for standard input")
        }
    }
}
