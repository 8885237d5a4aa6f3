import Foundation
import Testing
import UtsiktBase
import UtsiktFabric
import UtsiktTestSupport

/// The bundled catalogue against the facts of makers' manuals, noted once more in another form, field by field.
@Suite struct CatalogueFactsTests {
    static let sources = TestData.sources("fabric/facts.json", shared: "fabric/catalogue.json")

    static func facts(_ path: String) throws -> [[String: Any]] {
        let data = try Data(contentsOf: URL(fileURLWithPath: path))
        let root = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
        let facts = try #require(root["switches"] as? [[String: Any]])
        #expect(facts.count >= 22)
        return facts
    }

    /// The entries of the bundled catalogue for one of the facts: one a system.
    static func entries(_ fact: [String: Any]) -> [SwitchModel] {
        guard let id = fact["id"] as? String, let nos = fact["nos"] as? String else { return [] }
        let systems = nos.split(separator: "|").map(String.init)
        let ids = systems.count == 1 ? [id] : systems.map { "\(id)-\($0)" }
        return ids.compactMap { FabricCasesTests.catalogue[id: $0] }
    }

    static func numbers(_ range: Any?) -> [Int] {
        guard let pair = range as? [Int], pair.count == 2 else { return [] }
        return Array(pair[0]...pair[1])
    }

    @Test(arguments: sources) func everyFactHasItsEntries(_ path: String) throws {
        for fact in try Self.facts(path) {
            let systems = (fact["nos"] as? String)?.split(separator: "|").count
            #expect(Self.entries(fact).count == systems, "\(fact["id"] ?? "")")
        }
    }

    @Test(arguments: sources) func namesAndSourcesAreThoseOfTheFacts(_ path: String) throws {
        for fact in try Self.facts(path) {
            let id = fact["id"] as? String ?? ""
            for model in Self.entries(fact) {
                #expect(model.vendor == fact["vendor"] as? String, "\(id)")
                #expect(model.model == fact["model"] as? String, "\(id)")
                #expect(model.rackUnits == fact["ru"] as? Int, "\(id)")
                let nos = (fact["nos"] as? String ?? "").split(separator: "|")
                #expect(nos.contains { model.system.rawValue.hasPrefix($0) }, "\(id)")
                #expect(model.sources == fact["sources"] as? [String], "\(id)")
                #expect(model.netbox == fact["netbox"] as? String, "\(id)")
                #expect(model.netboxDefect == fact["netbox_defect"] as? String, "\(id)")
                #expect(model.note.hasPrefix(fact["note"] as? String ?? ""), "\(id)")
                let confidence = fact["confidence"] as? String ?? ""
                let wanted: Trust =
                    confidence == "verified"
                    ? .verified : (confidence.hasPrefix("second-hand") ? .secondHand : .mixed)
                #expect(model.trust == wanted, "\(id): \(confidence)")
                #expect(wanted == .verified || !model.trustNote.isEmpty, "\(id)")
                let changes: [String: ChangeCost] = [
                    "reload": .reload, "immediate": .none, "switchd restart": .restart,
                    "switchd restart (traffic interrupted)": .restart, "ports shut, split unmaps both": .flap,
                ]
                #expect(model.change == changes[fact["change"] as? String ?? ""] ?? .unknown, "\(id)")
            }
        }
    }

    @Test(arguments: sources) func portsAndSplitsAreThoseOfTheFacts(_ path: String) throws {
        for fact in try Self.facts(path) {
            let id = fact["id"] as? String ?? ""
            var ports: [String: [Int]] = [:]
            for group in fact["groups"] as? [[String: Any]] ?? [] {
                ports[group["kind"] as? String ?? "", default: []] += Self.numbers(group["range"])
            }
            let qsfp = (ports["qsfp+"] ?? []) + (ports["qsfp28"] ?? [])
            var splits: [String: [Int]] = [:]
            for rule in fact["breakable"] as? [[String: Any]] ?? [] {
                var these = rule["range"] == nil ? qsfp : Self.numbers(rule["range"])
                if let list = rule["list"] as? [Int] { these = list }
                if let except = rule["except_"] as? [Int] { these.removeAll(where: except.contains) }
                if rule["odd"] as? Bool == true { these = these.filter { $0 % 2 == 1 } }
                for mode in rule["modes"] as? [String] ?? [] { splits[mode, default: []] += these }
            }
            for model in Self.entries(fact) {
                #expect(model.qsfp.numbers == qsfp.sorted(), "\(id)")
                #expect(model.sfp.numbers == ((ports["sfp+"] ?? []) + (ports["sfp28"] ?? [])).sorted(), "\(id)")
                #expect(model.qsfpKind == (ports["qsfp28"] == nil ? .qsfpPlus : .qsfp28), "\(id)")
                #expect(model.sfpIs25 == (ports["sfp28"] != nil), "\(id)")
                #expect(model.splitModes.mapValues(\.numbers) == splits.mapValues { $0.sorted() }, "\(id)")
                #expect(model.splittable.numbers == splits["4x10G"]?.sorted(), "\(id)")
            }
        }
    }

    @Test(arguments: sources) func limitsAreThoseOfTheFacts(_ path: String) throws {
        for fact in try Self.facts(path) {
            let id = fact["id"] as? String ?? ""
            let limits = fact["limits"] as? [String: Any] ?? [:]
            for model in Self.entries(fact) {
                #expect(model.limits.logical == limits["logical"] as? Int, "\(id)")
                #expect(model.limits.tenGig == limits["ten_g"] as? Int, "\(id)")
                #expect(model.limits.softwarePorts == limits["software_ports"] as? Int, "\(id)")
                #expect(model.limits.mayDisable == (limits["may_disable"] as? Bool ?? false), "\(id)")
                #expect(model.limits.portModes == limits["portmodes"] as? [String] ?? [], "\(id)")
                #expect(model.limits.layouts.map(\.name) == limits["sku_only"] as? [String] ?? [], "\(id)")
                let groups = (limits["speed_group"] as? [[Int]] ?? []).map { Self.numbers($0) }
                #expect(model.limits.speedGroups.map(\.numbers) == groups, "\(id)")
                let pipes = limits["pipes"] as? [[String: Any]] ?? []
                #expect(model.limits.pipes.map(\.range.numbers) == pipes.map { Self.numbers($0["range"]) }, "\(id)")
                #expect(model.limits.pipes.map(\.logical) == pipes.compactMap { $0["logical"] as? Int }, "\(id)")
                let shared = limits["shared"] as? [[String: Any]] ?? []
                #expect(model.limits.shared.map(\.sfp.numbers) == shared.map { Self.numbers($0["a"]) }, "\(id)")
                #expect(model.limits.shared.map(\.qsfp) == shared.compactMap { $0["b"] as? Int }, "\(id)")
                var partners: [Int: Int] = [:]
                for (port, partner) in limits["disables"] as? [String: Int] ?? [:] {
                    partners[Int(port) ?? -1] = partner
                }
                if limits["pair"] as? Bool == true {
                    for port in model.splittable.numbers { partners[port] = port + 1 }
                }
                #expect(model.limits.disables == partners, "\(id)")
                let known: Set = [
                    "logical", "ten_g", "software_ports", "may_disable", "portmodes", "sku_only", "speed_group",
                    "pipes",
                    "shared", "disables", "pair", "note",
                ]
                #expect(Set(limits.keys).isSubset(of: known), "\(id): \(limits.keys)")
            }
        }
    }
}
