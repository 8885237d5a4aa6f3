import CPty
import Glibc
import Synchronization
public import UtsiktScreen

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What became of a program on a terminal.
public enum PtyStatus: Sendable, Hashable {
    /// It runs.
    case running
    /// It was stopped by a signal.
    case stopped(Int32)
    /// It exited with a status.
    case exited(Int32)
    /// A signal killed it.
    case signalled(Int32)

    /// Whether it is over.
    public var hasEnded: Bool {
        switch self {
        case .running, .stopped: false
        case .exited, .signalled: true
        }
    }
}

/// A terminal line's modes, to compare before and after.
public struct LineMode: Sendable, Hashable {
    /// Input, output, control and local flags.
    public let flags: [UInt32]
    /// The control characters.
    public let characters: [UInt8]
}

/// A program could not be run, or did not do in time what was waited for.
public struct PtyError: Error, CustomStringConvertible {
    /// What went wrong, with the screen where there is one.
    public let description: String

    /// Makes an error.
    public init(description: String) { self.description = description }
}

/// A program that runs on a terminal of its own, as a job of a small session leader: it can be typed at, resized, signalled,
/// stopped and continued, and what it shows is emulated.
///
/// Everything here returns at once except the waits, which sleep as tasks do and never hold a thread.
public final class PtyProcess: Sendable {
    struct State {
        var pty: cpty
        var screen: VirtualTerminal
        var status = PtyStatus.running
        var process: Int32 = 0
        var stops = 0
        var bytesRead = 0
        var unwritten: [UInt8] = []
        /// How many of them are written by now.
        var written = 0
        var failure: Int32?
        var isReading = true
    }

    let state: Mutex<State>
    /// The terminal line's modes before the program ran.
    public let firstLineMode: LineMode

    /// Starts a program.
    /// - Parameters:
    ///   - executable: Its path.
    ///   - arguments: Its arguments, without its name.
    ///   - environment: Its whole environment, apart from TERM; Swift's backtracer is off unless it says otherwise.
    ///   - directory: Where it runs; nil for here.
    ///   - size: The terminal's size.
    ///   - term: TERM; nil leaves it unset.
    /// - Throws: `PtyError` when there is no terminal to be had.
    public init(
        _ executable: String, _ arguments: [String] = [], environment: [String: String] = PtyProcess.defaultEnvironment,
        directory: String? = nil, size: Size = Size(width: 80, height: 24), term: String? = "xterm-256color"
    ) throws {
        var variables = environment
        variables["TERM"] = term
        if variables["SWIFT_BACKTRACE"] == nil { variables["SWIFT_BACKTRACE"] = "enable=no" }
        var pty = cpty()
        let error = Self.withCStrings([executable] + arguments) { arguments in
            Self.withCStrings(variables.map { "\($0)=\($1)" }.sorted()) { environment in
                cpty_start(
                    executable, arguments, environment, directory, Int32(size.height), Int32(size.width), &pty)
            }
        }
        guard error == 0 else { throw PtyError(description: "no terminal for \(executable): error \(error)") }
        firstLineMode = LineMode(
            flags: withUnsafeBytes(of: pty.flags) { Array($0.bindMemory(to: UInt32.self)) },
            characters: withUnsafeBytes(of: pty.characters) { Array($0) })
        state = Mutex(State(pty: pty, screen: VirtualTerminal(size: size)))
    }

    deinit { kill() }

    /// PATH, HOME, the library path, and a UTF-8 locale.
    public static var defaultEnvironment: [String: String] {
        let own = ProcessInfo.processInfo.environment
        var result = ["LANG": "C.UTF-8"]
        for name in ["PATH", "HOME", "LD_LIBRARY_PATH", "TMPDIR"] { result[name] = own[name] }
        return result
    }

    // MARK: - What is done to it

    /// Types a text, as `\u{1B}[A` for Up.
    public func type(_ text: String) { write(Array(text.utf8)) }

    /// Types bytes. What the terminal does not take now follows as it reads.
    public func write(_ bytes: [UInt8]) {
        state.withLock { state in
            state.unwritten.removeFirst(state.written)
            state.written = 0
            state.unwritten += bytes
            Self.pump(&state)
        }
    }

    /// Gives the terminal another size.
    public func resize(_ size: Size) {
        state.withLock { state in
            Self.pump(&state)
            state.screen.resize(size)
            _ = cpty_resize(state.pty.master, Int32(size.height), Int32(size.width))
        }
    }

    /// Sends a signal to the program.
    public func signal(_ number: Int32) {
        state.withLock { state in
            Self.pump(&state)
            _ = cpty_signal(state.process, number)
        }
    }

