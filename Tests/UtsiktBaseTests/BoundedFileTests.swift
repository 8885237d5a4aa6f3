import Foundation
import Testing
import UtsiktBase
import UtsiktTestSupport

/// One function reads every file that is read as a whole, and nothing that a name may lead to can hurt it.
@Suite struct BoundedFileTests {
    private func write(_ bytes: [UInt8], to path: String) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: path))
    }

    @Test(arguments: FileKind.allCases)
    func aFileAtItsLimitIsReadAndALargerOneIsRefusedUnread(_ kind: FileKind) throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let path = folder.file("holes")
        #expect(FileManager.default.createFile(atPath: path, contents: nil))
        #expect(truncate(path, off_t(kind.limit)) == 0)
        #expect(try BoundedFile.read(path, kind).count == kind.limit)
        for size in [kind.limit + 1, 10 << 30] {
            #expect(truncate(path, off_t(size)) == 0)
            let fault = #expect(throws: FileFault.self) { try BoundedFile.read(path, kind) }
            #expect(fault?.reason == .tooLarge)
            #expect(fault?.description.contains(path) == true)
            #expect(fault?.description.contains(kind.limitText) == true)
            #expect(fault?.exitStatus == 2)
        }
    }

    @Test(arguments: FileKind.allCases)
    func aDeviceWithoutAnEndIsReadToTheLimitOnly(_ kind: FileKind) {
        let fault = #expect(throws: FileFault.self) { try BoundedFile.read("/dev/zero", kind) }
        #expect(fault?.reason == .tooLarge)
    }

    @Test func whatIsNotAFileIsSaid() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        #expect(throws: FileFault(folder.path, .plan, .isFolder)) { try BoundedFile.read(folder.path, .plan) }
        let missing = folder.file("missing")
        let fault = #expect(throws: FileFault.self) { try BoundedFile.read(missing, .plan) }
        #expect(fault?.isMissing == true)
        #expect(try BoundedFile.read("/dev/null", .plan).isEmpty)
        #expect(try !BoundedFile.read("/proc/self/mounts", .system).isEmpty, "a file whose size is said to be 0")
    }

    @Test func aPipeIsReadToItsEnd() throws {
        var ends: [Int32] = [0, 0]
        #expect(pipe(&ends) == 0)
        let bytes = [UInt8]("some lines\n".utf8)
        #expect(Glibc.write(ends[1], bytes, bytes.count) == bytes.count)
        close(ends[1])
        defer { close(ends[0]) }
        #expect(try BoundedFile.read("/proc/self/fd/\(ends[0])", .plan) == bytes)
    }

    @Test func aPipeToWhichNobodyWritesIsLeftAfterAWhile() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let path = folder.file("pipe")
        #expect(mkfifo(path, 0o600) == 0)
        #expect(throws: FileFault(path, .theme, .isSilent)) {
            try BoundedFile.read(path, .theme, patience: .milliseconds(1))
        }
        BoundedFile.$patience.withValue(.milliseconds(1)) {
            #expect(throws: FileFault(path, .theme, .isSilent)) { try BoundedFile.read(path, .theme) }
        }
    }

    @Test(.timeLimit(.minutes(5))) func cancellingEndsTheWaitForAPipe() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let path = folder.file("pipe")
        #expect(mkfifo(path, 0o600) == 0)
        let task = Task.detached { Result { try BoundedFile.read(path, .plan) } }
        // A writer that opens and says nothing: now the reader is there.
        let writer = await Task.detached { open(path, O_WRONLY) }.value
        defer { close(writer) }
        task.cancel()
        let result = await task.value
        #expect(throws: FileFault(path, .plan, .cancelled)) { try result.get() }
    }

    @Test func aFileThatGrowsWhileItIsReadIsBoundedAllTheSame() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let path = folder.file("log")
        try write(Array(repeating: 0x61, count: FileKind.secret.limit), to: path)
        let writer = Task.detached {
            let descriptor = open(path, O_WRONLY | O_APPEND)
            while !Task.isCancelled { _ = Glibc.write(descriptor, "more", 4) }
            close(descriptor)
        }
        for _ in 0..<50 {
            do {
                #expect(try BoundedFile.read(path, .secret).count <= FileKind.secret.limit)
            } catch {
                #expect(error.reason == .tooLarge)
            }
            #expect(truncate(path, off_t(FileKind.secret.limit - 8)) == 0)
        }
        writer.cancel()
        await writer.value
    }

    /// Where files are read otherwise: each place with its reason.
    private static let others: [String: String] = [
        "UtsiktBase/Input/BoundedFile.swift": "the one place",
        "UtsiktIngest/Store/StoreFile.swift": "four bytes of a database or its journal",
        "utsikt/Bench/Peer.swift": "what a measured program prints",
        "utsikt/Bench/TopicsBench.swift": "what a measured program prints, and the system's word on it",
    ]

    @Test func nothingElseReadsAFileAsAWhole() throws {
        let root = DependencyRuleTests.sources
        let ways = [
            "contents(atPath", "Data(contentsOf", "String(contentsOf", "contentsOfFile", "readDataToEndOfFile",
            "readToEnd(", "forReadingAtPath", "forReadingFrom", "NSDictionary(contents",
        ]
        var found: Set<String> = []
        for case let file as String in FileManager.default.enumerator(atPath: root.path) ?? .init()
        where file.hasSuffix(".swift") {
            let text = try String(contentsOf: root.appendingPathComponent(file), encoding: .utf8)
            if ways.contains(where: text.contains) { found.insert(file) }
        }
        #expect(found.subtracting(Self.others.keys) == [])
    }

    @Test func everyLimitIsDocumented() throws {
        let page = DependencyRuleTests.sources.appendingPathComponent("UtsiktCore/UtsiktCore.docc/Limits.md")
        let rows = try String(contentsOf: page, encoding: .utf8).split(separator: "\n")
        for kind in FileKind.allCases {
            #expect(rows.contains { $0.contains("| \(kind.words)") && $0.contains("| \(kind.limitText) |") }, "\(kind)")
        }
    }
}
