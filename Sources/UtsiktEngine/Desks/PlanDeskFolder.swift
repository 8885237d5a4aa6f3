import Foundation
package import UtsiktCore

/// The user's own switches and prices: `fabric/` beside the configuration, where `prices.yaml` holds prices and every other
/// YAML or JSON file switches, as entries of a catalogue or as a NetBox device type. Dashboard and commands read it alike.
package struct PlanDeskFolder: Sendable {
    /// Its path.
    package let path: String

    /// At most so many files are read; a folder with more was not written by hand.
    private static let most = 200
    private static let prices = "prices.yaml"

    /// The folder of this process's user.
    package static var ofProcess: PlanDeskFolder {
        let configuration = URL(fileURLWithPath: ConfigurationFiles.ofProcess.configurationPath)
        return PlanDeskFolder(path: configuration.deletingLastPathComponent().appendingPathComponent("fabric").path)
    }

    /// The files of switches, by name.
    private var files: [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        let switches = names.filter { name in
            !name.hasPrefix(".") && name != Self.prices
                && [".yaml", ".yml", ".json"].contains { name.hasSuffix($0) }
        }
        return switches.sorted().prefix(Self.most).map { path + "/" + $0 }
    }

    /// The bundled switches and the user's; a file that cannot be used is reported and the others count.
    package func catalogue() -> (switches: SwitchCatalogue, faults: [FabricFault]) {
        var catalogue = SwitchCatalogue.bundled(.ofProcess())
        var faults: [FabricFault] = []
        for file in files {
            do throws(FileFault) {
                let bytes = try BoundedFile.read(file, .switches, patience: BoundedFile.short)
                do throws(FabricFault) {
                    faults += try catalogue.add(data: bytes, file: file)
                } catch {
                    faults.append(error)
                }
            } catch {
                faults.append(FabricFault(at: InputLocation(file: file), error.problem))
            }
        }
        return (catalogue, faults)
    }

    /// The bundled prices with the user's in their place; the bundled ones alone, with the reason, where those cannot be used.
    package func priceList() throws -> (prices: PriceList, fault: FabricFault?) {
        let bundled = try PriceList.bundled(.ofProcess())
        let file = path + "/" + Self.prices
        let bytes: [UInt8]
        do {
            bytes = try BoundedFile.read(file, .prices, patience: BoundedFile.short)
        } catch {
            let fault = FabricFault(at: InputLocation(file: file), error.problem)
            return (bundled, error.isMissing ? nil : fault)
        }
        do throws(FabricFault) {
            return (try bundled.merging(text: String(decoding: bytes, as: UTF8.self), file: file), nil)
        } catch {
            return (bundled, error)
        }
    }
}
