import Foundation
import Testing
import UtsiktBase
import UtsiktFabric
import UtsiktTestSupport

/// What leaves the planner: cut sheets, bills, configurations, NetBox files, comparisons.
struct FabricExportTests {
    static var prices: PriceList {
        get throws { try PriceList.bundled(AssetLocator(candidates: [FabricFiles.assets])) }
    }

    @Test func everyCableIsOnTheCutSheetWithBothEnds() {
        let analysis = FabricAnalysis(.example)
        let sheet = CutSheet(analysis)
        // 4 uplinks, 4 servers at 40GbE, 32 servers with two lanes each.
        #expect(sheet.rows.count == 4 + 4 + 64)
        #expect(Set(sheet.rows.map(\.cable)).count == analysis.cables.count)
        let lines = sheet.csv.split(separator: "\r\n")
        #expect(lines.count == sheet.rows.count + 1)
        #expect(lines[0].hasPrefix("cable,leaf,port,lane,interface,device,device_port,unit"))
        #expect(sheet.text.contains("spine-4"))
    }

    @Test func pricesAreThoseOfTheListAndTheUsersOwn() throws {
        let prices = try Self.prices
        #expect(prices.price(.split, .passiveDAC, metres: 2) == 3.5)
        #expect(prices.price(.qsfp, .passiveDAC, metres: 3) == 3.5)
        // Two optics and an MPO cable: 5.4 times the copper cable.
        #expect(prices.price(.qsfp, .shortRange, metres: 3) == 19)
        // Four single cables cost more than the split.
        #expect(4 * (prices.price(.sfp, .passiveDAC, metres: 2) ?? 0) == 4.8)
        #expect(prices.price(.qsfp, .passiveDAC, metres: 4) == 4.25)
        #expect(prices.price(.split, .longRange, metres: 10) == nil)
        let own = try prices.merging(text: "parts: {sr4: 1}\nunit: EUR", file: "mine.yaml")
        #expect(own.price(.qsfp, .shortRange, metres: 3) == 5)
        #expect(own.price(.qsfp, .passiveDAC, metres: 3) == 3.5)
        for bad in [
            "parts: {sr4: x}", "parts: {srx: 1}", "cables: [{kind: y}]", "[]",
            "cables: [{kind: sfp, medium: aoc, prices: {-1: 2}}]", "parts: {sr4: -1}", "parts: {sr4: .nan}",
        ] {
            #expect(throws: FabricFault.self, "\(bad)") { try prices.merging(text: bad, file: "mine.yaml") }
        }
    }

    @Test func theBillAddsUp() throws {
        let bill = BillOfMaterials(FabricAnalysis(.example), try Self.prices)
        #expect(bill.lines.reduce(0) { $0 + $1.count } == 1 + 4 + 4 + 16)
        let sum = bill.lines.compactMap(\.cost).reduce(0, +)
        #expect(abs(bill.total - sum) < 1e-9)
        #expect(bill.unpriced == 1)
        #expect(bill.text.contains("QSFP+ to 4 x SFP+ passive DAC 2 m"))
    }

    @Test func theRowsEndCostsMore() throws {
        let comparison = RowComparison(FabricAnalysis(.example), try Self.prices, row: EndOfRow(racksAway: 10))
        #expect((comparison.factor ?? 0) > 2)
        #expect(comparison.topOfRack.media.keys.sorted() == ["passive DAC"])
        #expect(comparison.endOfRow.media["passive DAC"] == nil)
        #expect(comparison.text.contains("the row's end adds 9 m to every cable"))
    }

    @Test func configurationsSplitTheRightPorts() throws {
        let model = try #require(FabricCasesTests.catalogue[id: "7050qx-32"])
        let analysis = FabricAnalysis(FabricPlan(model: model, spines: 8, servers: 40, moved: 6))
        let text = ConfigSnippet(analysis).text
        let splits = analysis.layout.splits
        #expect(text.components(separatedBy: "speed forced 10000full").count == splits + 1)
        #expect(text.contains("interface Ethernet25\n   description spine-1"))
        var hostile = analysis.plan
        hostile.roster[0].name = "x\"; reload\n! \u{1b}[31m"
        let guarded = ConfigSnippet(FabricAnalysis(hostile)).lines
        #expect(!guarded.contains { $0.contains("\u{1b}") || $0.contains("\n") || $0.contains("\"") })
    }

    @Test func netBoxGetsEveryInterfaceOnce() throws {
        for id in ["7050qx-32", "sx6036", "s6000-cumulus", "qfx5100-24q", "s6000-sonic", "as5712-54x-cumulus"] {
            let model = try #require(FabricCasesTests.catalogue[id: id])
            let export = NetBoxExport(FabricAnalysis(FabricPlan(model: model, leafs: 2, servers: 16, moved: 2)))
            let names = export.interfacesCSV.split(separator: "\r\n").dropFirst().map {
                $0.split(separator: ",").prefix(2).joined(separator: ",")
            }
            #expect(Set(names).count == names.count, "\(id)")
            #expect(names.count >= 2 * model.qsfp.count, "\(id)")
            let ends = export.cablesCSV.split(separator: "\r\n").dropFirst()
            #expect(ends.count >= 32, "\(id)")
        }
    }

    @Test func spreadsheetsSeeNoFormulas() {
        var plan = FabricPlan(model: .generic(ports: 24), servers: 2)
        plan.roster[0].name = "=1+1,\"a\""
        let csv = CutSheet(FabricAnalysis(plan)).csv
        #expect(csv.contains("\"'=1+1,\"\"a\"\"\""))
    }

    /// The article's footnote: the same lanes at 25 and 100GbE.
    @Test func aNewerLeafCarriesTheSameLanesAtTwiceAndAHalfTheSpeed() throws {
        let model = try #require(FabricCasesTests.catalogue[id: "z9100"])
        let plan = FabricPlan(model: model, spines: 4, servers: 56, speeds: .twentyFiveHundred)
        let analysis = FabricAnalysis(plan)
        #expect(analysis.capacity.tenGig == 112)
        #expect(analysis.capacity.logicalUsed == 116)
        #expect(analysis.capacity.ratio?.text == "7:1")
        #expect(analysis.ratio?.text == "7:1")
        #expect(analysis.text.contains("112 x 25GbE"))
        let closed = try Capacity(of: .init(ports: 32, uplinks: 4, splittable: 32, logicalCap: 128))
        #expect(closed.tenGig == 112)
        #expect(closed.fullOversubscription?.text == "7:1")
        // 34 ports of 130 lanes do not fit 128: one split less.
        let seventy = try #require(FabricCasesTests.catalogue[id: "7060cx-32s"])
        let bare = FabricPlan(model: seventy, spines: 0, servers: 0, speeds: .twentyFiveHundred)
        #expect(LeafCapacity(bare).splits == 31)
        let old = FabricPlan(model: .generic(ports: 24), servers: 4, speeds: .twentyFiveHundred)
        #expect(FabricAnalysis(old).checks.contains { $0.code == .mixedSpeed && $0.severity == .error })
    }
}
