import Foundation

/// How much of what can be tried without end is tried.
public enum Effort {
    /// 1, or what `UTSIKT_TEST_EFFORT` says: tests of random inputs make so many times more of them.
    public static var factor: Int {
        let text = ProcessInfo.processInfo.environment["UTSIKT_TEST_EFFORT"] ?? ""
        return min(max(1, Int(text) ?? 1), 100_000)
    }
}
