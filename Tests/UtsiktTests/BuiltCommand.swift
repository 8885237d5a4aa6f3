import Foundation
import Testing
import UtsiktTestSupport

/// Runs the built `utsikt` without a terminal and collects what it prints.
struct BuiltCommand {
    /// The exit status, or minus the signal's number.
    var status: Int32
    /// Standard output.
    var output: String
    /// Standard error.
    var errors: String

    /// Runs a command to its end.
    static func run(_ arguments: [String], environment: [String: String] = [:]) async throws -> BuiltCommand {
        let path = try #require(BuiltExecutable.path("utsikt"), "the executable is not built beside the tests")
        return try await run(executable: path, arguments, environment: environment)
    }

    /// Runs an executable to its end, its output kept in files so that no pipe can fill up.
    static func run(
        executable: String, _ arguments: [String], environment: [String: String] = [:]
    ) async throws -> BuiltCommand {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let (out, err) = (folder.file("out"), folder.file("err"))
        for path in [out, err] { try Data().write(to: URL(fileURLWithPath: path)) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: executable)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
            .merging(["SWIFT_BACKTRACE": "enable=no"]) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle(forWritingAtPath: out)
        process.standardError = FileHandle(forWritingAtPath: err)
        let status: Int32 = try await withCheckedThrowingContinuation { continuation in
            process.terminationHandler = { ended in
                let isSignal = ended.terminationReason == .uncaughtSignal
                continuation.resume(returning: isSignal ? -ended.terminationStatus : ended.terminationStatus)
            }
            do { try process.run() } catch { continuation.resume(throwing: error) }
        }
        return BuiltCommand(
            status: status,
            output: String(decoding: FileManager.default.contents(atPath: out) ?? Data(), as: UTF8.self),
            errors: String(decoding: FileManager.default.contents(atPath: err) ?? Data(), as: UTF8.self))
    }

    /// Standard output as a JSON object.
    func object() throws -> [String: Any] {
        try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any] ?? [:]
    }
}
