import UtsiktCore
import UtsiktScreen

extension TopicsPane {
    /// How many hashtags a sentence names.
    private static let named = 5

    /// The report, one line.
    public static func json(_ state: AppState) throws -> String? {
        try state.topics.snapshot.map { try JSONOutput.line($0.report) + "\n" }
    }

    /// The list.
    public static func csv(_ state: AppState) -> String? { state.topics.snapshot?.report.csv }

    /// The counts; nil while there are no posts.
    public static func sentence(_ state: AppState) -> String? {
        guard let report = state.topics.snapshot?.report, report.funnel.total > 0 else { return nil }
        let funnel = report.funnel
        func number(_ value: Int) -> String { NumberText.grouped(value) }
        let first = report.top.prefix(named).map { "\(TextSanitizer.clean($0.tag)) \(number($0.count))" }
        return "Topics: \(number(funnel.analysed)) of \(number(funnel.total)) posts with hashtags in the window, "
            + "\(number(report.hashtags.distinct)) different ones."
            + (first.isEmpty ? "" : " First: \(first.joined(separator: ", ")).")
    }
}
