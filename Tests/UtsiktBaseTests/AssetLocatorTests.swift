import Foundation
import Testing
import UtsiktBase

@Suite struct AssetLocatorTests {
    @Test func findsAssetsBesideAMovedBinaryFirst() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("utsikt-\(UUID())")
        defer { try? FileManager.default.removeItem(at: folder) }
        let prefix = folder.appendingPathComponent("opt")
        for sub in ["bin/Assets/world", "share/utsikt/world"] {
            try FileManager.default.createDirectory(
                at: prefix.appendingPathComponent(sub), withIntermediateDirectories: true)
        }
        let shared = prefix.appendingPathComponent("share/utsikt/world/a.txt")
        try Data("shared".utf8).write(to: shared)
        let locator = AssetLocator(executable: prefix.appendingPathComponent("bin/utsikt").path, environment: [:])
        #expect(try locator.data("world/a.txt") == Array("shared".utf8))
        try Data("beside".utf8).write(to: prefix.appendingPathComponent("bin/Assets/world/a.txt"))
        #expect(try locator.data("world/a.txt") == Array("beside".utf8))
    }

    @Test func saysWhereItLooked() {
        let locator = AssetLocator(executable: "/nowhere/bin/utsikt", environment: ["UTSIKT_ASSETS": "/my/assets"])
        #expect {
            try locator.path("world/hashtags.tsv")
        } throws: { error in
            let text = "\(error)"
            return text.contains("/my/assets, /nowhere/bin/Assets, /nowhere/share/utsikt")
                && text.contains("UTSIKT_ASSETS")
        }
    }
}
