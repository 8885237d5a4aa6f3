import Foundation
import Synchronization
public import Testing

/// The test compares with golden files. When the last such test of a target is over, every file in the target's `Golden` folder
/// must have been read: what no test looks at any more is removed and not left to grow old.
///
/// Nothing is said of a run of some tests only (`--filter`, `--skip`) or of one that records.
public struct GoldenReading: SuiteTrait, TestTrait, TestScoping {
    let folder: String

    /// The tests of the suite are counted, not the suite.
    public var isRecursive: Bool { true }

    /// Called for every test of a run before the first one begins.
    public func prepare(for test: Test) async throws {
        if !test.isSuite { GoldenLedger.shared.expect(test.id, folder) }
    }

    /// A test with all its cases.
    public func scopeProvider(for test: Test, testCase: Test.Case?) -> Self? {
        test.isSuite || testCase != nil ? nil : self
    }

    /// Runs the test; after the last one, looks for files that nobody read.
    @concurrent
    public func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable @concurrent () async throws -> Void
    ) async throws {
        let result: Result<Void, any Error>
        do {
            try await GoldenLedger.$isDeclared.withValue(true) { try await function() }
            result = .success(())
        } catch {
            result = .failure(error)
        }
        if GoldenLedger.shared.isLast(test.id, folder), GoldenLedger.isWholeRun {
            let unread = GoldenLedger.shared.unread(folder)
            if !unread.isEmpty {
                Issue.record("no test reads these golden files; remove them: \(unread.joined(separator: ", "))")
            }
        }
        try result.get()
    }
}

extension Trait where Self == GoldenReading {
    /// The test compares with golden files, none of which may be left unread.
    public static func readsGoldens(filePath: String = #filePath) -> Self {
        GoldenReading(folder: Golden.folder(filePath).path)
    }
}

/// Which golden tests are still to come, and which files were read.
final class GoldenLedger: Sendable {
    static let shared = GoldenLedger()
    /// Whether the test that runs has said that it reads golden files.
    @TaskLocal static var isDeclared = false

    private struct Target {
        var tests: Set<Test.ID> = []
        var read: Set<String> = []
    }
    private let state = Mutex<[String: Target]>([:])

    /// Whether all tests run and none records.
    static var isWholeRun: Bool {
        let options: Set = ["--filter", "--skip"]
        return options.isDisjoint(with: CommandLine.arguments.map { String($0.prefix { $0 != "=" }) })
            && ProcessInfo.processInfo.environment["UTSIKT_RECORD"] != "1"
    }

    func expect(_ test: Test.ID, _ folder: String) {
        state.withLock { _ = $0[folder, default: Target()].tests.insert(test) }
    }

    /// Takes the test off the list; true when it was the last one.
    func isLast(_ test: Test.ID, _ folder: String) -> Bool {
        state.withLock { state in
            state[folder]?.tests.remove(test) != nil && state[folder]?.tests.isEmpty == true
        }
    }

    func note(_ file: URL, _ folder: String) {
        state.withLock { _ = $0[folder, default: Target()].read.insert(file.path) }
    }

    /// The files of a folder that were not read, by their names in it.
    func unread(_ folder: String) -> [String] {
        let read = state.withLock { $0[folder]?.read ?? [] }
        let root = URL(fileURLWithPath: folder)
        guard let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: [.isRegularFileKey])
        else { return [] }
        return files.compactMap { $0 as? URL }.filter { url in
            (try? url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile) == true
        }.map { $0.resolvingSymlinksInPath().path }.filter { !read.contains($0) }.map {
            $0.hasPrefix(folder + "/") ? String($0.dropFirst(folder.count + 1)) : $0
        }.sorted()
    }
}
