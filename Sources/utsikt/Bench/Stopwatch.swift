import Foundation

/// CPU and wall time of a piece of work. Claims rest on CPU time: machines are shared.
struct Stopwatch {
    /// Seconds of this process's threads together.
    var cpu: Double
    /// Seconds that passed.
    var wall: Double

    /// Measures a piece of work once.
    static func measure(_ body: () throws -> Void) rethrows -> Stopwatch {
        let (cpu, wall) = (seconds(CLOCK_PROCESS_CPUTIME_ID), seconds(CLOCK_MONOTONIC))
        try body()
        return Stopwatch(cpu: seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu, wall: seconds(CLOCK_MONOTONIC) - wall)
    }

    /// Measures asynchronous work once.
    static func measure(_ body: () async throws -> Void) async rethrows -> Stopwatch {
        let (cpu, wall) = (seconds(CLOCK_PROCESS_CPUTIME_ID), seconds(CLOCK_MONOTONIC))
        try await body()
        return Stopwatch(cpu: seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu, wall: seconds(CLOCK_MONOTONIC) - wall)
    }

    /// The least CPU time of several measurements: the one with the least noise.
    static func best(of times: Int, _ body: () throws -> Void) rethrows -> Stopwatch {
        var best = try measure(body)
        for _ in 1..<max(1, times) {
            let next = try measure(body)
            if next.cpu < best.cpu { best = next }
        }
        return best
    }

    private static func seconds(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
