import Foundation
import Testing
import UtsiktBase
import UtsiktFabric

/// The catalogue file and what is refused of it.
struct SwitchCatalogueTests {
    @Test func everyEntryOfTheBundledCatalogueKeepsItsInvariants() {
        let catalogue = FabricCasesTests.catalogue
        #expect(catalogue.rejections.isEmpty, "\(catalogue.rejections)")
        #expect(catalogue.models.count >= 24)
        for model in catalogue.models {
            #expect(!model.sources.isEmpty, "\(model.id)")
            #expect(model.splittable.numbers.allSatisfy(model.qsfp.contains), "\(model.id)")
            #expect(catalogue[id: model.id] == model)
        }
    }

    @Test func aBrokenEntryIsSetAsideAndTheOthersStay() throws {
        let good = #"""
            "id":"a","vendor":"V","model":"M","nos":"eos","rack_units":1,"split":{"4x10G":"1-2"},"limits":{},
            "change":"none","trust":"verified","sources":["s"]
            """#
        let json = """
            {"switches":[{\(good),"ports":[{"kind":"qsfp+","range":"1-4"}]},
             {\(good),"ports":[{"kind":"qsfp+","range":"1-4"}]},
             {"id":"lacks everything"},
             {\(good.replacing("\"a\"", with: "\"gap\"")),"ports":[{"kind":"qsfp+","range":"1-3,5"}]},
             {\(good.replacing("\"a\"", with: "\"twice\"")),"ports":[{"kind":"qsfp+","range":"1-3,3"}]},
             {\(good.replacing("\"a\"", with: "\"outside\"")),"ports":[{"kind":"qsfp+","range":"1-1"}]},
             {\(good.replacing("\"a\"", with: "\"huge\"")),"ports":[{"kind":"qsfp+","range":"1-99999999999"}]}]}
            """
        let catalogue = try SwitchCatalogue(data: Data(json.utf8), file: "f")
        #expect(catalogue.models.count == SwitchModel.builtIn.count + 1)
        let fields = Set(catalogue.rejections.compactMap(\.field))
        #expect(fields.isSuperset(of: ["switches[2].id", "switches[3].ports", "switches[4].ports.range"]), "\(fields)")
        for entry in 2...7 {
            let found = catalogue.rejections.first { $0.field?.hasPrefix("switches[\(entry)]") == true }
            #expect(found?.line != nil, "entry \(entry)")
        }
    }

    @Test func peoplesNamesFindTheirSwitch() {
        let catalogue = FabricCasesTests.catalogue
        #expect(catalogue.find("S6000", system: "os9")?.id == "s6000-os9")
        #expect(catalogue.find("7050QX-32S")?.id == "7050qx-32s")
        #expect(catalogue.find("sx6036")?.id == "sx6036")
        #expect(catalogue.find("generic-24")?.qsfp.count == 24)
        #expect(catalogue.find("no such box") == nil)
    }

    @Test func aMissingCatalogueLeavesTheBuiltInModels() {
        let catalogue = SwitchCatalogue.bundled(AssetLocator(candidates: ["/nowhere"]))
        #expect(catalogue.models == SwitchModel.builtIn)
        #expect(catalogue.rejections.count == 1)
    }

    @Test func portSetsReadWhatTheyWrite() throws {
        #expect(try PortSet(text: "1-12,15-26").count == 24)
        #expect(try PortSet(text: "7,1-3").text == "1-3,7")
        for text in ["", "a", "3-1", "1-2-3", "1,,2", "-1", "1,1"] {
            #expect(throws: FabricInputError.self) { try PortSet(text: text) }
        }
    }
}
