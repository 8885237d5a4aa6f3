public import UtsiktCore
import UtsiktScreen

/// The fetch pane's part of the state.
public struct FetchPaneState: Sendable {
    /// How fetching stands; nil before it has begun.
    public var snapshot: FetchSnapshot?
    /// The first line of the failed list in sight.
    public private(set) var offset = 0
    /// The pane's room when it was last arranged, for paging.
    var room = Size(width: 0, height: 0)

    /// Makes the state before anything was fetched.
    public init() {}

    /// Moves the failed list.
    mutating func scroll(by lines: Int) {
        let count = snapshot?.sources.reduce(0) { $0 + $1.setAsideTasks.count } ?? 0
        offset = max(0, min(offset.addingReportingOverflow(lines).partialValue, count - 1))
    }

    /// Shows the list's beginning or end.
    mutating func scrollToEnd(_ isEnd: Bool) {
        offset = 0
        if isEnd { scroll(by: 1_000_000) }
    }
}
