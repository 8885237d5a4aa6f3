import Foundation
import GRDB
public import UtsiktBase

/// What making a database small has done.
public struct StoreCompaction: Sendable, Hashable, Codable {
    /// What went by the retention.
    public var deleted = RetentionOutcome()
    /// The size of the files before.
    public var bytesBefore = 0
    /// Their size now.
    public var bytes = 0
}

extension StoreCare {
    /// Applies a retention, then writes the database anew without the room that nothing uses.
    /// - Throws: `StoreError` of kind `noRoom` before anything is changed when there is no room for that: twice what is used.
    public func compact(_ retention: Retention, at now: Timestamp) async throws(StoreError) -> StoreCompaction {
        try checkRoom()
        // SQLite's own copy belongs beside the file, where the room was looked for.
        setenv("SQLITE_TMPDIR", URL(fileURLWithPath: path).deletingLastPathComponent().path, 1)
        let store = try Store.open(path: path)
        var result = StoreCompaction()
        result.bytesBefore = Self.size(path) + Self.size(path + "-wal")
        do throws(StoreError) {
            if retention.isSet { result.deleted = try await store.retain(retention, at: now) }
            try await store.vacuum()
        } catch {
            try? store.close()
            throw error
        }
        try store.close()
        result.bytes = Self.size(path) + Self.size(path + "-wal")
        return result
    }

    private func checkRoom() throws(StoreError) {
        let used = try reading { db, _ in try DatabaseSize(db).used }
        guard let available = DiskRoom.available(beside: path) else { return }
        guard available / 2 > used + 1_000_000 else {
            throw StoreError(.noRoom(needed: 2 * (used + 1_000_000)), path: path)
        }
    }
}
