import Foundation
import Glibc

/// A program that was run to its end with arguments of any bytes, and what it cost.
public struct HostileRun: Sendable {
    /// The exit status, or minus the signal's number.
    public let status: Int32
    /// What it wrote to standard output.
    public let output: [UInt8]
    /// What it wrote to standard error.
    public let errors: [UInt8]

    /// Runs a program to its end. Standard input is empty.
    /// - Parameters:
    ///   - arguments: Its arguments as bytes, without its name.
    ///   - directory: Where it runs.
    ///   - memory: The most memory of its own that it gets, in bytes, the stacks of its threads included; nil for any.
    ///   - started: Is called with its process id while it runs, on a thread of its own.
    /// - Throws: `PtyError` when it cannot be started.
    public static func run(
        _ executable: String, _ arguments: [[UInt8]], environment: [String: String], directory: String,
        memory: Int? = nil, started: (@Sendable (Int32) -> Void)? = nil
    ) async throws -> HostileRun {
        try await withCheckedThrowingContinuation { continuation in
            // A thread of its own: waiting for a process must not hold up the tests' tasks.
            Thread.detachNewThread {
                continuation.resume(
                    with: Result { try runNow(executable, arguments, environment, directory, memory, started) })
            }
        }
    }

    private static func runNow(
        _ executable: String, _ arguments: [[UInt8]], _ environment: [String: String], _ directory: String,
        _ memory: Int?, _ started: (@Sendable (Int32) -> Void)?
    ) throws -> HostileRun {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let (out, err) = (folder.file("out"), folder.file("err"))
        var variables = environment
        variables["SWIFT_BACKTRACE"] = "enable=no"
        let words = variables.map { Array("\($0)=\($1)".utf8) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, out, O_WRONLY | O_CREAT, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, err, O_WRONLY | O_CREAT, 0o600)
        var process: pid_t = 0
        // A shell sets folder and limit and then becomes the program: the process stays the same.
        let limit = memory.map { "ulimit -d \($0 >> 10) && " } ?? ""
        let shell = ["/bin/sh", "-c", limit + "cd \"$0\" && exec \"$@\"", directory, executable].map { Array($0.utf8) }
        let error = withCStrings(shell + arguments) { arguments in
            withCStrings(words) { posix_spawn(&process, "/bin/sh", &actions, nil, arguments, $0) }
        }
        guard error == 0 else { throw PtyError(description: "\(executable) cannot be started: error \(error)") }
        if let started {
            let id = process
            Thread.detachNewThread { started(id) }
        }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 { guard errno == EINTR else { break } }
        return HostileRun(
            status: status & 0x7F == 0 ? status >> 8 & 0xFF : -(status & 0x7F),
            output: [UInt8](FileManager.default.contents(atPath: out) ?? Data()),
            errors: [UInt8](FileManager.default.contents(atPath: err) ?? Data()))
    }

    private static func withCStrings<Value>(
        _ strings: [[UInt8]], _ body: ([UnsafeMutablePointer<CChar>?]) -> Value
    ) -> Value {
        let copies = strings.map { string in
            let copy = UnsafeMutablePointer<CChar>.allocate(capacity: string.count + 1)
            for (index, byte) in string.enumerated() { copy[index] = CChar(bitPattern: byte) }
            copy[string.count] = 0
            return copy
        }
        defer { for copy in copies { copy.deallocate() } }
        return body(copies + [nil])
    }
}

/// What a terminal must not get of a text from outside.
public enum TerminalBytes {
    /// The first thing in a text that a terminal would obey, or that is not UTF-8, with what stands around it; nil when all is well.
    public static func unsafe(_ bytes: [UInt8]) -> String? {
        guard let text = String(validating: bytes, as: UTF8.self) else { return "bytes that are not UTF-8" }
        var isReturn = false
        for (index, scalar) in text.unicodeScalars.enumerated() {
            if isReturn, scalar != "\n" { return "a carriage return" }
            isReturn = scalar == "\r"
            let isObeyed: Bool =
                switch scalar.value {
                case 0x09, 0x0A, 0x0D: false
                case 0..<0x20, 0x7F..<0xA0, 0x061C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069: true
                default: false
                }
            if isObeyed {
                let around = String(text.unicodeScalars.dropFirst(max(0, index - 30)).prefix(60).map(Character.init))
                return "U+\(String(scalar.value, radix: 16)) in ‘\(around.debugDescription)’"
            }
        }
        return nil
    }
}
