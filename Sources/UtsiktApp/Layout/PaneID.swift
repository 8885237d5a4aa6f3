/// The panes, in the order of their digits.
public enum PaneID: String, Sendable, Hashable, CaseIterable {
    /// What is being fetched.
    case fetch
    /// What people talk about.
    case topics
    /// Tomorrow's noon temperature.
    case forecast
    /// The rack's breakout plan.
    case fabric
    /// What happened.
    case log

    /// The title in the frame.
    public var title: String {
        switch self {
        case .fetch: "Fetch"
        case .topics: "Topics"
        case .forecast: "Forecast"
        case .fabric: "Fabric"
        case .log: "Log"
        }
    }

    /// The digit that shows the pane, from 1.
    public var digit: Int { (PaneID.allCases.firstIndex(of: self) ?? 0) + 1 }
}
