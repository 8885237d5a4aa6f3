import Foundation
import Testing
import UtsiktBase
import UtsiktFabric
import UtsiktTestSupport

/// Device types of the NetBox library read as switches, with every doubt reported.
struct NetBoxDeviceTests {
    static func read(_ text: String) throws -> (model: SwitchModel?, faults: [FabricFault]) {
        var catalogue = SwitchCatalogue.builtIn
        let faults = try catalogue.add(data: Data(text.utf8), file: "device.yaml")
        return (catalogue.models.last { $0.id.hasPrefix("netbox-") }, faults)
    }

    static func device(_ names: [(String, String)], manufacturer: String = "Arista") -> String {
        let head = "---\nmanufacturer: \(manufacturer)\nmodel: X-32\nslug: x-32\nu_height: 1\ninterfaces:\n"
        return head + names.map { "  - name: \($0.0)\n    type: \($0.1)\n" }.joined()
    }

    @Test func namesTellWhichPortsCanBeSplit() throws {
        let names =
            (1...4).map { ("Ethernet\($0)", "10gbase-x-sfpp") }
            + (5...28).map { ("Ethernet\($0)/1", "40gbase-x-qsfpp") }
            + (29...36).map { ("Ethernet\($0)", "40gbase-x-qsfpp") } + [("Management1", "1000base-t")]
        let (model, faults) = try Self.read(Self.device(names))
        #expect(model?.qsfp.text == "5-36")
        #expect(model?.sfp.text == "1-4")
        #expect(model?.splittable.text == "5-28")
        #expect(model?.system == .eos)
        #expect(model?.trust == .secondHand)
        #expect(faults.allSatisfy { $0.isDoubt })
        #expect(faults.count == 1)
    }

    @Test func slotsAndLanesAreToldApart() throws {
        let cisco = (1...32).map { ("Ethernet1/\($0)", "40gbase-x-qsfpp") }
        #expect(try Self.read(Self.device(cisco, manufacturer: "Cisco")).model?.qsfp.text == "1-32")
        let arista = (1...32).map { ("Ethernet\($0)/1", "100gbase-x-qsfp28") }
        let model = try Self.read(Self.device(arista)).model
        #expect(model?.qsfp.text == "1-32")
        #expect(model?.qsfpKind == .qsfp28)
        #expect(model?.splittable(.twentyFiveHundred).count == 32)
        let dell = (1...32).map { ("ethernet1/1/\($0)", "40gbase-x-qsfpp") }
        #expect(try Self.read(Self.device(dell, manufacturer: "Dell")).model?.system == .os10)
        let juniper = (0...23).map { ("et-0/0/\($0)", "40gbase-x-qsfpp") }
        #expect(try Self.read(Self.device(juniper, manufacturer: "Juniper")).model?.qsfp.text == "0-23")
        let cumulus = (1...32).map { ("swp\($0)", "100gbase-x-qsfp28") }
        #expect(try Self.read(Self.device(cumulus, manufacturer: "Mellanox")).model?.system == .cumulus)
    }

    @Test func aMissingPortIsToldByNumber() throws {
        let names = (1...32).filter { $0 != 28 && $0 != 29 }.map { ("ethernet1/1/\($0)", "40gbase-x-qsfpp") }
        let (model, faults) = try Self.read(Self.device(names, manufacturer: "Dell"))
        #expect(model?.qsfp.count == 30)
        let fault = try #require(faults.first { !$0.isDoubt })
        #expect(fault.problem == "interfaces lack port 28-29")
        #expect(fault.location?.field == "interfaces")
        #expect(fault.location?.file == "device.yaml")
        #expect(fault.location?.line != nil)
        #expect(faults.contains { $0.isDoubt && $0.problem.contains("30 QSFP ports") })
    }

    @Test func aPortTwiceAnUnknownTypeAndACountThatNobodyBuildsAreTold() throws {
        var names = (1...48).map { ("Ethernet1/\($0)", "40gbase-x-qsfpp") }
        names += (49...54).map { ("Ethernet1/\($0)", "40gbase-x-qsfpp") }
        names.append(("Ethernet1/7", "40gbase-x-qsfpp"))
        names.append(("IB1/1", "infiniband-fdr"))
        let faults = try Self.read(Self.device(names, manufacturer: "Cisco")).faults
        #expect(faults.contains { !$0.isDoubt && $0.problem.contains("‘Ethernet1/7’ is there twice") })
        #expect(faults.contains { $0.isDoubt && $0.problem.contains("infiniband-fdr") })
        #expect(faults.contains { $0.isDoubt && $0.problem.contains("54 QSFP ports") })
    }

    @Test func aUsersOwnEntriesJoinTheCatalogue() throws {
        var catalogue = FabricCasesTests.catalogue
        let text = """
            switches:
              - id: lab-16
                vendor: Lab
                model: L16
                nos: eos
                ports: [{kind: qsfp28, range: 1-16}]
                split: {4x10G: 1-16, 4x25G: 1-12}
                limits: {logical: 52}
                trust: memory
                sources: [mine]
              - id: bad
                model: B
                nos: eos
                ports: [{kind: qsfp+, range: "1-8,10"}]
                split: {4x10G: "1-8"}
                trust: memory
                sources: [mine]
            """
        let faults = try catalogue.add(data: Data(text.utf8), file: "mine.yaml")
        #expect(catalogue[id: "lab-16"]?.splittable(.twentyFiveHundred).count == 12)
        #expect(catalogue[id: "bad"] == nil)
        #expect(faults.count == 1)
        let place = InputLocation(file: "mine.yaml", line: 14, column: 34, field: "switches[2].ports.range")
        #expect(faults[0].location == place)
        #expect(catalogue.rejections.count == 1)
    }

    /// Good files damaged at random are refused or read, and never trap.
    @Test(arguments: 0..<6)
    func damagedFilesNeverTrap(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let netbox = Self.device((1...32).map { ("Ethernet\($0)/1", "100gbase-x-qsfp28") })
        let path = FabricFiles.assets + "/fabric/switches.json"
        let own = FileManager.default.contents(atPath: path).map { Array($0.prefix(6000)) + Array("]}".utf8) } ?? []
        for round in 0..<40 {
            var bytes = round.isMultiple(of: 2) ? Array(netbox.utf8) : own
            for _ in 0..<Int.random(in: 1...5, using: &random) where !bytes.isEmpty {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: bytes[place] = Array("[]{}:,-#&*\"'\n\t 9\u{0}/".utf8).randomElement(using: &random) ?? 0
                case 1: bytes.removeSubrange(place..<min(bytes.count, place + 9))
                default: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
                }
            }
            var catalogue = SwitchCatalogue.builtIn
            _ = try? catalogue.add(data: Data(bytes), file: "f")
            for model in catalogue.models {
                #expect(model.splittable.numbers.allSatisfy(model.qsfp.contains), "seed \(seed) round \(round)")
            }
        }
    }
}
