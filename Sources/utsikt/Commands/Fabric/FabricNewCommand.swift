import ArgumentParser
import Foundation
import UtsiktCore

/// `utsikt fabric new`.
struct FabricNewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new", abstract: "Writes a new plan document that the flags describe.",
        discussion: "A file that is there already is never overwritten. Without a name it goes to standard output.")

    @Argument(help: "The plan document to write; - for standard output.")
    var document = "-"

    @Option(help: "The rack's name.")
    var rack = "r01"

    @Flag(help: "Write down which port every cable is on, so that later changes move none of them.")
    var frozen = false

    @OptionGroup var switches: FabricSwitchOptions

    @OptionGroup var changes: FabricPlanChanges

    func run() async throws {
        try await Failure.explained {
            let (catalogue, isPartial) = try switches.catalogue()
            var plan = try changes.plan(catalogue)
            plan.rack = String(rack.prefix(80))
            if frozen { plan = plan.frozen() }
            let new = PlanDocument(guided: plan)
            if document == "-" {
                try Output.write(new.text)
            } else {
                guard !FileManager.default.fileExists(atPath: document) else {
                    throw FabricInputError(
                        field: document, "there is a file ‘\(document)’ already",
                        remedy: "Take another name, or move it away")
                }
                try PlanFile.save(new, path: document, catalogue: catalogue)
            }
            if isPartial { throw ExitCode(1) }
        }
    }
}

/// `utsikt fabric steps`.
struct FabricStepsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "steps", abstract: "Lists the steps from a rack as it is to the plan's goal.",
        discussion: """
            Each step says who loses links, which cables go out and in, what is typed on the leaves and what undoes it. The \
            goal is the document's, or that of the --goal flags; without one as many servers move as there is room for. The \
            exit status is 1 when the goal is out of reach, when today's state breaks a rule itself, or when parts of the \
            document had to be left out.
            """)

    @OptionGroup var plan: FabricPlanOptions

    @Option(help: "Write the state after this step as a plan document to standard output; 0 is today's.")
    var state: Int?

    @Flag(help: "One line of JSON.")
    var json = false

    func run() async throws {
        try await Failure.explained {
            let loaded = try plan.load()
            let steps = StepPlan(loaded.plan)
            if let state {
                guard steps.states.indices.contains(state) else {
                    throw FabricInputError("--state must be from 0 to \(steps.states.count - 1)")
                }
                var document = loaded.document ?? PlanDocument(loaded.plan)
                document.plan = steps.states[state]
                try Output.write(document.text)
            } else {
                try json ? Output.line(JSONOutput.line(StepReport(steps))) : Output.words(steps.text)
            }
            switch steps.verdict {
            case .reached, .nothingToDo: if loaded.isPartial { throw ExitCode(1) }
            case .outOfReach, .startBroken: throw ExitCode(1)
            }
        }
    }
}
