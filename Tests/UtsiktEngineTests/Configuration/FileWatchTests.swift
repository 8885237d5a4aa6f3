import Foundation
import Testing
import UtsiktTestSupport

@testable import UtsiktEngine

/// Reports of changed files. What is waited for comes, or the time limit ends the test.
@Suite(.timeLimit(.minutes(30))) struct FileWatchTests {
    private func write(_ text: String, to path: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    }

    @Test func thereIsASignalAtTheStart() async {
        let watch = FileWatch()
        var signals = watch.signals.makeAsyncIterator()
        #expect(await signals.next() != nil)
    }

    @Test(arguments: ["written", "replaced", "removed", "in a new folder"])
    func aChangeIsTold(_ how: String) async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let file = how == "in a new folder" ? folder.file("deep/below/config.yaml") : folder.file("config.yaml")
        if how != "in a new folder" { try write("old", to: file) }
        let watch = FileWatch()
        watch.follow(files: [file], folders: [])
        var signals = watch.signals.makeAsyncIterator()
        _ = await signals.next()
        switch how {
        case "written": try write("new", to: file)
        case "replaced":
            try write("new", to: folder.file("other"))
            #expect(rename(folder.file("other"), file) == 0)
        case "removed": try FileManager.default.removeItem(atPath: file)
        default:
            try FileManager.default.createDirectory(atPath: folder.file("deep"), withIntermediateDirectories: true)
        }
        #expect(await signals.next() != nil)
    }

    @Test(arguments: [("there/real.yaml", "new"), ("here/themes/ember.yaml", "base: calm\n")])
    func whatALinkLeadsToIsWatchedAndWhatIsInAFolder(_ changed: String, _ text: String) async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        for name in ["there", "here/themes"] {
            try FileManager.default.createDirectory(atPath: folder.file(name), withIntermediateDirectories: true)
        }
        try write("old", to: folder.file("there/real.yaml"))
        try FileManager.default.createSymbolicLink(
            atPath: folder.file("here/config.yaml"), withDestinationPath: folder.file("there/real.yaml"))
        let watch = FileWatch()
        watch.follow(files: [folder.file("here/config.yaml")], folders: [folder.file("here/themes")])
        var signals = watch.signals.makeAsyncIterator()
        _ = await signals.next()
        try write(text, to: folder.file(changed))
        #expect(await signals.next() != nil)
    }

    @Test(arguments: ["what it leads to comes back", "a folder on the way leads elsewhere"])
    func aLinkIsFollowedOnItsWholeWay(_ how: String) async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        for name in ["here", "one", "two"] {
            try FileManager.default.createDirectory(atPath: folder.file(name), withIntermediateDirectories: true)
        }
        try write("two", to: folder.file("two/real.yaml"))
        #expect(symlink(folder.file("one"), folder.file("current")) == 0)
        // It leads to nothing yet.
        #expect(symlink(folder.file("current/real.yaml"), folder.file("here/config.yaml")) == 0)
        let watch = FileWatch()
        watch.follow(files: [folder.file("here/config.yaml")], folders: [])
        var signals = watch.signals.makeAsyncIterator()
        _ = await signals.next()
        if how.hasPrefix("what") {
            try write("one", to: folder.file("one/real.yaml"))
        } else {
            #expect(symlink(folder.file("two"), folder.file("next")) == 0)
            #expect(rename(folder.file("next"), folder.file("current")) == 0)
        }
        #expect(await signals.next() != nil)
    }
}
