import GRDB

extension StoreError {
    /// Tells SQLite's errors apart. The message never holds bound values, so no row's content leaks into a log.
    init(_ error: any Error, path: String) {
        if let known = error as? StoreError {
            self = known
            return
        }
        guard let database = error as? DatabaseError else {
            self.init(.other("\(error)"), path: path)
            return
        }
        let kind: Kind
        switch database.resultCode {
        case .SQLITE_NOTADB: kind = .notADatabase
        case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH: kind = .readOnly
        case .SQLITE_FULL: kind = .full
        case .SQLITE_BUSY, .SQLITE_LOCKED: kind = .locked
        case .SQLITE_CANTOPEN: kind = DiskRoom.isUsedUp(beside: path) ? .full : .cannotOpen
        case .SQLITE_CORRUPT: kind = .corrupt
        case .SQLITE_MISUSE where database.message?.contains("closed") == true: kind = .closed
        // Room for the index of the write-ahead log.
        case .SQLITE_IOERR where database.extendedResultCode == .SQLITE_IOERR_SHMSIZE: kind = .full
        // A quota or a late allocation: SQLite calls full only what the first write is told.
        case .SQLITE_IOERR where DiskRoom.isUsedUp(beside: path): kind = .full
        default: kind = .other(database.message ?? "SQLite error \(database.resultCode.rawValue)")
        }
        self.init(kind, path: path)
    }
}
