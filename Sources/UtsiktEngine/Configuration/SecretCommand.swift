import Foundation
import Glibc
import UtsiktCore

/// Asks a program for a secret: what it writes on standard output, as password managers do it.
enum SecretCommand {
    /// Why there is no secret.
    enum Fault: Error, Hashable {
        /// It could not be started.
        case notStarted
        /// It ended with another status than 0.
        case failed(Int32)
        /// It did not end in time.
        case tooSlow
        /// It wrote more than a secret may be.
        case tooLarge

        /// What is wrong, without a word of what it wrote.
        var problem: String {
            switch self {
            case .notStarted: "the command for the secret cannot be started"
            case .failed(let status): "the command for the secret ended with status \(status)"
            case .tooSlow: "the command for the secret did not end in \(SecretCommand.seconds) s"
            case .tooLarge: "the command for the secret writes more than a secret may have"
            }
        }
    }

    /// So long it may take: somebody may have to type a password elsewhere.
    static let seconds = 60

    /// Runs a command by the shell and reads what it writes.
    ///
    /// It has a process group of its own, and ends with all that it has started when it takes too long or writes too much. What it
    /// leaves behind otherwise, as the agent of a password manager, is not waited for.
    /// - Parameters:
    ///   - environment: The environment that it gets.
    ///   - milliseconds: How long it may take.
    static func output(
        _ command: String, environment: [String: String], milliseconds: Int = seconds * 1000
    ) throws(Fault) -> String {
        let limit = ContinuousClock.now.advanced(by: .milliseconds(milliseconds))
        let pipe = Pipe()
        defer { try? pipe.fileHandleForReading.close() }
        let started = start(command, environment, output: pipe.fileHandleForWriting.fileDescriptor)
        try? pipe.fileHandleForWriting.close()
        guard let pid = started else { throw .notStarted }
        let bytes: [UInt8]
        let status: Int32
        do throws(Fault) {
            (bytes, status) = try read(pipe.fileHandleForReading.fileDescriptor, of: pid, until: limit)
        } catch {
            kill(-pid, SIGKILL)
            var ignored: Int32 = 0
            while waitpid(pid, &ignored, 0) < 0, errno == EINTR {}
            throw error
        }
        guard status == 0 else {
            let signal = status & 0x7F
            throw .failed(signal == 0 ? (status >> 8) & 0xFF : 128 + signal)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Starts the shell, without input, and with nothing to complain to: what it says may hold anything, and does not reach the screen.
    private static func start(_ command: String, _ environment: [String: String], output: Int32) -> pid_t? {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
        posix_spawnattr_setpgroup(&attributes, 0)
        let words = ["/bin/sh", "-c", command]
        let settings = environment.map { "\($0.key)=\($0.value)" }
        let arguments = words.map { strdup($0) } + [nil]
        let variables = settings.map { strdup($0) } + [nil]
        defer { for text in arguments + variables { free(text) } }
        var pid: pid_t = 0
        return posix_spawn(&pid, "/bin/sh", &actions, &attributes, arguments, variables) == 0 ? pid : nil
    }

    /// Reads what a process writes, until it ends.
    /// - Returns: What it wrote, and its status as the system has it.
    private static func read(
        _ descriptor: Int32, of pid: pid_t, until limit: ContinuousClock.Instant
    ) throws(Fault) -> (bytes: [UInt8], status: Int32) {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        var status: Int32 = 0
        var (hasEnded, isOpen) = (false, true)
        while true {
            // Its end is looked for now and then: others may keep the other end of the pipe open.
            var wait = pollfd(fd: isOpen ? descriptor : -1, events: Int16(POLLIN), revents: 0)
            let ready = poll(&wait, 1, hasEnded ? 0 : 20)
            if ready > 0 {
                let count = Glibc.read(descriptor, &buffer, buffer.count)
                if count > 0 {
                    bytes += buffer.prefix(count)
                    guard bytes.count <= FileKind.secret.limit else { throw .tooLarge }
                } else if count == 0 || errno != EINTR {
                    isOpen = false
                }
            } else if hasEnded {
                return (bytes, status)
            }
            if !hasEnded { hasEnded = waitpid(pid, &status, WNOHANG) == pid }
            guard hasEnded || ContinuousClock.now < limit else { throw .tooSlow }
        }
    }
}
