import ArgumentParser
import Foundation
import UtsiktCore
import UtsiktEngine
import UtsiktScreen

/// `utsikt fabric export`.
struct FabricExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract:
            "Writes a plan's cut sheet, bill of materials, configuration, NetBox files, row comparison or diagram.",
        discussion: """
            cutsheet: every cable with both ends. bom: what to buy with relative prices. config: what is typed on a leaf. \
            netbox-interfaces, netbox-cables: CSV that NetBox imports. row: the same servers with the switch on top of the \
            rack and at the end of the row. plan: the document in its canonical form. diagram: rack, front panel, checks and \
            curve as a picture. The exit status is 1 when parts of the \
            document had to be left out.
            """)

    /// What can be written.
    enum What: String, ExpressibleByArgument, CaseIterable {
        case cutsheet, bom, config, row, plan, diagram
        case netboxInterfaces = "netbox-interfaces"
        case netboxCables = "netbox-cables"
    }

    @OptionGroup var plan: FabricPlanOptions

    @Option(help: "What: cutsheet, bom, config, netbox-interfaces, netbox-cables, row, plan or diagram.")
    var what = What.cutsheet

    @Option(help: "Prices of your own, in the form of fabric/prices.yaml; what they do not name stays.")
    var prices: String?

    @Option(help: "The leaf whose configuration is wanted: 1 or 2.")
    var leaf = 1

    @Option(help: "Racks between this one and the row's end.")
    var racksAway = 5

    @OptionGroup var diagram: FabricDiagramOptions

    @Flag(help: "CSV with a header line.")
    var csv = false

    @Flag(help: "One line of JSON.")
    var json = false

    func run() async throws {
        try await Failure.explained {
            guard !(csv && json) else { throw FabricInputError("--csv and --json exclude each other") }
            let loaded = try plan.load()
            let analysis = FabricAnalysis(loaded.plan)
            switch what {
            case .cutsheet:
                let sheet = CutSheet(analysis)
                try write(sheet, text: sheet.text, csv: sheet.csv)
            case .bom:
                let bill = BillOfMaterials(analysis, try priceList())
                try write(bill, text: bill.text, csv: bill.csv)
            case .row:
                let comparison = RowComparison(analysis, try priceList(), row: EndOfRow(racksAway: racksAway))
                try write(comparison, text: comparison.text, csv: nil)
            case .config:
                guard (1...loaded.plan.leafs).contains(leaf) else {
                    throw FabricInputError("--leaf must be from 1 to \(loaded.plan.leafs)")
                }
                let snippet = ConfigSnippet(analysis, leaf: leaf)
                try write(snippet.lines, text: snippet.text, csv: nil)
            case .netboxInterfaces: try netBox(NetBoxExport(analysis).interfacesCSV)
            case .netboxCables: try netBox(NetBoxExport(analysis).cablesCSV)
            case .diagram:
                guard !csv, !json else { throw FabricInputError("‘diagram’ is text, ANSI or SVG only") }
                try Output.picture(diagram.picture(of: loaded.plan, prices: try priceList()))
            case .plan:
                var document = loaded.document ?? PlanDocument(loaded.plan)
                document.plan = loaded.plan
                try write(document.text, text: document.text, csv: nil)
            }
            if loaded.isPartial { throw ExitCode(1) }
        }
    }

    private func write(_ value: some Encodable, text: String, csv table: String?) throws {
        if json {
            try Output.line(JSONOutput.line(value))
        } else if csv {
            guard let table else { throw FabricInputError("‘\(what.rawValue)’ has no CSV") }
            try Output.write(table)
        } else {
            try Output.write(text)
        }
    }

    private func netBox(_ table: String) throws {
        guard !json else { throw FabricInputError("‘\(what.rawValue)’ is CSV only") }
        try Output.write(table)
    }

    private func priceList() throws -> PriceList {
        let (usual, fault) = try PlanDeskFolder.ofProcess.priceList()
        if let fault { FabricFile.tell(fault) }
        guard let prices else { return usual }
        let bytes = try FabricFile.read(prices, .prices)
        return try usual.merging(text: String(decoding: bytes, as: UTF8.self), file: prices)
    }
}
