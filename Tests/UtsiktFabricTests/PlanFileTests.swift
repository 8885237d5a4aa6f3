import Foundation
import Testing
import UtsiktBase
import UtsiktFabric
import UtsiktTestSupport

/// Plans as files: what is written is read again, what is wrong is reported with its place, and nothing of a user's is lost.
struct PlanFileTests {
    static var catalogue: SwitchCatalogue { FabricCasesTests.catalogue }

    static func read(_ text: String) -> PlanReading { PlanFile.read(text, file: "r07.yaml", catalogue: catalogue) }

    static let small = """
        # The rack by the door.
        format: utsikt-fabric-plan/1
        rack:
          name: r07   # by the door
          height: 42
        leaf: {switch: generic-24, count: 1}
        # Four today.
        spines:
          count: 4
          grow_to: 8
        oversubscription: 3:1
        servers:
          # the database
          - {name: db1, unit: 39, links: [5/1, 5/2]}
          - {name: db2, unit: 38, speed: 40G}  # moved in May
        # the end
        ...

        """

    @Test func aPlanIsReadWithItsServers() throws {
        let reading = Self.read(Self.small)
        #expect(reading.faults == [])
        let plan = try #require(reading.document).plan
        #expect(plan.rack == "r07")
        #expect(plan.targetSpines == 8)
        #expect(plan.targetRatio.text == "3:1")
        #expect(plan.roster.map(\.name) == ["db1", "db2"])
        #expect(plan.roster[0].links == [PlannedLink(port: 5, lane: 0), PlannedLink(port: 5, lane: 1)])
        #expect(plan.moved == 1)
        let layout = FabricAnalysis(plan).layout
        #expect(layout.servers(onSplit: 5) == [0])
        #expect(layout.natives == 1)
    }

    @Test func commentsStayWithTheirLines() throws {
        let document = try #require(Self.read(Self.small).document)
        let text = document.text
        for part in [
            "# The rack by the door.\nformat:", "name: r07  # by the door", "# Four today.\nspines:",
            "  # the database\n  - {name: db1", "speed: 40G}  # moved in May", "# the end\n...\n",
        ] {
            #expect(text.contains(part), "\(part) in\n\(text)")
        }
        let again = try #require(Self.read(text).document)
        #expect(again.text == text)
        #expect(again == document)
    }

    @Test(arguments: [
        ("a port twice", "links: [5/1, 5/2]", "links: [5/1, 5/1]", 14, "servers[1].links"),
        ("a port of two", "speed: 40G}", "speed: 40G, links: [5]}", 15, "servers[2].links"),
        ("a port that is not there", "links: [5/1, 5/2]", "links: [25/1]", 14, "servers[1].links"),
        ("a 43rd unit", "unit: 39", "unit: 43", 14, "servers[1].unit"),
        ("a unit twice", "unit: 38", "unit: 39", 15, "servers[2].unit"),
        ("a name twice", "name: db2", "name: db1", 15, "servers[2].name"),
        ("an unknown switch", "generic-24", "generic-25", 6, "leaf.switch"),
        ("an unknown field", "height: 42", "hight: 42", 5, "rack.hight"),
        ("a wrong number", "count: 4", "count: four", 9, "spines.count"),
        ("a wrong ratio", "3:1", "many", 11, "oversubscription"),
        ("another format", "plan/1", "plan/9", 2, "format"),
        ("a lane too many", "5/2]", "5/5]", 14, "servers[1].links"),
    ])
    func aFaultNamesLineAndFieldAndTheRestIsKept(
        what: String, old: String, new: String, line: Int, field: String
    ) throws {
        let reading = Self.read(Self.small.replacing(old, with: new))
        #expect(reading.isPartial)
        let fault = try #require(reading.faults.first)
        #expect(fault.location?.file == "r07.yaml")
        #expect(fault.location?.line == line, "\(what): \(fault)")
        #expect(fault.location?.field == field, "\(what): \(fault)")
        #expect(reading.faults.count == 1, "\(reading.faults)")
        let kept = try #require(reading.document).plan.roster.map(\.name)
        #expect(kept.contains("db1"))
    }

    @Test func aFileCutOffAnywhereIsNoticedAndItsBeginningKept() throws {
        let whole = PlanDocument(FabricPlan(model: .generic(ports: 24), servers: 30, moved: 4).frozen()).text
        #expect(Self.read(whole).faults == [])
        let bytes = Array(whole.utf8)
        for end in stride(from: 0, to: bytes.count - 4, by: 61) {
            let reading = PlanFile.read(bytes[..<end], file: "cut.yaml", catalogue: Self.catalogue)
            #expect(reading.isPartial, "cut at byte \(end)")
        }
        let half = PlanFile.read(bytes[..<(bytes.count * 2 / 3)], file: "cut.yaml", catalogue: Self.catalogue)
        #expect((half.document?.plan.servers ?? 0) >= 8)
        #expect(half.faults.contains { $0.location?.line != nil })
    }

