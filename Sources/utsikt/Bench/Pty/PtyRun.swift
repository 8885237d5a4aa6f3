import Foundation
import Glibc

/// A full-screen program on a pseudo-terminal of its own, as a user's terminal would run it: the leader of a session with the
/// terminal as its standard streams. What it writes is counted and looked at, but not emulated.
struct PtyRun: ~Copyable {
    /// The program could not be started; the system's error number is given.
    struct Failure: Error {
        var number: Int32
    }

    /// The terminal's other end.
    private let master: Int32
    private let process: pid_t
    private var hasEnded = false
    /// When it was started, in seconds of the monotonic clock.
    let started: Double
    /// How many bytes it wrote so far.
    private(set) var bytes = 0
    /// When the last of them came.
    private(set) var lastByte: Double
    /// How often a text came that somebody looks for, in all of the output.
    var watch: ByteWatch?
    /// The same for a text that is looked for now and then.
    var echo: ByteWatch?
    /// What of it is text.
    private(set) var paint = PaintWatch()

    /// Starts a program.
    /// - Parameters:
    ///   - path: Its path.
    ///   - arguments: Its arguments, without its name.
    ///   - environment: Its whole environment.
    ///   - columns: The terminal's width.
    ///   - rows: The terminal's height.
    init(_ path: String, _ arguments: [String], environment: [String: String], columns: Int, rows: Int) throws(Failure)
    {
        let master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK)
        guard master >= 0 else { throw Failure(number: errno) }
        var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        var (index, locked): (Int32, Int32) = (0, 0)
        guard ioctl(master, Self.unlock, &locked) == 0, ioctl(master, Self.number, &index) == 0,
            ioctl(master, UInt(TIOCSWINSZ), &size) == 0
        else {
            let number = errno
            close(master)
            throw Failure(number: number)
        }
        let started = Self.now
        var process: pid_t = 0
        let error = Self.spawn(path, arguments, environment, terminal: "/dev/pts/\(index)", &process)
        guard error == 0 else {
            close(master)
            throw Failure(number: error)
        }
        self.master = master
        self.process = process
        self.started = started
        lastByte = started
    }

    deinit {
        if !hasEnded {
            kill(process, SIGTERM)
            for _ in 0..<200 where waitpid(process, nil, WNOHANG) == 0 { usleep(10_000) }
            // Asked politely for two seconds; of a process that is gone the number is not reused before it was waited for.
            if waitpid(process, nil, WNOHANG) == 0 {
                kill(process, SIGKILL)
                waitpid(process, nil, 0)
            }
        }
        close(master)
    }

    /// What a program's environment is: that of a usual terminal, and a home folder with nothing in it.
    static func environment(home: String) -> [String: String] {
        var environment = ["TERM": "xterm-256color", "LANG": "C.UTF-8", "HOME": home]
        for name in ["PATH", "LD_LIBRARY_PATH", "TMPDIR", "UTSIKT_ASSETS"] {
            environment[name] = ProcessInfo.processInfo.environment[name]
        }
        return environment
    }

    /// This program's own path.
    static func ownPath() throws -> String {
        try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    }

    /// TIOCSPTLCK, TIOCGPTN and POSIX_SPAWN_SETSID of Linux, which are not imported.
    private static let (unlock, number, newSession): (UInt, UInt, Int32) = (0x4004_5431, 0x8004_5430, 0x80)

    /// Seconds of the monotonic clock.
    static var now: Double { seconds(CLOCK_MONOTONIC) }

    /// Whether it still runs.
    var isAlive: Bool {
        mutating get {
            if !hasEnded, waitpid(process, nil, WNOHANG) != 0 { hasEnded = true }
            return !hasEnded
        }
    }

    /// CPU seconds it used so far, of all its threads.
    var cpu: Double {
        Self.cpu(of: process)
    }

    /// CPU seconds that a process used so far, of all its threads.
    static func cpu(of process: pid_t) -> Double {
        var clock = clockid_t()
        return clock_getcpuclockid(process, &clock) == 0 ? seconds(clock) : 0
    }

    /// Types bytes.
    func type(_ text: String) {
        _ = Array(text.utf8).withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
    }

    /// Waits for output at most so many seconds, and takes all there is; whether any came.
    mutating func pump(_ limit: Double) -> Bool {
        var descriptor = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
        guard poll(&descriptor, 1, Int32(max(0, (limit * 1000).rounded(.up)))) > 0 else { return false }
        let before = bytes
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 65536) { buffer in
            while true {
                let count = read(master, buffer.baseAddress, buffer.count)
                guard count > 0 else { break }
                bytes += count
                paint.feed(buffer[0..<count])
                watch?.feed(buffer[0..<count])
                echo?.feed(buffer[0..<count])
            }
        }
        if bytes == before {
            // The other side is gone; do not spin.
            usleep(1000)
            return false
        }
        lastByte = Self.now
        return true
    }

    /// Takes output until none came for a while; false when that did not happen within a limit. In seconds.
    mutating func waitUntilQuiet(for pause: Double, within limit: Double) -> Bool {
        let end = Self.now + limit
        var since = Self.now
        while Self.now < end, isAlive {
            if pump(min(pause, end - Self.now)) { since = Self.now }
            if Self.now - since >= pause { return true }
        }
        return false
    }

    private static func seconds(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private static func spawn(
        _ path: String, _ arguments: [String], _ environment: [String: String], terminal: String, _ process: inout pid_t
    ) -> Int32 {
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        // The first terminal that a session's leader opens becomes the session's own.
        posix_spawnattr_setflags(&attributes, Int16(newSession | Int32(POSIX_SPAWN_SETSIGDEF)))
        var all = sigset_t()
        sigfillset(&all)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, terminal, O_RDWR, 0)
        posix_spawn_file_actions_adddup2(&actions, STDIN_FILENO, STDOUT_FILENO)
        posix_spawn_file_actions_adddup2(&actions, STDIN_FILENO, STDERR_FILENO)
        var argv = ([path] + arguments).map { strdup($0) } + [nil]
        var envp = environment.map { strdup("\($0)=\($1)") } + [nil]
        defer { for pointer in argv + envp { free(pointer) } }
        return posix_spawn(&process, path, &actions, &attributes, &argv, &envp)
    }
}
