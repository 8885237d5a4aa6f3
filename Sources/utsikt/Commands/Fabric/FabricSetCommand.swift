import ArgumentParser
import UtsiktCore

/// `utsikt fabric set`.
struct FabricSetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Changes a plan document and saves it; the old one stays as PLAN~.",
        discussion: """
            The flags change the plan; --fix applies the repair that ‘fabric check’ names for a rule; --step takes the state \
            after a step of ‘fabric steps’ for today's. A document with faults is never overwritten. What changed is printed.
            """)

    @Argument(help: "The plan document.")
    var document: String

    @OptionGroup var switches: FabricSwitchOptions

    @OptionGroup var changes: FabricPlanChanges

    @Option(help: "The code of a rule whose fix is wanted, as uplink-reserve. Repeatable.")
    var fix: [String] = []

    @Option(help: "Take the state after this step for today's.")
    var step: Int?

    func run() async throws {
        try await Failure.explained {
            let catalogue = try switches.catalogue().switches
            let reading = try PlanFile.load(path: document, catalogue: catalogue)
            reading.faults.forEach(FabricFile.tell)
            guard var found = reading.document, !reading.isPartial else {
                throw FabricInputError(
                    field: document, "‘\(document)’ has faults and stays as it is", remedy: "Correct it first")
            }
            let old = found.plan
            var plan = try changes.applied(to: old, catalogue)
            for code in fix {
                guard
                    let check = FabricAnalysis(plan).checks.first(where: { $0.code.rawValue == code && $0.fix != nil }),
                    let fix = check.fix
                else { throw FabricInputError("there is no fix for ‘\(code)’", remedy: "See utsikt fabric check") }
                plan = plan.applying(fix)
            }
            if let step {
                let steps = StepPlan(plan)
                guard steps.states.indices.contains(step) else {
                    throw FabricInputError("--step must be from 0 to \(steps.states.count - 1)")
                }
                plan = steps.states[step]
            }
            let difference = plan.difference(from: old)
            guard !difference.isEmpty else { return }
            found.plan = plan
            try PlanFile.save(found, path: document, catalogue: catalogue)
            try Output.words(difference.text)
        }
    }
}
