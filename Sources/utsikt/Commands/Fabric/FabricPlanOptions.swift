import ArgumentParser
import Foundation
import UtsiktCore
import UtsiktEngine

/// Switches besides the bundled ones.
struct FabricSwitchOptions: ParsableArguments {
    @Option(
        name: .customLong("switches"),
        help:
            "A file with switches of your own: entries as in fabric/switches.json, or a NetBox device type. Repeatable."
    )
    var files: [String] = []

    /// The catalogue; what is doubtful or could not be used is said on standard error.
    /// - Returns: The switches, and whether an entry of a user's file was left out.
    /// - Throws: `FabricFault` or `FabricInputError` for a file that cannot be used at all.
    func catalogue() throws -> (switches: SwitchCatalogue, isPartial: Bool) {
        let own = PlanDeskFolder.ofProcess.catalogue()
        own.faults.forEach(FabricFile.tell)
        var catalogue = own.switches
        // Without the bundled file only the built-in models are known: say so before plans fail for it.
        for rejection in catalogue.rejections where rejection.file == SwitchCatalogue.asset {
            Failure.report(rejection.reason)
        }
        var isPartial = own.faults.contains { !$0.isDoubt }
        for file in files {
            let faults = try catalogue.add(data: try FabricFile.read(file, .switches), file: file)
            faults.forEach(FabricFile.tell)
            if faults.contains(where: { !$0.isDoubt }) { isPartial = true }
        }
        return (catalogue, isPartial)
    }
}

/// The plan that a document or flags describe; with both, the flags change the document's plan for this once.
struct FabricPlanOptions: ParsableArguments {
    @Argument(
        help: "A plan document (see ‘fabric new’); without one the flags describe the plan. - for standard input.")
    var document: String?

    @OptionGroup var switches: FabricSwitchOptions

    @OptionGroup var changes: FabricPlanChanges

    /// A plan and what is to be said about it.
    struct Loaded {
        /// The plan.
        var plan: FabricPlan
        /// The document it is from; nil for flags.
        var document: PlanDocument?
        /// Whether something of a file was left out.
        var isPartial: Bool
        /// The switches there are.
        var catalogue: SwitchCatalogue
    }

    /// The plan; faults are said on standard error.
    /// - Throws: what cannot be used at all.
    func load() throws -> Loaded {
        let (catalogue, isPartial) = try switches.catalogue()
        guard let document else {
            return Loaded(plan: try changes.plan(catalogue), isPartial: isPartial, catalogue: catalogue)
        }
        let reading = PlanFile.read(try FabricFile.read(document, .plan), file: document, catalogue: catalogue)
        reading.faults.forEach(FabricFile.tell)
        guard let found = reading.document else { throw ExitCode(2) }
        let plan = try changes.applied(to: found.plan, catalogue)
        return Loaded(
            plan: plan, document: found, isPartial: isPartial || reading.isPartial, catalogue: catalogue)
    }
}

/// The flags that describe or change a plan.
struct FabricPlanChanges: ParsableArguments {
    @Option(help: "Ports of the generic leaf: 24 or 32.")
    var ports: Int?

    @Option(help: "A switch model by name or id instead, as 7050QX-32 or s6000-os9.")
    var model: String?

    @Option(help: "Leaves in the rack: 1 or 2.")
    var leafs: Int?

    @Option(help: "Spines.")
    var spines: Int?

    @Option(help: "Links of a leaf to each spine.")
    var linksPerSpine: Int?

    @Option(help: "Spines the fabric is meant to grow to.")
    var growTo: Int?

    @Option(help: "Servers in the rack.")
    var servers: Int?

    @Option(help: "Servers that have moved to full speed.")
    var moved: Int?

    @Option(help: "Ports kept for the link between two leaves.")
    var peerLinks: Int?

    @Option(help: "Speeds of lanes and ports: 10/40 or 25/100.")
    var speeds: String?

    @Flag(name: .customLong("dual-40g"), help: "A moved server has two links at full speed instead of one.")
    var dual40g = false

    @Flag(help: "Keep ports for the uplinks of the spines to come.")
    var reserve = false

    @Option(help: "The goal: leaves.")
    var goalLeafs: Int?

