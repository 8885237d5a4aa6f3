import Foundation
import UtsiktCore

/// The replay server as a process of its own.
final class ReplayProcess {
    private let process = Process()
    /// The port it listens on.
    let port: Int

    /// Starts this program's server without limits and without faults.
    init(_ executable: String, copies: Int, folder: String) throws {
        let faults = folder + "/faults.json"
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
            throw LiveBenchFailure(problem: "the replay server did not start")
        }
        self.port = port
    }

    /// CPU seconds so far, of all its threads.
    var cpu: Double { PtyRun.cpu(of: process.processIdentifier) }

    /// Ends it.
    func stop() {
        process.terminate()
        process.waitUntilExit()
    }
}
