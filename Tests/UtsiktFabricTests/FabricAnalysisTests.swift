import Testing
import UtsiktBase
import UtsiktFabric

/// Plans judged as a whole.
struct FabricAnalysisTests {
    static func check(_ analysis: FabricAnalysis, _ code: CheckCode) -> FabricCheck? {
        analysis.checks.first { $0.code == code }
    }

    @Test func theArticlesLeafCarriesWhatTheArticleSays() {
        let four = FabricAnalysis(FabricPlan(model: .generic(ports: 24), spines: 4, servers: 40))
        #expect(four.capacity.tenGig == 80)
        #expect(four.capacity.servers == 40)
        #expect(four.capacity.ratio?.text == "5:1")
        #expect(four.simulation.kMax == 0)
        #expect(four.layout.isComplete)
        let eight = FabricAnalysis(FabricPlan(model: .generic(ports: 24), spines: 8, servers: 32))
        #expect(eight.capacity.tenGig == 64)
        #expect(eight.capacity.servers == 32)
        #expect(eight.capacity.ratio?.text == "2:1")
        let trident = FabricAnalysis(FabricPlan(model: .trident2, spines: 8, servers: 48))
        #expect(trident.capacity.tenGig == 96)
        #expect(trident.capacity.native40 == 0)
        #expect(trident.capacity.ratio?.text == "3:1")
        #expect(trident.layout.numbers { if case .uplink = $0 { true } else { false } } == Array(25...32))
    }

    @Test func eightSpinesForFortyServersAreFourPortsShort() {
        let analysis = FabricAnalysis(FabricPlan(model: .generic(ports: 24), spines: 8, servers: 40))
        let lanes = Self.check(analysis, .lanes)
        #expect(lanes?.severity == .error)
        #expect(lanes?.figure == 4)
        #expect(lanes?.reason.contains("4 ports short") == true)
        #expect(analysis.layout.unplacedSplits == 4)
    }

    @Test func theExamplePlanShowsItsPlainTruths() {
        let analysis = FabricAnalysis(.example)
        #expect(analysis.simulation.kMax == 4)
        #expect(analysis.kMaxScattered == 2)
        #expect(analysis.ratio?.text == "5:1")
        #expect(analysis.ratioSpineDown?.text == "6.67:1")
        #expect(analysis.layout.darkLanes == 0)
        #expect(analysis.layout.natives == 4)
        #expect(Self.check(analysis, .uplinkReserve)?.figure == 4)
        #expect(Self.check(analysis, .singleLeaf)?.reason == "leaf failure cuts all 36")
        #expect(analysis.nextStep?.fits == false)
        #expect(
            analysis.nextStep?.explanation
                == "srv05 and srv06 share p7: moving both frees 1 port and needs 2; free ports: 0")
        #expect(analysis.count(.error) == 0)
    }

    @Test func twoLeafsMakeThePullHitless() {
        var plan = FabricPlan.example
        plan.leafs = 2
        let analysis = FabricAnalysis(plan)
        #expect(analysis.simulation.kMax == 14)
        #expect(Self.check(analysis, .outageSet)?.reason.contains("none") == true)
        plan.peerLinks = 2
        #expect(FabricSimulation(plan).kMax == 12)
    }

    @Test func reachAndOpticsAreJudged() {
        #expect(FabricCheck.reach(metres: 3, medium: .passiveDAC).severity == .ok)
        #expect(FabricCheck.reach(metres: 6, medium: .passiveDAC).severity == .warning)
        #expect(FabricCheck.reach(metres: 8.2, medium: .passiveDAC).medium == .activeDAC)
        #expect(FabricCheck.reach(metres: 12, medium: .activeDAC).medium == .activeOptical)
        #expect(FabricCheck.reach(metres: 3, medium: .longRange, split: true).code == .opticSplit)
        #expect(FabricCheck.reach(metres: .nan, medium: .activeOptical).severity == .error)
        #expect(FabricCheck.reach(metres: 1e300, medium: .activeOptical).severity == .error)
    }

    @Test func ratiosAreExactAndShownWithTwoDecimals() {
        #expect(ExactRatio(20, 3)?.text == "6.67:1")
        #expect(ExactRatio(23, 8)?.text == "2.88:1")
        #expect(ExactRatio(1120, 320)?.text == "3.5:1")
        #expect(ExactRatio(1999, 1000)?.text == "2:1")
        #expect(ExactRatio(1, 50)?.text == "0.02:1")
        #expect(ExactRatio(.max, .max) == .one)
        #expect(ExactRatio(.max, 1).map { $0 > .one } == true)
        #expect(ExactRatio(1, 0) == nil)
        #expect(ExactRatio(-1, 2) == nil)
    }

    @Test func theReportIsWrittenWithTheNamesThatScriptsRead() throws {
        let analysis = FabricAnalysis(FabricPlan(model: .generic(ports: 24), servers: 40))
        let summary = try JSONOutput.line(FabricSummary(analysis))
        for part in [
            #""ports":24"#, #""uplinks":4"#, #""ten_g":80"#, #""dual_homed_servers":40"#, #""oversubscription":"5:1""#,
            #""oversubscription_ratio":[5,1]"#, #""k_max":0"#, #""native_40g":0"#, #""error":0"#,
        ] {
            #expect(summary.contains(part), "\(part) in \(summary)")
        }
        let report = try JSONOutput.line(FabricReport(analysis))
        #expect(report.contains(#"{"port":1,"role":"uplink","servers":[],"spine":1}"#))
        #expect(report.contains(#""servers":["srv01","srv01","srv02","srv02"]"#))
        #expect(analysis.text.contains("80 x 10GbE, 40 dual-homed servers, 0 ports left at 40GbE, 5:1"))
        #expect(analysis.text.contains("1-4 uplink, 5-24 4x10GbE"))
    }
}
