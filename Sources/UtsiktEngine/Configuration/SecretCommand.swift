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
    /// - Parameters:
    ///   - environment: The environment that it gets.
    ///   - milliseconds: How long it may take.
    static func output(
        _ command: String, environment: [String: String], milliseconds: Int = seconds * 1000
    ) throws(Fault) -> String {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", command]
        process.environment = environment
        process.standardOutput = pipe
        process.standardInput = FileHandle.nullDevice
        // It may hold anything: nothing of it reaches the screen.
        process.standardError = FileHandle.nullDevice
        do {
            try process.run()
        } catch {
            throw .notStarted
        }
        try? pipe.fileHandleForWriting.close()
        let end = ContinuousClock.now.advanced(by: .milliseconds(milliseconds))
        let outcome = Result { () throws(Fault) in try read(pipe.fileHandleForReading.fileDescriptor, until: end) }
        if case .failure = outcome { kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
        let bytes = try outcome.get()
        guard process.terminationStatus == 0 else { throw .failed(process.terminationStatus) }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func read(_ descriptor: Int32, until end: ContinuousClock.Instant) throws(Fault) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let left = ContinuousClock.now.duration(to: end)
            guard left > .zero else { throw .tooSlow }
            var wait = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            let milliseconds = left.components.seconds * 1000 + left.components.attoseconds / 1_000_000_000_000_000
            let ready = poll(&wait, 1, Int32(clamping: milliseconds + 1))
            if ready < 0, errno == EINTR { continue }
            guard ready > 0 else { throw .tooSlow }
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return bytes }
            bytes += buffer.prefix(count)
            guard bytes.count <= FileKind.secret.limit else { throw .tooLarge }
        }
    }
}
