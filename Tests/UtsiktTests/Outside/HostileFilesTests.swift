import Foundation
import Testing
import UtsiktCore
import UtsiktTestSupport

@testable import utsikt

/// Whatever a name leads to: a reason with the file's name, an exit status, little memory, and INT is heard.
@Suite(.serialized, .takesTurns) struct HostileFilesTests {
    /// A command and where in it a file is named.
    struct Reader: Sendable, CustomTestStringConvertible {
        var line: String
        /// Whether the file is read in blocks, so that it may be of any size.
        var isStream = false
        var testDescription: String { line }

        init(_ line: String, isStream: Bool = false) { (self.line, self.isStream) = (line, isStream) }

        func arguments(_ file: String) -> [[UInt8]] {
            line.split(separator: " ").map { Array($0.replacing("FILE", with: file).utf8) }
        }
    }

    static let readers = [
        Reader("fabric check FILE"), Reader("fabric show FILE"), Reader("fabric steps FILE"),
        Reader("fabric export FILE --what cutsheet"), Reader("fabric show --switches FILE"),
        Reader("fabric export --what bom --prices FILE"), Reader("fabric calculate FILE"),
        Reader("weather report FILE"), Reader("weather train FILE"), Reader("weather evaluate FILE"),
        Reader("weather predict FILE"), Reader("weather join FILE --out out"), Reader("weather open FILE --script q"),
        Reader("config check --config FILE"), Reader("config show --effective --config FILE"),
        Reader("config themes --config FILE"), Reader("keys --config FILE"), Reader("fetch --config FILE"),
        Reader("replay --port 0 --faults FILE"), Reader("demo --script q --config FILE"),
        Reader("dump topics --demo --config FILE"),
        Reader("topics none --stop FILE"), Reader("topics none --merge FILE"),
        Reader("topics extract FILE", isStream: true), Reader("topics FILE", isStream: true),
    ]

    /// The program's own memory, with its libraries' data and the stacks of its threads.
    static let limit = 300 << 20

    private func environment(_ folder: TemporaryFolder) -> [String: String] {
        let own = ["HOME": folder.path, "TMPDIR": folder.path, "XDG_CONFIG_HOME": folder.path + "/none"]
        return PtyProcess.defaultEnvironment.merging(own) { $1 }
    }

    @Test(.timeLimit(.minutes(60)), arguments: readers)
    func holesDevicesAndFoldersAreRefusedInLittleMemory(_ reader: Reader) async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let path = try #require(BuiltExecutable.path("utsikt"))
        let holes = folder.file("holes")
        #expect(FileManager.default.createFile(atPath: holes, contents: nil))
        #expect(truncate(holes, 10 << 30) == 0)
        // What is read in blocks has no end in a device without one.
        for file in reader.isStream ? [folder.path] : [holes, "/dev/zero", folder.path] {
            let run = try await HostileRun.run(
                path, reader.arguments(file), environment: environment(folder), directory: folder.path,
                memory: Self.limit)
            let errors = String(decoding: run.errors, as: UTF8.self)
            #expect((0...3).contains(run.status), "\(file): \(errors)")
            // A dashboard says it in its log.
            if !reader.line.hasPrefix("demo") { #expect(errors.contains(file), "\(errors)") }
        }
    }

    /// A pipe to which nobody writes, and a signal when the program waits for it.
    @Test(.timeLimit(.minutes(60)), arguments: readers)
    func intIsHeardWhileAPipeKeepsSilent(_ reader: Reader) async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let path = try #require(BuiltExecutable.path("utsikt"))
        let pipe = folder.file("pipe")
        #expect(mkfifo(pipe, 0o600) == 0)
        let run = try await HostileRun.run(
            path, reader.arguments(pipe), environment: environment(folder), directory: folder.path
        ) { process in
            // Opening it to write returns when somebody reads.
            let writer = open(pipe, O_WRONLY)
            kill(process, SIGINT)
            // Kept open: the end of the pipe is not what ends the program.
            var status = siginfo_t()
            _ = waitid(P_PID, id_t(process), &status, WEXITED | WNOWAIT)
            close(writer)
        }
        #expect([130, -SIGINT].contains(run.status), "\(String(decoding: run.errors, as: UTF8.self))")
    }
}

/// A signal that comes at any moment after the program has said that it is ready.
@Suite(.serialized, .takesTurns) struct StopSignalTests {
    @Test(.timeLimit(.minutes(30)), arguments: [SIGINT, SIGTERM])
    func theReplayServerHearsTheSignalFromTheFirstInstantOn(_ signal: Int32) async throws {
        let path = try #require(BuiltExecutable.path("utsikt"))
        for _ in 0..<12 {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: path)
            process.arguments = ["replay", "--port", "0"]
            process.standardInput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            let output = Pipe()
            process.standardOutput = output
            let hasEnded = Gate()
            process.terminationHandler = { _ in hasEnded.open() }
            try process.run()
            // Returns with the port, and the signal follows at once.
            let port = output.fileHandleForReading.availableData
            kill(process.processIdentifier, signal)
            await hasEnded.wait()
            #expect(!port.isEmpty)
            #expect(process.terminationReason == .exit)
            #expect(process.terminationStatus == (signal == SIGINT ? 130 : 0))
        }
    }
}
