import Foundation

/// A program of somebody else's that does the same work, run as a process of its own and measured in the same run.
struct Peer {
    /// Its name in the figures.
    var name: String
    /// The executable, looked for in PATH.
    var executable: String
    /// Its arguments.
    var arguments: [String]

    /// What came of it.
    enum Outcome {
        /// CPU seconds of the whole process, and what it printed.
        case ran(cpu: Double, output: String)
        /// It is not installed or failed.
        case missing(String)
    }

    /// Runs it to its end.
    func run() -> Outcome {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
        let candidates = folders.map { "\($0)/\(executable)" }
        guard let path = candidates.first(where: FileManager.default.isExecutableFile(atPath:)) else {
            return .missing("\(executable) is not installed")
        }
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        let before = Self.childSeconds
        do { try process.run() } catch { return .missing("\(executable) cannot be started") }
        let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { return .missing("\(name) failed (a module may be missing)") }
        return .ran(cpu: Self.childSeconds - before, output: output)
    }

    /// CPU seconds of all children that have ended.
    static var childSeconds: Double {
        var usage = rusage()
        getrusage(RUSAGE_CHILDREN.rawValue, &usage)
        func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
        return seconds(usage.ru_utime) + seconds(usage.ru_stime)
    }
}
