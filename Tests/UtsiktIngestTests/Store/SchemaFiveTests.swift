import Foundation
import GRDB
import Testing
import UtsiktBase
import UtsiktTestSupport

@testable import UtsiktIngest

/// A database of schema 4 is brought to the present one: its calls count as one each, and nothing is paused or spent.
@Suite struct SchemaFiveTests {
    private static let now = Timestamp(seconds: 1_436_782_590)

    private static func make(_ path: String) throws {
        let queue = try DatabaseQueue(path: path, configuration: Store.configuration(checksReferences: false))
        defer { try? queue.close() }
        try queue.write { db in
            try db.execute(sql: "PRAGMA application_id = \(Store.applicationID)")
            try db.execute(sql: "CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)")
            for (index, schema) in Store.schemas.prefix(4).enumerated() {
                try db.execute(sql: schema)
                try db.execute(sql: "INSERT INTO grdb_migrations VALUES (?)", arguments: ["v\(index + 1)"])
            }
            try db.execute(
                sql: """
                    INSERT INTO source (row, name, service, content) VALUES (1, 'posts', 'timelines-1.1', 'posts');
                    INSERT INTO account VALUES (1, 1, '7', 'kari');
                    INSERT INTO post VALUES (1, 1, '1', 1, 1436782500000, 't', 'en', 0, 0);
                    INSERT INTO hashtag VALUES (1, 0, 0, 'a');
                    INSERT INTO task (source, subject, label, budget, pages, state, attempts, added, changed, due)
                        VALUES ('posts', 'a', 'a', 'b', 1, 1, 0, 1, 1, NULL), ('posts', 'b', 'b', 'b', 0, 0, 1, 1, 1, 5);
                    INSERT INTO call (source, budget, at, up) VALUES ('posts', 'b', 1436782580000, NULL);
                    INSERT INTO wait VALUES ('posts', 'b', 1436782580000, NULL, 1436782680000, 1);
                    """)
        }
    }

    @Test func everythingIsThereAndMeansWhatItDid() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let path = folder.file("a.sqlite")
        try Self.make(path)
        let store = try Store.open(path: path)
        defer { try? store.close() }
        #expect(store.schemaChange?.from == 4 && store.schemaChange?.to == 5)
        #expect(try await store.notedCalls(.posts).map(\.cost) == [.one])
        #expect(try await store.waits(.posts).count == 1)
        #expect(try await store.pause(of: .posts) == nil)
        #expect(try await store.spent(.posts, since: 0).isEmpty)
        let progress = try await store.progress()[.posts]
        #expect(progress?.done == 1 && progress?.open == 0 && progress?.pending == 1)
        #expect(try await store.mark().removal == 0)
        #expect(try await store.integrityCheck().isEmpty)
    }

    @Test func whatIsKeptOfASourceIsReadAsItWas() async throws {
        let store = try Store.temporary()
        defer { try? store.close() }
        let pause = SourcePause(.cap, "no more", since: Self.now, until: Self.now.adding(seconds: 90_000))
        try await store.keep(pause, of: .posts, reviving: [], at: Self.now)
        try await store.keep(
            SourcePause(.token, "no", since: Self.now), of: .weather, reviving: [], at: Self.now)
        #expect(try await store.pause(of: .posts) == pause)
        let call = NotedCall(
            budget: BudgetKey(rawValue: "b"), at: PaceInstant(at: Self.now), cost: CallCost(2.5),
            payments: [MoneyChange(day: 5, more: Money(dollars: 1)), MoneyChange(day: 6, more: Money(dollars: 1))])
        try await store.noteCall(.posts, call, keep: 60)
        try await store.settle([MoneyChange(day: 5, less: Money(dollars: 1), more: Money(dollars: 0.25))], of: .posts)
        #expect(try await store.spent(.posts, since: 5) == [5: Money(dollars: 0.25), 6: Money(dollars: 1)])
        #expect(try await store.spent(.posts, since: 6) == [6: Money(dollars: 1)])
        #expect(try await store.spent(.weather, since: 0).isEmpty)
        #expect(try await store.notedCalls(.posts).map(\.cost) == [CallCost(2.5)])
        #expect(Set(try await store.endPauses(nil)) == [.posts, .weather])
        #expect(try await store.endPauses(.posts).isEmpty)
        #expect(try await store.pause(of: .weather) == nil)
    }
}
