import Foundation
import UtsiktCore

/// The replay server as a process of its own, and a folder for what is measured with it.
final class ReplayProcess {
    private let process = Process()
    /// This program.
    let executable: String
    /// Goes with the server.
    let folder: URL
    /// The port it listens on.
    let port: Int

    /// Starts this program's server without limits and without faults.
    init(copies: Int) throws {
        executable = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("utsikt-bench-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let faults = folder.appendingPathComponent("faults.json").path
        try Data("{}".utf8).write(to: URL(fileURLWithPath: faults))
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: executable)
        process.arguments = ["replay", "--port", "0", "--no-limits", "--copies", "\(copies)", "--faults", faults]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let line = String(decoding: pipe.fileHandleForReading.availableData, as: UTF8.self)
        guard let port = Int(line.trimmingCharacters(in: .whitespacesAndNewlines)) else {
            process.terminate()
            try? FileManager.default.removeItem(at: folder)
            throw LiveBenchFailure(problem: "the replay server did not start")
        }
        self.port = port
    }

    /// CPU seconds so far, of all its threads.
    var cpu: Double { PtyRun.cpu(of: process.processIdentifier) }

    /// Ends it and removes the folder.
    func stop() {
        process.terminate()
        process.waitUntilExit()
        try? FileManager.default.removeItem(at: folder)
    }
}
