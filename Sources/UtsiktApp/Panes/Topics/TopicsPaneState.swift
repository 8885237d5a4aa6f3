/// Placeholder until its owner lands it.
public struct TopicsPaneState: Sendable {
    public init() {}
}
