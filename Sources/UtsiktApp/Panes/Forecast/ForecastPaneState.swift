/// Placeholder until its owner lands it.
public struct ForecastPaneState: Sendable {
    public init() {}
}