    @Option(help: "The goal: spines.")
    var goalSpines: Int?

    @Option(help: "The goal: servers at full speed.")
    var goalMoved: Int?

    /// The plan of the flags alone.
    func plan(_ catalogue: SwitchCatalogue) throws -> FabricPlan {
        var base = FabricPlan(model: .generic(ports: 24), servers: 40)
        if ports == nil, model == nil { return try applied(to: base, catalogue) }
        base.model = try chosenModel(catalogue) ?? base.model
        return try applied(to: base, catalogue)
    }

    /// A plan changed by the flags that are there.
    func applied(to plan: FabricPlan, _ catalogue: SwitchCatalogue) throws -> FabricPlan {
        var plan = plan
        if let model = try chosenModel(catalogue) { plan.apply(.model(model)) }
        try check(leafs, "--leafs", 1...2)
        try check(spines, "--spines", 0...FabricPlan.mostSpines)
        try check(linksPerSpine, "--links-per-spine", 1...8)
        try check(growTo, "--grow-to", 0...FabricPlan.mostSpines)
        try check(servers, "--servers", 0...FabricPlan.mostServers)
        try check(moved, "--moved", 0...(servers ?? plan.servers))
        try check(peerLinks, "--peer-links", 0...8)
        try check(goalLeafs, "--goal-leafs", 1...2)
        try check(goalSpines, "--goal-spines", 0...FabricPlan.mostSpines)
        try check(goalMoved, "--goal-moved", 0...(servers ?? plan.servers))
        if let speeds {
            guard let wanted = LaneSpeeds(rawValue: speeds) else {
                throw FabricInputError("--speeds must be 10/40 or 25/100")
            }
            guard plan.model.supports(wanted) else {
                throw FabricInputError("\(plan.model.title) has no ports of \(wanted.portTitle)bE")
            }
            plan.apply(.speeds(wanted))
        }
        let edits: [PlanEdit?] = [
            leafs.map { .leafs($0) }, spines.map { .spines($0) }, linksPerSpine.map { .linksPerSpine($0) },
            growTo.map { .targetSpines($0) }, peerLinks.map { .peerLinks($0) }, servers.map { .servers($0) },
            dual40g ? .dualForty(true) : nil, moved.map { .moved($0) }, reserve ? .reserve(true) : nil,
        ]
        plan = plan.applying(edits.compactMap { $0 })
        if let goalLeafs { plan.goal.leafs = goalLeafs }
        if let goalSpines { plan.goal.spines = goalSpines }
        if let goalMoved { plan.goal.moved = goalMoved }
        return plan
    }

    private func chosenModel(_ catalogue: SwitchCatalogue) throws -> SwitchModel? {
        if let model {
            guard ports == nil else { throw FabricInputError("--ports and --model exclude each other") }
            guard let found = catalogue[id: model] ?? catalogue.find(model) else {
                let known = catalogue.models.map(\.id).joined(separator: ", ")
                throw FabricInputError("unknown switch ‘\(model)’", remedy: "Known are \(known)")
            }
            return found
        }
        guard let ports else { return nil }
        guard [24, 32].contains(ports) else {
            throw FabricInputError("--ports must be 24 or 32", remedy: "Other switches are chosen with --model")
        }
        return .generic(ports: ports)
    }

    private func check(_ value: Int?, _ name: String, _ range: ClosedRange<Int>) throws {
        guard let value, !range.contains(value) else { return }
        throw FabricInputError("\(name) must be from \(range.lowerBound) to \(range.upperBound)")
    }
}

/// Reads what the user names.
enum FabricFile {
    /// The bytes of a file, or of standard input for `-`.
    static func read(_ path: String, _ kind: FileKind) throws -> [UInt8] {
        do throws(FileFault) {
            return try path == "-" ? BoundedFile.readStandardInput(kind) : BoundedFile.read(path, kind)
        } catch {
            guard case .refused = error.reason else { throw error }
            throw FabricInputError(
                field: path, "‘\(path)’ cannot be read", remedy: "Name a file that is there, or - for standard input")
        }
    }

    /// Says a fault or a doubt on standard error.
    static func tell(_ fault: FabricFault) {
        Failure.report((fault.isDoubt ? "doubt: " : "") + fault.description)
    }
}
