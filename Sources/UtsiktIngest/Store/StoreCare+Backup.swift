import Foundation
import GRDB
import UtsiktBase

extension StoreCare {
    /// Copies the database as it is at one instant, also while another process fetches into it.
    ///
    /// The copy is written beside its name, for its owner only, checked, and gets its name at last: so it is there as a whole or
    /// not at all. What has the name already is never overwritten.
    /// - Returns: What a check of the copy has found: it is sound.
    /// - Throws: `StoreError` when something has the name already, there is no room, or the database itself is damaged.
    public func backup(to target: String) throws(StoreError) -> StoreReport {
        let unfinished = "\(target).unfinished-\(getpid())"
        do {
            let schema = try schema()
            guard !FileManager.default.fileExists(atPath: target) else { throw StoreError(.exists, path: target) }
            guard FileManager.default.createPrivateFile(unfinished) else { throw refusal(target) }
            defer { UpgradeFiles.removeDatabase(unfinished) }
            try copy(to: unfinished)
            let report = try verified(unfinished, schema: schema)
            // A hard link is refused where a name is taken; a renaming would replace what has it.
            guard link(unfinished, target) == 0 else {
                throw errno == EEXIST ? StoreError(.exists, path: target) : refusal(target)
            }
            return report
        } catch {
            throw StoreError(error, path: target)
        }
    }

    private func copy(to copy: String) throws {
        try reading { source, _ in
            let queue = try DatabaseQueue(path: copy, configuration: Store.configuration())
            defer { try? queue.close() }
            try queue.writeWithoutTransaction { target in
                try source.backup(to: target)
                // One file, without the side files of WAL.
                try target.execute(sql: "PRAGMA journal_mode = DELETE")
            }
        }
        if let file = FileHandle(forWritingAtPath: copy) {
            try file.synchronize()
            try file.close()
        }
    }

    private func verified(_ copy: String, schema: Int) throws -> StoreReport {
        var report = try StoreCare(path: copy).check()
        guard report.problems.isEmpty, report.schema == schema else { throw StoreError(.corrupt, path: path) }
        report.path = path
        return report
    }

    /// Why no file could be made or named.
    private func refusal(_ target: String) -> StoreError {
        let reason = errno
        switch reason {
        case ENOSPC, EDQUOT: return StoreError(.full, path: target)
        case ENOENT, ENOTDIR: return StoreError(.cannotOpen, path: target)
        default: return StoreError(.readOnly, path: target)
        }
    }
}