    @Test func everyPlanIsReadAsItWasWritten() throws {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<16 {
            let plan = FabricRandom.plan(&random)
            for plan in [plan, plan.frozen()] {
                let text = PlanDocument(plan).text
                let reading = Self.read(text)
                let again = try #require(reading.document?.plan)
                let isBroken = FabricAnalysis(plan).layouts.contains { !$0.conflicts.isEmpty }
                let faults = reading.faults.filter { !$0.isDoubt }
                if !isBroken { #expect(faults == [], "\(text)") }
                guard reading.faults.isEmpty else { continue }
                #expect(again.difference(from: plan).text == "")
                #expect(again == plan)
            }
        }
    }

    @Test func differencesNameTheFields() {
        let plan = FabricPlan.example
        var other = plan
        other.apply(.spines(8))
        other.apply(.speed(server: "srv09", .port))
        other.apply(.servers(35))
        let text = other.difference(from: plan).text
        #expect(text.contains("spines.count: 4 -> 8"))
        #expect(text.contains("servers[srv09].speed: 10G -> 40G"))
        #expect(text.contains("- servers[srv36]: unit auto"))
        #expect(plan.difference(from: plan).isEmpty)
    }

    @Test func savingKeepsABackupAndRefusesFilesWithFaults() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("utsikt-plan-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appendingPathComponent("r07.yaml").path
        func content(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

        try PlanFile.save(PlanDocument(.example), path: path, catalogue: Self.catalogue)
        let first = try content(path)
        #expect(first.hasSuffix("...\n"))
        var document = try #require(PlanFile.load(path: path, catalogue: Self.catalogue).document)
        document.plan.spines = 8
        try PlanFile.save(document, path: path, catalogue: Self.catalogue)
        #expect(try content(path + "~") == first)
        #expect(try content(path) == document.text)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["r07.yaml", "r07.yaml~"])

        // A link to a plan stays a link.
        let name = folder.appendingPathComponent("link.yaml").path
        try FileManager.default.createSymbolicLink(atPath: name, withDestinationPath: path)
        document.plan.spines = 6
        try PlanFile.save(document, path: name, catalogue: Self.catalogue)
        #expect(try content(path) == document.text)
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: name) == path)

        // Whoever may read the plan stays the same, and what a killed program left next to it goes.
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
        try "half".write(toFile: folder.path + "/.r07.yaml.utsikt-new", atomically: false, encoding: .utf8)
        document.plan.spines = 7
        try PlanFile.save(document, path: path, catalogue: Self.catalogue)
        let kept = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(kept == 0o640)
        #expect(try !FileManager.default.contentsOfDirectory(atPath: folder.path).contains { $0.hasPrefix(".") })

        let broken = Self.small.replacing("unit: 39", with: "unit: 43")
        try broken.write(toFile: path, atomically: true, encoding: .utf8)
        #expect(throws: PlanFileError.self) {
            try PlanFile.save(document, path: path, catalogue: Self.catalogue)
        }
        #expect(try content(path) == broken)
        #expect(throws: PlanFileError.self) {
            try PlanFile.save(document, path: folder.path + "/no/such/folder.yaml", catalogue: Self.catalogue)
        }
    }

    @Test(arguments: [
        "", "\n", "...", "7", "[]", "{}", "\u{0}", "servers: 3", "servers: [1, 2]", "leaf: []", "format: [",
        "a: &a [x]\nb: [*a, *a]", "leaf: {switch: {}}", "servers: [{name: }]", "%YAML 9.9\n---\nx: 1", "- - - - a",
        "servers: [{name: a, links: 5}, {name: b, links: {}}]", "format: utsikt-fabric-plan/1\nleaf: {count: 1e9}",
        "? {a: b}\n: c", "!!binary x", "--- a\n--- b", "servers:\n\t- x",
        "{\"servers\": [], \"leaf\": {\"count\": 99}}",
    ])
    func whatIsNoPlanIsToldAndNeverTraps(text: String) {
        let reading = Self.read(text)
        #expect(reading.isPartial, "\(text)")
        #expect(!reading.faults.isEmpty)
    }

    @Test func deepAndEndlessFilesAreRefused() {
        for text in [
            String(repeating: "[", count: 100_000), String(repeating: "- ", count: 100_000),
            String(repeating: "{a: ", count: 100_000), String(repeating: "? ", count: 5000),
            (0..<3000).map { String(repeating: " ", count: $0) + "a:\n" }.joined(),
            String(repeating: "x", count: 5 << 20),
        ] {
            #expect(Self.read(text).isPartial)
        }
    }

    /// Bytes of a good file changed, removed and doubled at random: it may be refused but must not trap, and what is
    /// accepted must be written and read the same way again.
    @Test(arguments: 0..<6)
    func damagedFilesNeverTrap(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let good = Array(
            PlanDocument(FabricRandom.plan(&random)).text.utf8)
        let signs = Array("[]{}:,-#&*!|>'\"%@`\n\t \u{0}0159-~".utf8)
        for round in 0..<16 {
            var bytes = good
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                guard !bytes.isEmpty else { break }
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<5, using: &random) {
                case 0: bytes[place] = signs.randomElement(using: &random) ?? 0
                case 1: bytes.remove(at: place)
                case 2: bytes.insert(signs.randomElement(using: &random) ?? 0, at: place)
                case 3: bytes.replaceSubrange(place..<min(bytes.count, place + 30), with: [])
                default: bytes[place] = UInt8.random(in: 0...255, using: &random)
                }
            }
            let reading = PlanFile.read(bytes, file: "f", catalogue: Self.catalogue)
            guard let document = reading.document else {
                #expect(!reading.faults.isEmpty, "seed \(seed) round \(round)")
                continue
            }
            _ = FabricAnalysis(document.plan)
            let again = Self.read(document.text)
            #expect(again.document?.plan == document.plan, "seed \(seed) round \(round)")
            #expect(again.document?.text == document.text, "seed \(seed) round \(round)")
        }
    }
}
