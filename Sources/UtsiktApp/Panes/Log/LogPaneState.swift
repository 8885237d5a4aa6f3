/// Placeholder until its owner lands it.
public struct LogPaneState: Sendable {
    public init() {}
}
