/// Placeholder until its owner lands it.
public struct FabricPaneState: Sendable {
    public init() {}
}
