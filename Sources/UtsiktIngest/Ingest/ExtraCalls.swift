/// Calls beyond the one that a task was started for: a redirect that is followed costs the service's budget as well.
///
/// A task-local value, since a source does not know who fetches with it, and its transport knows neither.
public enum ExtraCalls {
    /// Waits until one more call may be made, and counts it; nil outside a run.
    @TaskLocal public static var reserve: (@Sendable () async throws -> Void)?
}
