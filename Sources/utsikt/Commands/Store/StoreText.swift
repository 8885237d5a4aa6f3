import UtsiktCore
import UtsiktScreen

/// What the commands of `utsikt store` say.
enum StoreText {
    /// `12.5 MB`.
    static func bytes(_ count: Int) -> String {
        let text = NumberText.si(Double(count))
        guard let unit = text.last, unit.isLetter else { return text + " B" }
        return text.dropLast() + " \(unit)B"
    }

    /// A check, a line a fact.
    static func report(_ report: StoreReport) -> String {
        func rows(_ table: String) -> String { NumberText.grouped(report.counts[table] ?? 0) }
        var lines = ["\(report.path): \(report.isSound ? "sound" : "not sound")"]
        if report.schema == 0 { return lines.joined(separator: "\n") + "\nsize          \(bytes(report.bytes))" }
        let age =
            report.schema < report.knownSchema
            ? "; utsikt brings it to \(report.knownSchema) when it opens it" : ""
        lines.append("schema        \(report.schema)\(age)")
        var size = bytes(report.bytes)
        if report.logBytes > 0 { size += " and \(bytes(report.logBytes)) in the log next to it" }
        if report.reclaimableBytes > 0 {
            size += "; \(bytes(report.reclaimableBytes)) can be reclaimed by `utsikt store compact`"
        }
        lines.append("size          \(size)")
        lines.append("posts         \(rows("post")) of \(rows("account")) accounts, \(rows("hashtag")) hashtags")
        lines.append("observations  \(rows("observation")) of \(rows("place")) places")
        lines.append(
            "journal       \(rows("task")) tasks, \(rows("call")) calls, \(rows("rejection")) rejected records")
        lines.append("forecasts     \(rows("forecast_made")), \(rows("forecast_run")) runs")
        return lines.joined(separator: "\n")
    }

    /// What compacting has done.
    static func compaction(_ result: StoreCompaction, _ retention: Retention) -> String {
        let gone = retention.isSet ? result.deleted.description : "no retention is configured: nothing was deleted"
        return "\(gone)\nsize          \(bytes(result.bytesBefore)) before, \(bytes(result.bytes)) now"
    }
}

/// A check as a line of JSON.
struct StoreCheckLine: Encodable {
    let path: String
    let sound: Bool
    let schema: Int
    let knownSchema: Int
    let problems: [String]
    let oddFigures: [String]
    let rows: [String: Int]
    let bytes: Int
    let reclaimableBytes: Int
    let logBytes: Int

    init(_ report: StoreReport) {
        (path, sound, schema, knownSchema) = (report.path, report.isSound, report.schema, report.knownSchema)
        (problems, oddFigures, rows) = (report.problems, report.oddFigures, report.counts)
        (bytes, reclaimableBytes, logBytes) = (report.bytes, report.reclaimableBytes, report.logBytes)
    }
}

/// A copy as a line of JSON.
struct StoreBackupLine: Encodable {
    let path: String
    let backup: String
    let schema: Int
    let rows: [String: Int]
    let bytes: Int

    init(path: String, backup: String, _ report: StoreReport) {
        (self.path, self.backup, schema) = (path, backup, report.schema)
        (rows, bytes) = (report.counts, report.bytes)
    }
}
