/// Placeholder until its owner lands it.
public struct FetchPaneState: Sendable {
    public init() {}
}
