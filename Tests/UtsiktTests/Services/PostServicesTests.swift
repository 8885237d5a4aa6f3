import Foundation
import Testing
import UtsiktCore
import UtsiktSources
import UtsiktTestSupport

@testable import UtsiktEngine

/// Today's services of posts in the configuration.
@Suite struct PostServicesTests {
    private func read(_ text: String) -> ConfigurationReading {
        ConfigurationReader.read(text, file: "config.yaml", home: "/home/kari", database: "/data/utsikt.sqlite")
    }

    private let all = """
        sources:
          - service: bluesky
            name: sky
            account: "@Fjord.example.com"
            accounts: [a.example.com, "did:plc:abc"]
            password_command: pass show bluesky
            posts_per_account: 20
          - {service: bluesky, account: b.example.com}
          - {service: mastodon, url: "https://mastodon.example", token_env: T}
          - {service: mastodon, name: kin, url: "https://kin.example/", accounts: [moss@kin.example, "109302436954721982"]}
          - {service: x, account: me, token_file: ~/x, budget_usd: {day: 1.5, month: 20}}
          - {service: x, name: off, accounts: [fjord], token_env: T}
          - {service: feeds, accounts: "https://blog.example.com/feed/"}
        """

    @Test func whatIsConfiguredIsReadWrittenOutAndReadAgain() throws {
        let reading = read(all)
        #expect(reading.faults.map(\.description) == [])
        let sources = reading.configuration.sources
        #expect(sources.map(\.id.rawValue) == ["sky", "bluesky", "mastodon", "kin", "x", "off", "feeds"])
        // The public server takes no password; who has none asks it.
        #expect(sources[0].values.text("url") == "https://bsky.social")
        #expect(sources[1].values.text("url") == "https://public.api.bsky.app")
        #expect(sources[0].values.secrets == ["password": .command("pass show bluesky")])
        #expect(sources.prefix(2).map { $0.values.number("posts_per_account") } == [20, 40])
        #expect(sources[0].facts.summary == "posts of who @Fjord.example.com follows and 2 accounts on Bluesky")
        #expect(sources[2].facts.summary == "posts of whom you follow on mastodon.example")
        #expect(sources[4].values.amounts("budget_usd") == ["day": 1.5, "month": 20])
        #expect(
            sources[4].facts.summary.hasSuffix(
                "(at most $1.50 a day, $20.00 a month; a first reading of 1000 users costs at most $610.00)"))
        #expect(sources[5].facts.summary.hasSuffix("(off: budget_usd is 0; a first reading costs at most $0.61)"))
        #expect(sources[6].values.texts("accounts") == ["https://blog.example.com/feed/"])
        let checked = CheckedConfiguration(reading)
        let text = EffectiveConfiguration(reading.configuration, checked.configured).text
        let again = read(text)
        #expect(again.faults == [] && again.configuration.sources == sources, "\(text)")
    }

    @Test(arguments: [
        ("{service: bluesky}", "2:5", "nobody is named"),
        ("{service: bluesky, account: kari}", "2:33: account", "names no account"),
        ("{service: bluesky, accounts: [a.b, \"x y\"]}", "2:40: accounts", "‘x y’"),
        ("{service: bluesky, accounts: [a.b, a.b]}", "2:40: accounts", "stands twice"),
        ("{service: bluesky, accounts: [a.b], password_env: P}", "2:5", "no account"),
        ("{service: mastodon, accounts: [a@b]}", "2:5: url", "needs ‘url’"),
        ("{service: mastodon, url: \"https://m.example\"}", "2:5", "nobody is named"),
        ("{service: x, account: me, token_env: T, budget_usd: {day: -1}}", "2:63: day", "amount"),
        ("{service: x, account: me, token_env: T, budget_usd: {week: 1}}", "2:58: week", "day, month"),
        ("{service: x, account: me}", "2:5: token_env", "neither"),
        ("{service: feeds}", "2:5: accounts", "at least one feed"),
        ("{service: feeds, accounts: [blog]}", "2:33: accounts", "not the address of a feed"),
        ("{service: feeds, accounts: [[a]]}", "2:33: accounts", "list of texts"),
        ("{service: mastadon, url: x}", "2:15: service", "Did you mean mastodon?"),
    ])
    func faultsAreToldWithLineAndColumn(text: String, place: String, words: String) {
        let faults = read("sources:\n  - " + text + "\n").faults.map(\.description)
        #expect(faults.count == 1, "\(faults)")
        #expect(faults.first?.hasPrefix("config.yaml:\(place)") == true, "\(faults)")
        #expect(faults.first?.contains(words) == true, "\(faults)")
    }

    @Test(arguments: [
        ("https://mastodon.social", "mastodon"), ("https://social.mstdn.example/", "mastodon"),
        ("https://fosstodon.org", "mastodon"), ("https://public.api.bsky.app", "bluesky"), ("https://api.x.com", "x"),
        ("https://api.example.org", nil), ("https://notx.com", nil), ("https://example.org/mastodon", nil),
    ])
    func anAddressOfAnotherServiceSaysWhichToWrite(address: String, service: String?) {
        let faults = read("posts: {url: \"\(address)\", user: 1, token_env: T}\n").faults.map(\.description)
        #expect(faults.count == (service == nil ? 0 : 1), "\(faults)")
        guard let service else { return }
        #expect(faults.first?.hasPrefix("config.yaml:1:14: url") == true, "\(faults)")
        #expect(faults.first?.contains("`service: \(service)`") == true && ServiceRegister.all[service] != nil)
    }

    @Test func everySourceCanBeMade() {
        struct Silent: HTTPTransport {
            func send(_ call: HTTPCall) async throws(HTTPFailure) -> HTTPAnswer { HTTPAnswer(status: 200) }
        }
        let means = SourceMeans(secrets: ["token": Secret("t"), "password": Secret("p")], transport: Silent())
        let now = Timestamp(seconds: 1_796_000_000)
        let seeds = read(all).configuration.sources.map { source in
            let made = ServiceRegister.all[source.service]?.source(source.id, source.values, means)
            return made?.seeds(at: now).map(\.subject) ?? []
        }
        #expect(
            seeds == [
                ["follows/fjord.example.com", "account/a.example.com", "account/did:plc:abc"],
                ["follows/b.example.com"],
                ["following/me"], ["account/@moss@kin.example", "account/109302436954721982"], ["following/me"],
                ["names/0"],
                ["https://blog.example.com/feed/"],
            ])
    }

    @Test func aCommandTellsASecretOrWhatIsWrongWithoutIt() throws {
        let files = ConfigurationFiles(environment: ["PATH": "/usr/bin:/bin", "WORD": "hush"])
        #expect(try files.secret(.command("echo \" $WORD \"")) == "hush")
        for (command, words) in [
            ("echo hush; exit 3", "status 3"), ("true", "writes nothing"), ("yes hush", "more than a secret"),
            ("no-such-program-at-all", "status 127"),
        ] {
            let error = #expect(throws: ConfigurationError.self) { try files.secret(.command(command)) }
            #expect(error?.description.contains(words) == true && error?.description.contains("hush") == false)
        }
        let fault = #expect(throws: SecretCommand.Fault.self) {
            try SecretCommand.output("exec sleep 600", environment: [:], milliseconds: 50)
        }
        #expect(fault == .tooSlow)
        // What it leaves behind holds its output open, and is not waited for.
        let left = try SecretCommand.output(
            "sleep 60 & echo hush", environment: ["PATH": "/usr/bin:/bin"], milliseconds: 30_000)
        #expect(left == "hush\n")
    }
}
