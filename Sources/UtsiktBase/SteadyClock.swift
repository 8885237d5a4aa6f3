import Glibc

/// A reading of a clock that nobody can set: the time since the machine started.
public struct SteadyInstant: Sendable, Hashable {
    /// Which start of the machine; readings of two starts have nothing to do with each other.
    public var boot: String
    /// Milliseconds since then, suspended time included.
    public var milliseconds: Int64

    /// Makes a reading.
    public init(boot: String, milliseconds: Int64) {
        self.boot = boot
        self.milliseconds = milliseconds
    }
}

/// A pace clock's instant together with the steady one, so that a clock that was set can be told from time that has passed.
public struct PaceInstant: Sendable, Hashable {
    /// The instant by the pace clock.
    public var at: Timestamp
    /// The instant by the steady clock; nil where there is none.
    public var steady: SteadyInstant?

    /// Makes an instant.
    public init(at: Timestamp, steady: SteadyInstant? = nil) {
        self.at = at
        self.steady = steady
    }

    /// How much time has passed from this instant to a later one, milliseconds; never less than nothing.
    public func milliseconds(until now: PaceInstant) -> Int64 {
        if let then = steady, let steady = now.steady, then.boot == steady.boot {
            return max(0, steady.milliseconds &- then.milliseconds)
        }
        // What lies ahead was noted by a clock that has been set back since: it counts as noted just now.
        return max(0, now.at.adding(milliseconds: 0 &- at.milliseconds).milliseconds)
    }

    /// Where this instant lies on the time line that a later one belongs to; never behind it.
    public func seen(from now: PaceInstant) -> Timestamp {
        now.at.adding(milliseconds: 0 &- milliseconds(until: now))
    }
}

extension PaceClock {
    /// The present instant, by a clock that cannot be set.
    public var reading: PaceInstant { PaceInstant(at: now) }
}

extension SystemPaceClock {
    /// The present instant by the machine's clock and by the time since it started.
    public var reading: PaceInstant { PaceInstant(at: now, steady: MachineUptime.now) }
}

/// The time since the machine started.
private enum MachineUptime {
    /// One name for each start of the machine; nil where the system does not say.
    private static let boot: String? = {
        guard let text = read("/proc/sys/kernel/random/boot_id") else { return nil }
        return text.isEmpty ? nil : text
    }()

    static var now: SteadyInstant? {
        guard let boot else { return nil }
        // The file rather than the call: it does not follow what a library in front of the call pretends.
        if let seconds = read("/proc/uptime")?.split(separator: " ").first.flatMap({ Double($0) }),
            seconds.isFinite, seconds >= 0, seconds < 1e12
        {
            return SteadyInstant(boot: boot, milliseconds: Int64(seconds * 1000))
        }
        var time = timespec()
        guard clock_gettime(CLOCK_BOOTTIME, &time) == 0 else { return nil }
        return SteadyInstant(boot: boot, milliseconds: Int64(time.tv_sec) &* 1000 &+ Int64(time.tv_nsec) / 1_000_000)
    }

    private static func read(_ path: String) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 128)
        let count = bytes.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
        guard count > 0 else { return nil }
        return String(decoding: bytes.prefix(count).filter { $0 > 0x20 || $0 == 0x20 }, as: UTF8.self)
    }
}
