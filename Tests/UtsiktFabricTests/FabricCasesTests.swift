import Foundation
import Testing
import UtsiktBase
import UtsiktFabric
import UtsiktTestSupport

/// Cases whose answers were found by trying every state, and the figures that matter most.
struct FabricCasesTests {
    static let catalogue: SwitchCatalogue = {
        let assets = AssetLocator(candidates: [FabricFiles.assets])
        return SwitchCatalogue.bundled(assets)
    }()

    static func results(_ json: String) throws -> [FabricCases.Answer] {
        try FabricCases(data: Data(json.utf8), file: "test", catalogue: catalogue).cases
    }

    @Test(arguments: TestData.sources("fabric/cases.json", shared: "fabric/cases.json"))
    func everyCaseGivesWhatItExpects(_ path: String) throws {
        let data = try Data(contentsOf: URL(fileURLWithPath: path))
        let answers = try FabricCases(data: data, file: path, catalogue: Self.catalogue).cases
        let root = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
        let cases = try #require(root["cases"] as? [[String: Any]])
        #expect(answers.count == cases.count)
        for (answer, item) in zip(answers, cases) {
            let expected = try JSONSerialization.data(withJSONObject: try #require(item["expect"]))
            guard case .object(let expect) = try JSONDecoder().decode(FabricValue.self, from: expected) else {
                continue
            }
            #expect(answer.id == item["id"] as? String)
            for (key, value) in expect {
                #expect(answer.result[key].map(Self.plain) == Self.plain(value), "\(answer.id): \(key)")
            }
        }
    }

    /// A value with whole doubles as integers, for comparing.
    private static func plain(_ value: FabricValue) -> FabricValue {
        if case .double(let number) = value, let whole = Int(exactly: number) { return .int(whole) }
        return value
    }

    @Test func theArticlesNumbersComeOut() throws {
        let answers = try Self.results(
            """
            {"cases":[
             {"id":"four","kind":"capacity","input":{"P":24,"U":4,"B":24}},
             {"id":"eight","kind":"capacity","input":{"P":24,"U":8,"B":24}},
             {"id":"t2","kind":"capacity","input":{"P":32,"U":4,"B":24,"L":104}},
             {"id":"cumulus","kind":"capacity","input":{"P":32,"U":0,"B":32,"L":104,"disable":true}},
             {"id":"pair","kind":"capacity","input":{"P":32,"U":4,"B":16,"L":64,"rule":"pair"}}]}
            """)
        func figures(_ index: Int) -> [FabricValue?] {
            ["ten_g", "dual_homed_on_this_leaf", "native_40g", "off", "killed", "oversub_full"].map {
                answers[index].result[$0]
            }
        }
        #expect(figures(0) == [.int(80), .int(40), .int(0), .int(0), .int(0), .array([.int(5), .int(1)])])
        #expect(figures(1) == [.int(64), .int(32), .int(0), .int(0), .int(0), .array([.int(2), .int(1)])])
        #expect(figures(2) == [.int(96), .int(48), .int(4), .int(0), .int(0), .array([.int(7), .int(1)])])
        #expect(figures(3) == [.int(104), .int(52), .int(0), .int(6), .int(0), .null])
        #expect(figures(4) == [.int(56), .int(28), .int(0), .int(0), .int(14), .array([.int(7), .int(2)])])
    }

    @Test(arguments: [
        (20, 40, 2, 1, 0, 0), (20, 36, 2, 1, 4, 2), (20, 30, 2, 1, 10, 5), (20, 20, 2, 1, 20, 20),
        (20, 40, 2, 2, 0, 0), (20, 36, 2, 2, 1, 1), (20, 40, 1, 1, 13, 10), (20, 36, 1, 1, 14, 11),
        (18, 36, 1, 1, 12, 9),
    ])
    func packedAndScatteredMaximaAreThoseOfTheTable(
        ports: Int, servers: Int, tenGig: Int, fortyGig: Int, packed: Int, scattered: Int
    ) throws {
        let migration = try Migration(
            serverPorts: ports, servers: servers, tenGigLinks: tenGig, fortyGigLinks: fortyGig)
        #expect(migration.kMin == 0)
        #expect(migration.kMaxPacked == packed)
        #expect(migration.kMaxScattered == scattered)
    }

    @Test func aRackThatFitsInNoStateHasNoMaximum() throws {
        let migration = try Migration(serverPorts: 16, servers: 36, tenGigLinks: 2, fortyGigLinks: 1)
        #expect(migration.kMin == nil)
        #expect(migration.kMaxPacked == nil)
        #expect(migration.kMaxScattered == nil)
    }

    @Test(arguments: [
        ("eos", 5, 1, "Ethernet5/1"), ("nxos", 1, 3, "Ethernet1/1/3"), ("cumulus", 1, 0, "swp1s0"),
        ("junos", 0, 3, "xe-0/0/0:3"), ("os9-s6000", 12, 3, "Te0/15"), ("os9-s6010", 4, 1, "Te0/4/1"),
        ("os10", 13, 1, "ethernet1/1/13:1"), ("onyx", 4, 4, "Eth1/4/4"), ("sonic", 1, 2, "Ethernet2"),
    ])
    func lanesAreNamedAsTheSystemNamesThem(nos: String, port: Int, lane: Int, name: String) throws {
        #expect(try NetworkSystem(name: nos)?.laneName(port: port, lane: lane) == name)
    }

    @Test func aBadCaseFailsAloneAndTheRestGoesOn() throws {
        let answers = try Self.results(
            """
            {"cases":[17, {"id":"x"}, {"id":"k","kind":"capacity"}, {"id":"u","kind":"magic","input":{}},
             {"id":"m","kind":"capacity","input":{"P":24}},
             {"id":"n","kind":"capacity","input":{"P":-3,"U":0,"B":0}},
             {"id":"h","kind":"capacity","input":{"P":9223372036854775807,"U":4,"B":24}},
             {"id":"e","kind":"capacity","input":{"P":1e400,"U":4,"B":24}},
             {"id":"f","kind":"capacity","input":{"P":24.5,"U":4,"B":24}},
             {"id":"s","kind":"cable_length","input":{"u_switch":1,"u_server":2,"h":"long"}},
             {"id":"d","kind":"diagnostic","input":{"metres":-1,"medium":"dac-passive"}},
             {"id":"z","kind":"failure","input":{"spines":0,"links_per_spine":1,"spines_down":1,"down_gbps":1,"leafs":0}},
             {"id":"l","kind":"migrate","input":{"D":20,"N":40,"l10":3,"l40":1}},
             {"id":"p","kind":"split_map","input":{"model":"SX6036","split":[4,4]}},
             {"id":"q","kind":"split_map","input":{"model":"","split":[4]}},
             {"kind":"oversub","input":{"down_gbps":1000000000000,"up_gbps":3}}]}
            """)
        #expect(answers.count == 16)
        for answer in answers.dropLast() where answer.id != "d" {
            #expect(answer.isRejected, "\(answer.id)")
            #expect(answer.result["error"] != nil, "\(answer.id)")
        }
        #expect(answers.last?.id == "#16")
        #expect(answers.last?.result["text"] == .string("333333333333.33:1"))
    }

    @Test func whatIsNoListOfCasesIsRefused() {
        for text in ["", "{", "7", "{\"cases\":{}}", "{\"cases\":[{\"id\":1", "\u{0}"] {
            #expect(throws: FabricInputError.self) { try Self.results(text) }
        }
    }
}

/// Where the tests' files lie.
enum FabricFiles {
    /// The source tree's assets.
    static let assets =
        ancestors.first { FileManager.default.fileExists(atPath: $0 + "/Assets/fabric") }
        .map { $0 + "/Assets" } ?? ""

    private static let ancestors: [String] = {
        var folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        var result: [String] = []
        while folder.path != "/", result.count < 20 {
            result.append(folder.path)
            folder.deleteLastPathComponent()
        }
        return result
    }()
}
