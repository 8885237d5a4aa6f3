import GRDB

/// How large a database is.
struct DatabaseSize {
    /// Bytes of all its pages.
    var bytes: Int
    /// Bytes of the pages that hold nothing.
    var free: Int

    init(_ db: Database) throws {
        func number(_ pragma: String) throws -> Int {
            try Row.fetchOne(db, sql: "PRAGMA \(pragma)")?.count(0) ?? 0
        }
        // A page has at most 65536 bytes, a database at most 2^32 pages.
        let page = min(try number("page_size"), 65_536)
        bytes = min(try number("page_count"), 1 << 32) * page
        free = min(try number("freelist_count"), 1 << 32) * page
    }

    /// Bytes in use.
    var used: Int { max(0, bytes - free) }
}
