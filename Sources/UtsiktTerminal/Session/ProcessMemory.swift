import CTerminal
import Glibc

/// What the process keeps of memory that it does not use any more.
///
/// The allocator keeps what was freed, in many places at once; after an hour of worlds that come and go that was more than twice
/// of what was in use.
public enum ProcessMemory {
    /// Bounds the number of places; to be called before other threads begin.
    public static func begin() { ct_memory_begin() }

    /// Gives back what is not in use, now and then, until the task is cancelled: only when the process has worked since the last
    /// time, so that an idle one stays idle.
    /// - Parameter seconds: Between two looks.
    public static func keepSmall(every seconds: Double = 30) async {
        var before = cpuSeconds
        while (try? await Task.sleep(for: .seconds(seconds))) != nil {
            guard cpuSeconds - before > 0.3 else { continue }
            ct_memory_trim()
            before = cpuSeconds
        }
    }

    /// CPU seconds of all threads so far.
    private static var cpuSeconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
