import UtsiktCore
import UtsiktScreen

/// How much of a source is shown, from little to everything.
enum FetchDetail: Int, CaseIterable, Comparable {
    /// A bar with a title, and a line of counts and calls.
    case brief
    /// Title, bar, counts, and the tightest budget.
    case short
    /// All budgets, throughput, and what is under way.
    case full
    /// The history of pages besides.
    case rich

    static func < (a: FetchDetail, b: FetchDetail) -> Bool { a.rawValue < b.rawValue }
}

/// What of the fetch pane fits a size.
struct FetchPlan: Equatable {
    var level: FetchDetail
    /// Rows of each source's block, the empty row after it included.
    var blockHeights: [Int]
    /// Sources side by side.
    var columns = 1
    var hasSummary = false
    /// Whether empty rows set the parts apart.
    var isAiry = false
    /// Rows of a source's history.
    var historyRows = 2

    /// The richest plan that leaves room for the lists; nil when not even the least one fits.
    static func richest(for snapshot: FetchSnapshot, size: Size, isZoomed: Bool) -> FetchPlan? {
        let sources = snapshot.sources
        guard !sources.isEmpty else { return nil }
        let aside = sources.reduce(0) { $0 + $1.setAsideTasks.count }
        let isWide = sources.count > 1 && size.width / sources.count >= 58
        for level in FetchDetail.allCases.reversed() {
            for isAiry in [true, false] {
                var plan = FetchPlan(level: level, blockHeights: [], isAiry: isAiry)
                plan.columns = isWide && level > .brief ? sources.count : 1
                plan.hasSummary = size.height >= 10 || isZoomed && size.height >= 6
                plan.blockHeights = sources.map { plan.height($0) }
                var lists = aside == 0 ? 0 : min(aside + 1, isAiry || level > .short ? 6 : level > .brief ? 4 : 3)
                guard plan.rows + lists <= size.height else { continue }
                if level == .rich {
                    // What neither list needs makes the histories taller.
                    lists = max(aside + 1, isZoomed ? min(snapshot.activity.count + 1, 16) : 0)
                    let spare = size.height - plan.rows - lists
                    plan.historyRows += max(0, min(2, plan.columns > 1 ? spare : spare / sources.count))
                    plan.blockHeights = sources.map { plan.height($0) }
                }
                return plan
            }
        }
        var least = FetchPlan(level: .brief, blockHeights: [])
        least.blockHeights = sources.map { least.height($0) }
        return least.rows <= size.height ? least : nil
    }

    /// Rows above the lists.
    private var rows: Int {
        let blocks = columns > 1 ? blockHeights.max() ?? 0 : blockHeights.reduce(0, +)
        return blocks + (hasSummary ? (isAiry ? 2 : 1) : 0)
    }

    private func height(_ source: SourceProgress) -> Int {
        let gap = isAiry ? 1 : 0
        switch level {
        case .brief: return 2 + gap
        case .short: return 3 + min(1, source.budgets.count) + gap
        case .full: return 5 + source.budgets.count + gap
        case .rich: return 5 + source.budgets.count + historyRows + gap
        }
    }
}
