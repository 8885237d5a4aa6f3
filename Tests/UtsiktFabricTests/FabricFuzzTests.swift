import Foundation
import Testing
import UtsiktBase
import UtsiktTestSupport

@testable import UtsiktFabric

/// Any bytes whatever as plans, switches, prices and cases.
@Suite struct FabricFuzzTests {
    private static let assets = TestData.folder + "/../../Assets/fabric/"

    private static func file(_ path: String, bytes: Int = 6000) -> [UInt8] {
        [UInt8]((FileManager.default.contents(atPath: path) ?? Data()).prefix(bytes))
    }

    @Test func plans() {
        let plan = PlanDocument(FabricPlan(model: .generic(ports: 24))).text
        let seeds = [plan, "spines: 4\nports: 24\nservers: [{name: a, speed: 40}, b]\n"].map { Array($0.utf8) }
        Fuzz.run("plan", seeds: seeds, words: ["servers:", "- name: x", "spines: 99", "reserved: [1, 2]"]) {
            bytes in
            let reading = PlanFile.read(bytes, file: "p", catalogue: .builtIn)
            #expect(reading.document != nil || !reading.faults.isEmpty)
            guard let document = reading.document else { return }
            _ = FabricAnalysis(document.plan).text
            let again = PlanFile.read(document.text, file: "p", catalogue: .builtIn)
            if !reading.isPartial { #expect(again.document?.plan == document.plan) }
        }
    }

    @Test func switches() {
        let seeds = [Self.file(Self.assets + "switches.json", bytes: 60_000)]
        Fuzz.run(
            "switches", usual: 60, seeds: seeds,
            words: ["\"ports\":", "\"interfaces\": [{\"name\": \"et-0/0/[0-31]\"}]"]
        ) { bytes in
            _ = try? SwitchCatalogue(data: bytes, file: "s")
        }
    }

    @Test func prices() {
        let seeds = [Self.file(Self.assets + "prices.yaml")]
        Fuzz.run("prices", seeds: seeds) { bytes in
            _ = try? PriceList(text: String(decoding: bytes, as: UTF8.self), file: "p")
        }
    }

    @Test func cases() {
        let text = String(decoding: Self.file(TestData.path("fabric/cases.json"), bytes: 1 << 20), as: UTF8.self)
        // A case a line: each is a file of its own here.
        let cases = text.split(separator: "\n").filter { $0.contains("\"kind\"") }.map { line in
            line.last == "," ? line.dropLast() : line
        }
        #expect(cases.count > 10)
        Fuzz.run("cases", seeds: cases.map { Array("[\($0)]".utf8) }) { bytes in
            _ = try? FabricCases(data: bytes, file: "c", catalogue: .builtIn)
        }
    }
}
