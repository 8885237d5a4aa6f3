import Foundation
import Testing
import UtsiktCore
import UtsiktTestSupport

@testable import utsikt

/// Today's services of posts from the configuration to the counts, by the built command over loopback.
@Suite(.timeLimit(.minutes(15))) struct PostServicesEndToEndTests {
    private static let tokens = ["hush-mastodon", "hush-x"]

    /// A home with a configuration, and a server that speaks for all services.
    private struct Place {
        let home: UserHome
        let server: PostServer

        init(_ sources: (String) -> String, _ server: PostServer) throws {
            home = try UserHome()
            self.server = server
            try home.write(
                "database: \(home.folder.file("a.sqlite"))\nsources:\n\(sources(server.url))", to: home.configuration)
        }

        func run(_ arguments: String...) async throws -> BuiltCommand {
            try await home.run(arguments, environment: ["M_TOKEN": tokens[0], "X_TOKEN": tokens[1]])
        }

        /// How often each hashtag is counted, in small letters.
        func tags() async throws -> [String: Int] {
            let output = try await run("topics", "--db", home.folder.file("a.sqlite"), "--window", "all", "--json")
            #expect(output.status <= 1, "\(output.errors)")
            let top = try output.object()["top"] as? [[String: Any]] ?? []
            let pairs = top.compactMap { entry -> (String, Int)? in
                guard let tag = entry["tag"] as? String, let count = entry["count"] as? Int else { return nil }
                return (tag.lowercased(), count)
            }
            return Dictionary(pairs) { $0 + $1 }
        }

        /// The sources of all kept posts, each with how many it has.
        func posts() async throws -> [String: Int] {
            let folder = home.folder.file("out")
            let output = try await run("export", "--db", home.folder.file("a.sqlite"), "--ndjson", folder)
            #expect(output.status == 0, "\(output.errors)")
            let text = try String(contentsOfFile: folder + "/posts.ndjson", encoding: .utf8)
            var counts: [String: Int] = [:]
            for line in text.split(separator: "\n") {
                let post = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
                counts["\(post["source"] ?? "") \(post["service"] ?? "")", default: 0] += 1
            }
            return counts
        }
    }

    /// All exchanges that the project has made of reading posts, the pages of one list in their order.
    private static func exchanges() throws -> [PostExchange] {
        try ["bluesky/feed", "mastodon/statuses", "x/posts", "feeds/feeds"].flatMap { try PostExchange.own($0) }
    }

    private static func all(_ url: String) -> String {
        """
          - {service: bluesky, name: sky, url: "\(url)", accounts: ["did:plc:kariaaaaaaaaaaaaaaaaaaaa"]}
          - {service: mastodon, url: "\(url)", accounts: ["7001"], token_env: M_TOKEN}
          - {service: feeds, accounts: ["\(url)/feed/", "\(url)/releases.atom"]}
          - {service: x, url: "\(url)", accounts: ["4001"], token_env: X_TOKEN, budget_usd: {day: 1, month: 5}}

        """
    }

    @Test func whatIsConfiguredIsFetchedKeptAndCounted() async throws {
        let place = try Place(Self.all, PostServer(Self.exchanges()))
        defer { place.home.remove() }
        let check = try await place.run("config", "check")
        #expect(check.status == 0, "\(check.errors)")
        for words in ["on Bluesky", "on 127.0.0.1", "2 feeds", "on X (at most $1.00 a day"] {
            #expect(check.output.contains(words), "\(check.output)")
        }

        let fetch = try await place.run("fetch", "--config", place.home.configuration, "--json")
        // The made answers hold records that cannot be used.
        #expect(fetch.status == 1, "\(fetch.errors)\n\(fetch.output)")
        let asked = place.server.takeAsked()
        for token in Self.tokens {
            #expect(!fetch.output.contains(token) && !fetch.errors.contains(token))
            #expect(asked.contains { $0.header("authorization") == "Bearer \(token)" })
        }
        // Who asks without a token sends none, and everybody says who asks.
        #expect(asked.filter { $0.path.hasPrefix("/xrpc/") }.allSatisfy { $0.header("authorization") == nil })
        #expect(asked.allSatisfy { $0.header("user-agent")?.hasPrefix("utsikt") == true })

        let posts = try await place.posts()
        #expect(Set(posts.keys) == ["sky bluesky", "mastodon mastodon", "feeds feeds", "x x"], "\(posts)")
        let tags = try await place.tags()
        // At Mastodon and at X.
        #expect(tags["gophercon"] == 2 && tags["rust"] != nil && tags["日本語タグ"] != nil, "\(tags)")

        // Nothing is due again within the hour.
        let again = try await place.run("fetch", "--json")
        #expect(again.status <= 1 && place.server.takeAsked().isEmpty, "\(again.errors)")
        #expect(try await place.tags() == tags)
        #expect(try await place.posts() == posts)
    }

    @Test func aRevokedTokenPausesItsSourceAndNoOther() async throws {
        let exchanges = try Self.exchanges()
        let place = try Place(
            { url in
                let ids = (100..<120).map { "\"\($0)\"" }.joined(separator: ", ")
                return """
                      - {service: mastodon, url: "\(url)", accounts: [\(ids)], token_env: M_TOKEN}
                      - {service: feeds, accounts: ["\(url)/releases.atom"]}

                    """
            },
            PostServer { request in
                guard request.path.hasPrefix("/api/") else {
                    return exchanges.first { $0.path == request.path } ?? PostExchange(status: 404)
                }
                return .json(401, #"{"error":"The access token was revoked"}"#)
            })
        defer { place.home.remove() }
        let fetch = try await place.run("fetch")
        #expect(fetch.status == 1, "\(fetch.errors)")
        #expect(fetch.errors.contains("the token was refused or revoked"), "\(fetch.errors)")
        #expect(!fetch.errors.contains(Self.tokens[0]))
        let calls = place.server.takeAsked().filter { $0.path.hasPrefix("/api/") }.count
        #expect((1...3).contains(calls), "\(calls)")
        #expect(try await Set(place.posts().keys) == ["feeds feeds"])
        // It stays so over restarts: nobody is asked.
        let again = try await place.run("fetch")
        #expect(again.status != 0 && place.server.takeAsked().isEmpty, "\(again.errors)")
    }

    @Test func withoutABudgetXIsNotAskedAndSaysWhatItWouldCost() async throws {
        let place = try Place(
            { url in "  - {service: x, url: \"\(url)\", accounts: [\"4001\"], token_env: X_TOKEN}\n" },
            PostServer(Self.exchanges()))
        defer { place.home.remove() }
        let check = try await place.run("config", "check")
        #expect(check.status == 0 && check.output.contains("off: budget_usd is 0; a first reading costs at most $0.61"))
        let fetch = try await place.run("fetch")
        #expect(fetch.status == 3 && fetch.errors.contains("no budget is set"), "\(fetch.errors)")
        #expect(place.server.takeAsked().isEmpty)
    }

    @Test func theServicesAreListedWithTheirKeys() async throws {
        let home = try UserHome()
        defer { home.remove() }
        let text = try await home.run(["sources"])
        #expect(text.status == 0)
        for words in [
            "bluesky: posts", "mastodon: posts", "x: posts", "feeds: entries", "password_env or password_file",
            "budget_usd", "needs url", "$0.005 a post", "300 calls in 5 minutes",
        ] {
            #expect(text.output.contains(words), "\(words)")
        }
        let services = try await home.run(["sources", "--json"]).object()["services"] as? [[String: Any]]
        let names = services?.compactMap { $0["service"] as? String } ?? []
        #expect(["bluesky", "mastodon", "x", "feeds"].allSatisfy { names.contains($0) })
        // The documented configuration shows each, and each example is one that can be read.
        let example = try await home.run(["config", "show"]).output
        for name in names {
            #expect(example.contains("#  - service: \(name)\n") || example.contains("#  - service: \(name) "))
        }
    }
}
