import UtsiktCore
import Yams

/// Reads `retention`: how long rows are kept.
enum RetentionReader {
    /// Reads the section. With any fault nothing of it counts: what is deleted does not come back.
    static func read(_ node: Node, _ faults: inout FaultCollector) -> Retention {
        let before = faults.faults.count
        guard let section = YAMLMapping(node, "retention", in: .retention, known: ["days", "megabytes"], &faults) else {
            return Retention()
        }
        func number(_ key: String, _ range: ClosedRange<Int>) -> Int? {
            guard let text = section.optionalText(key, &faults) else { return nil }
            if let value = Int(text), range.contains(value) { return value }
            faults.note(
                "\(key) must be a whole number from \(range.lowerBound) to \(range.upperBound), not ‘\(text)’",
                in: .retention, at: section[key], field: key, remedy: "Without it everything is kept")
            return nil
        }
        let retention = Retention(
            days: number("days", Retention.dayBounds), megabytes: number("megabytes", Retention.megabyteBounds))
        return faults.faults.count == before ? retention : Retention()
    }
}