    /// Continues it in the foreground after a stop.
    public func foreground() { command("f") }

    /// Continues it in the background after a stop.
    public func background() { command("b") }

    private func command(_ letter: Character) {
        state.withLock { state in
            if case .stopped = state.status { state.status = .running }
            cpty_command(state.pty.control, CChar(letter.asciiValue ?? 0))
        }
    }

    /// Stops reading what it writes, as a terminal whose connection hangs, or goes on.
    public func stall(_ isStalled: Bool = true) { state.withLock { $0.isReading = !isStalled } }

    /// Returns when the program has written more than a stalled terminal takes, and is held up in it: what waits to be read
    /// no longer grows.
    public func waitUntilHeldUp() async throws {
        var before = -1
        while true {
            let unread = state.withLock { state in
                var count: Int32 = 0
                return ioctl(state.pty.master, UInt(FIONREAD), &count) == 0 ? Int(count) : 0
            }
            if unread > 0, unread == before { return }
            before = unread
            try await Task.sleep(for: .milliseconds(100))
        }
    }

    /// Takes the terminal away, as a closed window does.
    public func closeTerminal() {
        state.withLock { state in
            Self.pump(&state)
            cpty_close(state.pty.master)
            state.pty.master = -1
        }
    }

    /// Ends the program, if it has not ended, and gives everything back.
    public func kill() {
        state.withLock { state in
            guard state.pty.control >= 0 else { return }
            cpty_end(&state.pty)
        }
    }

    // MARK: - What is seen of it

    /// What the terminal shows of everything read so far.
    public var screen: VirtualTerminal { pumped { $0.screen } }
    /// How many bytes were read so far.
    public var bytesRead: Int { pumped { $0.bytesRead } }
    /// How many typed bytes the terminal has not taken yet.
    public var bytesWaiting: Int { pumped { $0.unwritten.count - $0.written } }
    /// What became of the program.
    public var status: PtyStatus { pumped { $0.status } }
    /// How often it was stopped so far.
    public var stops: Int { pumped { $0.stops } }
    /// The program's process id; 0 before it started.
    public var process: Int32 { pumped { $0.process } }

    /// The terminal line's modes now; nil when the terminal is gone.
    public var lineMode: LineMode? {
        state.withLock { state in
            var flags: [UInt32] = [0, 0, 0, 0]
            var characters = [UInt8](repeating: 0, count: 32)
            guard cpty_modes(state.pty.master, &flags, &characters) == 0 else { return nil }
            return LineMode(flags: flags, characters: characters)
        }
    }

    private func pumped<Value: Sendable>(_ value: (State) -> Value) -> Value {
        state.withLock { state in
            Self.pump(&state)
            return value(state)
        }
    }

    /// Moves what can be moved: typed bytes, reports, output up to a limit.
    static func pump(_ state: inout State, limit: Int = .max) {
        while state.written < state.unwritten.count, state.pty.master >= 0 {
            let rest = state.unwritten[state.written...]
            let count = rest.withUnsafeBufferPointer { cpty_write(state.pty.master, $0.baseAddress, $0.count) }
            guard count > 0 else { break }
            state.written += count
        }
        // Reports first: what a program wrote before its end is read after the report of it.
        withUnsafeTemporaryAllocation(byteCount: 8, alignment: 4) { report in
            while state.pty.status >= 0, cpty_read(state.pty.status, report.baseAddress, 8) == 8 {
                let number = report.load(fromByteOffset: 4, as: Int32.self)
                switch Int(report.load(as: Int32.self)) {
                case Int(CPTY_STARTED): state.process = number
                case Int(CPTY_FAILED): state.failure = number
                case Int(CPTY_STOPPED):
                    state.status = .stopped(number)
                    state.stops += 1
                case Int(CPTY_EXITED): state.status = .exited(number)
                case Int(CPTY_SIGNALLED): state.status = .signalled(number)
                default: break
                }
            }
        }
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 16384) { buffer in
            var left = limit
            while state.pty.master >= 0, state.isReading, left > 0 {
                let count = cpty_read(state.pty.master, buffer.baseAddress, buffer.count)
                guard count > 0 else { break }
                state.bytesRead += count
                left -= count
                state.screen.feed(buffer[0..<count])
            }
        }
    }

    private static func withCStrings<Result>(
        _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
    ) -> Result {
        let copies: [UnsafeMutablePointer<CChar>] = strings.map { string in
            let bytes = string.utf8CString
            let copy = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count)
            for (index, byte) in bytes.enumerated() { copy[index] = byte }
            return copy
        }
        defer { for copy in copies { copy.deallocate() } }
        return body(copies + [nil])
    }
}
