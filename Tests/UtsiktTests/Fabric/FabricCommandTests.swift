import Foundation
import Testing
import UtsiktTestSupport

/// The plan document and what is made of it, as the commands print it.
@Suite(.serialized, .takesTurns) struct FabricCommandTests {
    private func fabric(_ line: String, _ more: [String] = []) async throws -> BuiltCommand {
        try await BuiltCommand.run(["fabric"] + line.split(separator: " ").map(String.init) + more)
    }

    private func write(_ text: String, to path: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    }

    @Test func aNewPlanIsCheckedShownAndNeverOverwritten() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let path = folder.file("r07.yaml")
        let new = try await fabric("new \(path) --rack r07 --ports 24 --servers 36 --moved 4 --grow-to 8")
        #expect(new.status == 0, "\(new.errors)")
        let text = try String(contentsOfFile: path, encoding: .utf8)
        #expect(text.contains("\nformat: utsikt-fabric-plan/1\n") && text.hasSuffix("...\n"))
        let again = try await fabric("new \(path) --ports 32")
        #expect(again.status == 2)
        #expect(try String(contentsOfFile: path, encoding: .utf8) == text)

        let check = try await fabric("check \(path) --json")
        #expect(check.status == 0, "\(check.errors)")
        let checks = try #require(try check.object()["checks"] as? [[String: Any]])
        let reserve = try #require(checks.first { $0["code"] as? String == "uplink-reserve" })
        #expect(reserve["severity"] as? String == "warning")
        #expect(reserve["figure"] as? Int == 4)
        #expect((reserve["fix"] as? String)?.isEmpty == false)

