import Foundation
import Glibc
import Testing
import UtsiktCore
import UtsiktTestSupport

@testable import UtsiktSources

/// Session tokens: kept where only their user can read them, replaced whole, and nowhere else.
@Suite struct SessionFileTests {
    private let session = Session(["access": Secret("hush-a"), "refresh": Secret("hush-r"), "did": Secret("did:plc:x")])

    private static func mode(_ path: String) -> UInt32 {
        var status = stat()
        return lstat(path, &status) == 0 ? status.st_mode & 0o777 : 0
    }

    @Test func whatIsSavedIsLoadedAndForgotten() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let sessions = SessionFolder(database: folder.file("a.sqlite"))
        let file = sessions.file(of: SourceID(rawValue: "sky/../x"))
        #expect(try file.load() == nil)
        try file.save(session)
        #expect(try file.load() == session)
        #expect(Self.mode(file.path) == 0o600 && Self.mode(sessions.path) == 0o700)
        #expect(file.path.hasPrefix(sessions.path + "/sky%2F"))
        var next = session
        next["access"] = Secret("hush-b")
        try file.save(next)
        #expect(try file.load()?["access"] == Secret("hush-b"))
        #expect(try sessions.file(of: SourceID(rawValue: "other")).load() == nil)
        #expect(try FileManager.default.contentsOfDirectory(atPath: sessions.path).count == 1)
        try file.forget()
        try file.forget()
        #expect(try file.load() == nil)
    }

    @Test func nothingSaysTheTokens() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let file = SessionFolder(path: folder.file("s")).file(of: .posts)
        var text = "\(session) \(file)"
        dump(session, to: &text)
        #expect(!text.contains("hush"))
        #expect(throws: SessionFault(file.path, .tooLarge)) {
            try file.save(Session(["a": Secret(String(repeating: "hush", count: 100_000))]))
        }
        #expect(!FileManager.default.fileExists(atPath: file.path))
    }

    @Test(arguments: [0o640, 0o604, 0o666, 0o620] as [UInt32])
    func aFileThatOthersMayReadIsNotTaken(mode: UInt32) throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let file = SessionFolder(path: folder.file("s")).file(of: .posts)
        try file.save(session)
        #expect(chmod(file.path, mode) == 0)
        let fault = #expect(throws: SessionFault.self) { try file.load() }
        #expect(fault?.kind == .open(mode) && fault?.description.contains("hush") == false)
        // A new session takes its place, for its user alone.
        try file.save(session)
        #expect(Self.mode(file.path) == 0o600)
        #expect(try file.load() == session)
    }

    @Test func aHostileFolderGetsNoTokenAndGivesNone() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let sessions = SessionFolder(path: folder.file("s"))
        let file = sessions.file(of: .posts)
        // Others may write the folder.
        try file.save(session)
        for mode: UInt32 in [0o777, 0o770, 0o722] {
            #expect(chmod(sessions.path, mode) == 0)
            #expect(throws: SessionFault(sessions.path, .open(mode))) { try file.load() }
            #expect(throws: SessionFault(sessions.path, .open(mode))) { try file.save(session) }
        }
        #expect(chmod(sessions.path, 0o700) == 0)
        #expect(try file.load() == session)
        try file.forget()
        // A link to somebody else's file, a pipe, a folder, a file with two names.
        let bait = folder.file("bait")
        try "bait".write(toFile: bait, atomically: true, encoding: .utf8)
        #expect(symlink(bait, file.path) == 0)
        #expect(throws: SessionFault(file.path, .notAFile)) { try file.load() }
        try file.save(session)
        #expect(try String(contentsOfFile: bait, encoding: .utf8) == "bait")
        #expect(try file.load() == session)
        let second = folder.file("second")
        #expect(link(file.path, second) == 0)
        #expect(throws: SessionFault(file.path, .notAFile)) { try file.load() }
        try file.save(session)
        #expect(try file.load() == session)
        try file.forget()
        #expect(mkfifo(file.path, 0o600) == 0)
        #expect(throws: SessionFault(file.path, .notAFile)) { try file.load() }
        try file.forget()
        #expect(mkdir(file.path, 0o700) == 0)
        #expect(throws: SessionFault(file.path, .notAFile)) { try file.load() }
        #expect(throws: SessionFault.self) { try file.save(session) }
        #expect(throws: SessionFault.self) { try file.forget() }
        #expect(rmdir(file.path) == 0)
        // No folder at all, but a link to one, or a file.
        let other = SessionFolder(path: folder.file("link"))
        #expect(symlink(sessions.path, other.path) == 0)
        #expect(throws: SessionFault(other.path, .notAFolder)) { try other.file(of: .posts).save(session) }
        let plain = SessionFolder(path: bait).file(of: .posts)
        #expect(throws: SessionFault(bait, .notAFolder)) { try plain.save(session) }
        #expect(try plain.load() == nil)
        #expect(throws: SessionFault.self) {
            try SessionFolder(path: folder.file("no/such")).file(of: .posts).save(session)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: sessions.path).isEmpty)
    }

    @Test(arguments: ["", "null", "[]", "{\"a\":1}", "{\"a\":", "\u{0}\u{1}", "{\"a\":{\"b\":\"c\"}}"])
    func aFileThatHoldsSomethingElseIsSaid(text: String) throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let file = SessionFolder(path: folder.file("s")).file(of: .posts)
        try file.save(session)
        try file.forget()
        #expect(PrivateFile.create(file.path, Array(text.utf8)))
        #expect(throws: SessionFault(file.path, .unreadable)) { try file.load() }
    }

    @Test func whatAnEndedProcessHasLeftIsRemovedWhenItIsOld() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let sessions = SessionFolder(path: folder.file("s"))
        let file = sessions.file(of: .posts)
        try file.save(session)
        for (name, age) in [("old", 3600), ("fresh", 0)] {
            let draft = "\(file.path).\(name).new"
            #expect(PrivateFile.create(draft, [1]))
            var times = [timeval(tv_sec: time(nil) - age, tv_usec: 0), timeval(tv_sec: time(nil) - age, tv_usec: 0)]
            #expect(utimes(draft, &times) == 0)
        }
        try file.save(session)
        let names = try FileManager.default.contentsOfDirectory(atPath: sessions.path).sorted()
        #expect(names == ["posts.session", "posts.session.fresh.new"])
        #expect(try file.load() == session)
    }
}
