/// How much of a chart fits into a rectangle; charts go down rung by rung instead of refusing a small one.
public enum FitRung: Int, Sendable, Hashable, CaseIterable, Comparable {
    /// One number or word.
    case number
    /// A line or strip without axes, and the number.
    case sparkline
    /// The plot without x labels.
    case bare
    /// The plot with its axes but without a legend.
    case labelled
    /// Legend, plot and axes.
    case full

    /// By how much is shown.
    public static func < (a: FitRung, b: FitRung) -> Bool { a.rawValue < b.rawValue }
}

/// A chart with the fit ladder full → no legend → no x labels → sparkline → one number.
public protocol LadderedChart: Drawable {
    /// The rung that a size gets. A larger size never gets a lower one.
    func rung(for size: Size) -> FitRung
}

/// The sizes at which a chart with axes changes its rung; all in cells.
struct FitLadder {
    /// Below these there are no axes.
    var plot = Size(width: 18, height: 4)
    /// Rows from which on there are x labels.
    var labelled = 6
    /// Rows from which on there is a legend.
    var full = 8
    /// Columns from which on there is a sparkline beside the number.
    var sparkline = 12

    /// The rung of a size for a chart that has x labels and a legend, or not.
    func rung(_ size: Size, hasLabels: Bool = true, hasLegend: Bool = true) -> FitRung {
        guard size.width >= plot.width, size.height >= plot.height else {
            return size.width >= sparkline && size.height > 0 ? .sparkline : .number
        }
        if size.height >= full, hasLegend { return .full }
        return size.height >= labelled && hasLabels ? .labelled : .bare
    }
}