        let show = try await fabric("show \(path) --json")
        let summary = try #require(try show.object()["summary"] as? [String: Any])
        #expect(summary["k_max"] as? Int == 4)
        let more = try await fabric("show \(path) --servers 35 --json")
        #expect((try more.object()["summary"] as? [String: Any])?["k_max"] as? Int == 5)
        let wide = try await fabric("show \(path) --racks 64 --json")
        #expect(try wide.object()["servers"] as? Int == 64 * 36)
    }

    @Test func stepsAreListedAndGoalsOutOfReachToldWithStatusOne() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let path = folder.file("r07.yaml")
        _ = try await fabric("new \(path) --model 7050qx-32 --servers 30 --goal-moved 8")
        let steps = try await fabric("steps \(path) --json")
        #expect(steps.status == 0, "\(steps.errors)")
        let list = try #require(try steps.object()["steps"] as? [[String: Any]])
        #expect(list.count == 4)
        #expect((list[0]["commands"] as? [String])?.contains("   speed forced 40gfull") == true)
        #expect((list[0]["undo"] as? [String])?.contains("   speed forced 10000full") == true)
        let text = try await fabric("steps \(path)")
        #expect(text.output.contains("step 4 of 4") && text.output.contains("in all: 8 servers moved"))
        let state = try await fabric("steps \(path) --state 4")
        #expect(state.output.contains("speed: 40G") && state.output.hasSuffix("...\n"))

        let far = try await fabric("steps --ports 24 --servers 36 --goal-moved 9")
        #expect(far.status == 1)
        #expect(far.output.contains("out of reach: 3 ports short"))
        #expect(far.output.contains("way out: add leaf-2: 14 can move"))
    }

    @Test(arguments: [
        ("a port twice", "links: [5/1, 5/2]", "links: [5/1, 5/1]", ":11:", "servers[1].links"),
        ("a 43rd rack unit", "unit: 39", "unit: 43", ":11:", "servers[1].unit"),
        ("an unknown switch", "generic-24", "generic-25", ":5:", "leaf.switch"),
    ])
    func wrongInputNamesFileLineAndFieldAndIsLeftAlone(
        what: String, old: String, new: String, line: String, field: String
    ) async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let good = """
            format: utsikt-fabric-plan/1
            rack:
              name: r07
              height: 42
            leaf: {switch: generic-24, count: 1}
            spines:
              count: 4
              links: 1
            oversubscription: 3
            servers:
              - {name: db1, unit: 39, links: [5/1, 5/2]}
              - {name: db2, unit: 38}
            ...

            """
        let path = folder.file("plan.yaml")
        try write(good, to: path)
        #expect(try await fabric("check \(path)").status == 0)
        let bad = good.replacing(old, with: new)
        try write(bad, to: path)
        let check = try await fabric("check \(path)")
        #expect(check.status == 1, "\(what)")
        #expect(check.errors.contains(path + line) && check.errors.contains(field), "\(check.errors)")
        #expect(check.output.contains("lanes"), "what can be kept is judged")
        #expect(try String(contentsOfFile: path, encoding: .utf8) == bad)
    }

    @Test func aCutOffFileKeepsItsBeginning() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let path = folder.file("plan.yaml")
        _ = try await fabric("new \(path) --servers 30 --frozen")
        let whole = try String(contentsOfFile: path, encoding: .utf8)
        try write(String(whole.prefix(whole.count * 2 / 3)), to: path)
        let show = try await fabric("show \(path) --json")
        #expect(show.status == 1)
        #expect(show.errors.contains("plan.yaml:"))
        let summary = try #require(try show.object()["summary"] as? [String: Any])
        #expect((summary["servers"] as? Int ?? 0) > 5)
        let empty = folder.file("empty.yaml")
        try write("", to: empty)
        #expect(try await fabric("show \(empty)").status == 2)
        #expect(try await fabric("show \(folder.file("none.yaml"))").status == 2)
    }

    @Test func switchesAndPricesBesideTheConfigurationCount() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let own = folder.file("utsikt/fabric")
        try FileManager.default.createDirectory(atPath: own, withIntermediateDirectories: true)
        let entry =
            "{id: mine-8, model: Mine 8, nos: eos, ports: [{kind: qsfp+, range: 1-8}], split: {4x10G: 1-8}, "
            + "trust: design, sources: [me]}"
        try write("switches:\n  - \(entry)\n", to: own + "/mine.yaml")
        try write("{\"switches\": [{\"id\": \"bad\"", to: own + "/broken.json")
        try write(
            "cables:\n  - {kind: split, medium: dac-passive, prices: {1: 100, 2: 100}}\n", to: own + "/prices.yaml")
        let environment = ["XDG_CONFIG_HOME": folder.file("")]
        func run(_ line: String) async throws -> BuiltCommand {
            try await BuiltCommand.run(
                ["fabric"] + line.split(separator: " ").map(String.init), environment: environment)
        }
        let show = try await run("show --model mine-8 --servers 4")
        #expect(show.status == 1 && show.output.contains("Mine 8"), "\(show.errors)")
        #expect(show.errors.contains("broken.json:1"), "\(show.errors)")
        let bill = try await run("export --servers 4 --what bom --json")
        let lines = try #require(try bill.object()["lines"] as? [[String: Any]])
        #expect(lines.contains { $0["price"] as? Double == 100 })
    }

    @Test func theDiagramIsTextColoursOrSVG() async throws {
        let what = "export --servers 30 --leafs 2 --what diagram"
        let text = try await fabric("\(what) --size 120x40")
        #expect(text.status == 0 && text.output.contains("leaf-1 front panel"), "\(text.errors)")
        let ansi = try await fabric("\(what) --format ansi --colour 16 --view steps --glyphs ascii")
        #expect(ansi.status == 0 && ansi.output.contains("\u{1B}[") && ansi.output.allSatisfy(\.isASCII))
        let svg = try await fabric("\(what) --format svg --size 80x24")
        #expect(svg.status == 0 && svg.output.hasPrefix("<") && svg.output.contains("</svg>"))
        #expect(try await fabric("\(what) --csv").status == 2)
    }

    @Test func exportsHaveTheirForms() async throws {
        for (what, part) in [
            ("cutsheet", "spine-4"), ("bom", "total "), ("config", "speed forced"), ("row", "top of rack"),
            ("netbox-interfaces", "device,name,type"), ("netbox-cables", "side_a_device"), ("plan", "format: utsikt"),
        ] {
            let run = try await fabric("export --model 7050qx-32 --servers 12 --what \(what)")
            #expect(run.status == 0, "\(what): \(run.errors)")
            #expect(run.output.contains(part), "\(what)")
        }
        let table = try await fabric("export --servers 12 --what bom --csv")
        #expect(table.output.hasPrefix("item,count,price,cost\r\n"))
        #expect(try await fabric("export --servers 12 --what row --csv").status == 2)
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try write(
            "cables:\n  - {kind: split, medium: dac-passive, prices: {1: 100, 2: 100}}\n", to: folder.file("p.yaml"))
        let own = try await fabric("export --servers 4 --what bom --prices \(folder.file("p.yaml")) --json")
        let lines = try #require(try own.object()["lines"] as? [[String: Any]])
        #expect(lines.contains { $0["price"] as? Double == 100 })
    }

    @Test func aNetBoxFileWithAMissingPortIsToldAndUsed() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let names = (1...32).filter { $0 != 28 }.map { "  - name: ethernet1/1/\($0)\n    type: 40gbase-x-qsfpp\n" }
        let device = "manufacturer: Dell\nmodel: S6010-ON\nslug: s6010\nu_height: 1\ninterfaces:\n" + names.joined()
        try write(device, to: folder.file("s6010.yaml"))
        let run = try await fabric("show --switches \(folder.file("s6010.yaml")) --model netbox-s6010 --json")
        #expect(run.status == 1)
        #expect(run.errors.contains("s6010.yaml:") && run.errors.contains("lack port 28"))
        let summary = try #require(try run.object()["summary"] as? [String: Any])
        #expect(summary["ports"] as? Int == 31)
        let list = try await fabric("switches --csv")
        #expect(list.status == 0)
        #expect(list.output.contains("\r\nsx6036,") && list.output.contains("second-hand"))
    }

    @Test func changesAreSavedWithABackupAndFaultyFilesStay() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let path = folder.file("r07.yaml")
        _ = try await fabric("new \(path) --ports 24 --servers 30 --grow-to 6")
        let first = "# mine\n" + (try String(contentsOfFile: path, encoding: .utf8))
        try write(first, to: path)
        let fixed = try await fabric("set \(path) --fix single-leaf --peer-links 1")
        #expect(fixed.status == 0, "\(fixed.errors)")
        #expect(fixed.output == "leaf.count: 1 -> 2\nleaf.peer_links: 0 -> 1\n")
        #expect(try String(contentsOfFile: path + "~", encoding: .utf8) == first)
        #expect(try String(contentsOfFile: path, encoding: .utf8).hasPrefix("# mine\n# A rack's way"))
        let stepped = try await fabric("set \(path) --goal-moved 4 --step 1")
        #expect(stepped.status == 0, "\(stepped.errors)")
        #expect(stepped.output.contains(".speed: 10G -> 40G"))
        let bad = try String(contentsOfFile: path, encoding: .utf8).replacing("...", with: "")
        try write(bad, to: path)
        let refused = try await fabric("set \(path) --spines 6")
        #expect(refused.status == 2)
        #expect(try String(contentsOfFile: path, encoding: .utf8) == bad)
    }

    @Test func twoPlansAreCompared() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let (one, two) = (folder.file("a.yaml"), folder.file("b.yaml"))
        _ = try await fabric("new \(one) --servers 20")
        _ = try await fabric("new \(two) --servers 20 --spines 8 --moved 1")
        let run = try await fabric("compare \(one) \(two)")
        #expect(run.status == 0)
        #expect(run.output == "spines.count: 4 -> 8\nservers[srv01].speed: 10G -> 40G\n")
    }
}
