import Foundation
import GRDB

/// A database's file as it is found, before anything is written to it.
struct StoreFile {
    /// What a file holds.
    enum Content: Equatable {
        /// Nothing yet: there is no file, an empty one, or what a first start has left that did not come to its end.
        case nothing
        /// A database of ours with this schema.
        case schema(Int)
        /// One of ours, or nothing, that only a connection with the right to write can tell: a write was cut short and must be
        /// rolled back first.
        case interrupted
    }

    let path: String

    /// Looks into the file without the right to write, since a pool would turn even a foreign one to WAL.
    /// - Throws: `StoreError` when it is none of ours, or of a newer program.
    func inspect() throws -> Content {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return .nothing }
        if isFolder.boolValue { throw StoreError(.cannotOpen, path: path) }
        guard StoreCare.size(path) > 0 else { return .nothing }
        do {
            return try read(readonly: true)
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CANTOPEN {
            // A WAL database without its side files in a folder that may not be written; opening it says what is wrong.
            return .interrupted
        } catch let error as DatabaseError where error.extendedResultCode == .SQLITE_READONLY_ROLLBACK {
            guard mayBeRolledBack else { throw StoreError(.foreignDatabase, path: path) }
            return .interrupted
        }
    }

    /// Rolls back what was cut short, as every writer would, and looks again.
    /// - Throws: `StoreError` when it is none of ours, or of a newer program.
    func recover() throws -> Content { try read(readonly: false) }

    private func read(readonly: Bool) throws -> Content {
        let queue = try DatabaseQueue(path: path, configuration: Store.configuration(readonly: readonly))
        defer { try? queue.close() }
        return try queue.read { db in try Store.inspect(db, path: path) }
    }

    /// Whether rolling back touches nobody else's data: the file bears our mark, or the write that was cut short began with no
    /// database at all, as the journal's header says.
    private var mayBeRolledBack: Bool {
        if Self.number(in: path, at: 68) == UInt32(Store.applicationID) { return true }
        return Self.number(in: path + "-journal", at: 16) == 0
    }

    /// Four bytes of a file as SQLite writes numbers; nil when there are none.
    private static func number(in path: String, at offset: UInt64) -> UInt32? {
        guard let file = FileHandle(forReadingAtPath: path) else { return nil }
        defer { try? file.close() }
        guard (try? file.seek(toOffset: offset)) != nil, let bytes = try? file.read(upToCount: 4), bytes.count == 4
        else { return nil }
        return bytes.reduce(0) { $0 << 8 | UInt32($1) }
    }
}
