import GRDB
import UtsiktBase

// The sample world's faults: its servers come and go with the program, the world stays.
extension Store {
    /// What the sample world's servers have answered wrongly, and how often.
    package func faults() async throws(StoreError) -> [String: Int] {
        try await read { db in
            let rows = try Row.fetchAll(db, sql: "SELECT request, count FROM fault")
            return Dictionary(
                rows.map { ($0[0], min(max(0, $0[1]), 1_000_000)) }, uniquingKeysWith: { first, _ in first })
        }
    }

    /// Keeps how often a request was answered wrongly.
    package func keep(fault request: String, count: Int) async throws(StoreError) {
        try await write { db in
            try db.execute(
                sql: """
                    INSERT INTO fault (request, count) VALUES (?, ?)
                    ON CONFLICT (request) DO UPDATE SET count = excluded.count
                    """, arguments: [Store.storable(request), count])
        }
    }
}
