import Foundation
import Testing
import UtsiktCore
import UtsiktTestSupport

@testable import UtsiktSources

@Suite struct SampleTimelineTests {
    /// All posts as the reader finds them, read once.
    private static let read = Result { () throws -> [Post] in
        let world = try TestWorld.load()
        return try world.timeline.accounts.flatMap { account in
            let page = try #require(world.timeline.page(account: account.id, maxID: nil, count: 200))
            let parsed = try PostJSON.parseTimeline(page, file: account.screenName)
            #expect(parsed.rejected.isEmpty)
            return parsed.posts
        }
    }

    private func posts() throws -> [Post] { try SampleTimelineTests.read.get() }

    @Test func theFunnelIsTheArticles() throws {
        let world = try TestWorld.load()
        let funnel = Funnel2015(try posts(), now: world.topicsNow)
        #expect(world.topicsNow.iso8601 == "2015-07-13T10:16:30Z")
        #expect(world.timeline.accounts.count == 613)
        #expect(world.timeline.postCount == 24_271)
        #expect(funnel.total == 24_271)
        #expect(funnel.withoutHashtags == 17_150)
        #expect(funnel.tooOld == 4665)
        #expect(funnel.analysed == 2456)
        #expect(funnel.occurrences == 4030)
        #expect(funnel.counts.count == 1583)
    }

    @Test func everyHashtagOccursAsOftenAsTheListSays() throws {
        let world = try TestWorld.load()
        let counts = try HashtagCounts(tsv: TestWorld.assets.data("world/hashtags.tsv"), file: "hashtags.tsv")
        #expect(counts.total == 4030)
        let expected = Dictionary(uniqueKeysWithValues: counts.entries.map { ($0.tag, $0.count) })
        #expect(Funnel2015(try posts(), now: world.topicsNow).counts == expected)
        let top = counts.entries.prefix(20).map { "\($0.tag) \($0.count)" }.joined(separator: ", ")
        #expect(
            top
                == "bigdata 114, openstack 92, gophercon 71, machinelearning 68, sdn 66, datascience 58, docker 56, dtm 46, "
                + "audisport 44, dtmzandvoort 42, hpc 40, welcomechallenges 38, devops 37, analytics 36, awssummit 36, "
                + "infosec 33, security 32, openstacknow 29, renewturn 29, mobil1scgp 28")
    }

    @Test func copiesOfATimelineAreOtherPosts() throws {
        let world = try TestWorld.load()
        let account = try #require(world.timeline.accounts.first)
        func ids(_ copy: UInt64, below maxID: UInt64? = nil) throws -> [UInt64] {
            let page = try #require(world.timeline.page(account: account.id, maxID: maxID, count: 20, copy: copy))
            return try PostJSON.parseTimeline(page, file: "").posts.compactMap { UInt64($0.id) }
        }
        let all = try posts().compactMap { UInt64($0.id) }
        let (least, most) = (try #require(all.min()), try #require(all.max()))
        let (first, second, last) = (try ids(0), try ids(1), try ids(11))
        // Each copy's ids lie above all of the one before, and a page leads on within its copy.
        #expect(second[0] - first[0] > most - least)
        #expect(zip(first, second).allSatisfy { $1 - $0 == second[0] - first[0] })
        #expect(last.allSatisfy { $0 < UInt64(Int64.max) })
        let next = try ids(1, below: try #require(second.last) - 1)
        let same = try ids(0, below: first[19] - 1)
        #expect(next.allSatisfy { $0 < second[19] } && next.count == same.count)
        #expect(try ids(1, below: least - 1).isEmpty)
    }

    @Test func theBundledCountsAreThoseOfTheArticlesList() throws {
        let counts = try HashtagCounts(tsv: TestWorld.assets.data("world/hashtags.tsv"), file: "hashtags.tsv")
        // The FNV-1a digest of the article's list, counted and sorted by code point, as Python found it.
        var digest: UInt64 = 0xCBF2_9CE4_8422_2325
        let lines = counts.entries.sorted { $0.tag.utf8.lexicographicallyPrecedes($1.tag.utf8) }.map {
            "\($0.count)\t\($0.tag)\n"
        }
        for byte in lines.joined().utf8 { digest = (digest ^ UInt64(byte)) &* 0x100_0000_01B3 }
        #expect(digest == 0x741E_16BC_D9FB_47F6)
        // The list itself, where it is at hand.
        guard let path = SharedData.path("topics/article/hashtags-4030.txt") else { return }
        let list = try String(contentsOfFile: path, encoding: .utf8)
        var expected: [String: Int] = [:]
        for line in list.split(separator: "\n") { expected[String(line), default: 0] += 1 }
        #expect(Dictionary(uniqueKeysWithValues: counts.entries.map { ($0.tag, $0.count) }) == expected)
    }

    @Test func onePostLiesOnTheLimitAndOneASecondLater() throws {
        let world = try TestWorld.load()
        let limit = world.topicsNow.adding(seconds: -7 * 86_400)
        let tagged = try posts().filter { !$0.hashtags.isEmpty }
        #expect(tagged.contains { $0.createdAt == limit })
        #expect(tagged.contains { $0.createdAt == limit.adding(seconds: 1) })
        #expect(tagged.allSatisfy { $0.createdAt < world.topicsNow })
    }

    @Test func idsAreUniqueAndFallWithTheTimeInEveryAccount() throws {
        let world = try TestWorld.load()
        #expect(Set(world.timeline.entries.map(\.id)).count == 24_271)
        for range in world.timeline.ranges {
            #expect((1...40).contains(range.count))
            let part = world.timeline.entries[range]
            #expect(zip(part, part.dropFirst()).allSatisfy { $0.id > $1.id && $0.seconds > $1.seconds })
        }
    }

    @Test func repostsCarryHashtagsThatMustNotCount() throws {
        let all = try posts()
        let reposts = all.filter(\.isRepost)
        #expect((3000...8000).contains(reposts.count))
        #expect(reposts.contains { $0.hashtags.count < $0.fullHashtags.count })
        #expect(all.contains { $0.hashtags.isEmpty && !$0.fullHashtags.isEmpty })
    }

    @Test func spellingsVaryAndSomePostsNameAHashtagTwice() throws {
        let world = try TestWorld.load()
        let all = try posts()
        let bigdata = Set(all.flatMap(\.hashtags).filter { $0.lowercased() == "bigdata" })
        #expect(bigdata.isSuperset(of: ["bigdata", "BigData"]))
        let limit = world.topicsNow.adding(seconds: -7 * 86_400)
        let twice = all.filter { post in
            post.createdAt > limit && Set(post.hashtags.map { $0.lowercased() }).count < post.hashtags.count
        }
        #expect((3...60).contains(twice.count), "\(twice.count)")
        for tag in world.timeline.tags {
            for spelling in tag.spellings {
                #expect(spelling.text.lowercased().unicodeScalars.elementsEqual(tag.name.unicodeScalars))
            }
        }
    }

    @Test func postsAreMarkedSyntheticAndReadable() throws {
        let all = try posts()
        #expect(all.allSatisfy { $0.authorName.hasPrefix("sample_") })
        #expect(all.allSatisfy { !$0.text.isEmpty && $0.text.unicodeScalars.count <= 140 })
        let languages = Dictionary(grouping: all, by: \.language).mapValues(\.count)
        #expect(Set(languages.keys) == ["en", "no", "de", "es", "und"])
        #expect((languages["en"] ?? 0) > 15_000)
        #expect(Set(all.map(\.text)).count > 15_000)
    }

    @Test func hashtagsOfPlainPostsStandWhereTheIndicesSay() throws {
        let world = try TestWorld.load()
        var checked = 0
        for account in world.timeline.accounts.prefix(60) {
            let page = try #require(world.timeline.page(account: account.id, maxID: nil, count: 40))
            let list = try #require(try JSONSerialization.jsonObject(with: Data(page)) as? [[String: Any]])
            for post in list {
                let text = Array(try #require(post["text"] as? String).unicodeScalars)
                let entities = try #require(post["entities"] as? [String: Any])
                for tag in try #require(entities["hashtags"] as? [[String: Any]]) {
                    let word = try #require(tag["text"] as? String)
                    let indices = try #require(tag["indices"] as? [Int])
                    // Cut-off hashtags keep [139,140], as the service has it.
                    guard indices[1] < 140, post["retweeted_status"] == nil else { continue }
                    var slice = String.UnicodeScalarView()
                    slice.append(contentsOf: text[indices[0]..<indices[1]])
                    #expect(String(slice) == "#" + word)
                    checked += 1
                }
            }
        }
        #expect(checked > 300)
    }

    @Test func nightsAreQuietAndSomeAccountsAreBusy() throws {
        let world = try TestWorld.load()
        var hours = Array(repeating: 0, count: 24)
        for entry in world.timeline.entries { hours[Timestamp(seconds: entry.seconds).hour] += 1 }
        // Most accounts are awake in the European and American day.
        #expect(hours[17] > 2 * hours[4], "\(hours)")
        let limit = world.topicsNow.adding(seconds: -7 * 86_400).seconds
        let fresh = world.timeline.ranges.map { range in
            world.timeline.entries[range].count { $0.seconds > limit }
        }
        #expect(fresh.contains(40))
        #expect(fresh.contains(0))
    }

    @Test func theSameSeedGivesTheSameBytesAndAnotherSeedTheSameFigures() throws {
        let world = try TestWorld.load()
        let counts = try HashtagCounts(tsv: TestWorld.assets.data("world/hashtags.tsv"), file: "hashtags.tsv")
        let again = try SampleTimeline(counts: counts)
        let id = world.timeline.accounts[17].id
        #expect(
            again.page(account: id, maxID: nil, count: 40) == world.timeline.page(account: id, maxID: nil, count: 40))
        for seed in [99] as [UInt64] {
            let other = try SampleTimeline(counts: counts, seed: seed)
            let limit = other.now.adding(seconds: -7 * 86_400).seconds
            let tagged = other.entries.filter { $0.useCount > 0 }
            #expect(other.entries.count == 24_271, "seed \(seed)")
            #expect(tagged.count == 24_271 - 17_150, "seed \(seed)")
            #expect(tagged.count { $0.seconds <= limit } == 4665, "seed \(seed)")
            var uses = Array(repeating: 0, count: other.tags.count)
            for entry in tagged where entry.seconds > limit {
                for use in other.uses[Int(entry.firstUse)..<Int(entry.firstUse + entry.useCount)] {
                    uses[Int(use.tag)] += 1
                }
            }
            #expect(uses == other.tags.map(\.count), "seed \(seed)")
        }
    }

    @Test func pagesFollowEachOtherWithoutGapOrOverlap() throws {
        let world = try TestWorld.load()
        let account = try #require(world.timeline.accounts.first { world.timeline.postCount(account: $0.id) == 40 })
        var seen: [String] = []
        var maxID: UInt64?
        for _ in 0..<10 {
            let page = try #require(world.timeline.page(account: account.id, maxID: maxID, count: 7))
            let part = try PostJSON.parseTimeline(page, file: "page").posts
            guard let last = part.last.flatMap({ UInt64($0.id) }) else { break }
            seen += part.map(\.id)
            maxID = last - 1
        }
        #expect(seen.count == 40)
        #expect(Set(seen).count == 40)
        #expect(world.timeline.page(account: 1, maxID: nil, count: 20) == nil)
        #expect(world.timeline.page(account: account.id, maxID: 0, count: 20).map { $0 } == Array("[]".utf8))
    }

    @Test func countFilesThatAreNoneNameTheirLine() throws {
        func fault(_ text: String) -> SampleWorldError? {
            do throws(SampleWorldError) {
                _ = try HashtagCounts(tsv: Array(text.utf8), file: "counts")
                return nil
            } catch {
                return error
            }
        }
        #expect(fault("# only a comment\n\n") == nil)
        #expect(fault("3\ta\nx\tb\n")?.line == 2)
        #expect(fault("3\ta\n0\tb\n")?.line == 2)
        #expect(fault("3 a\n")?.line == 1)
        #expect(fault("3\tBig\n")?.line == 1)
        #expect(fault("3\ta\n4\ta\n")?.line == 2)
        #expect(fault("99999999999999999999\ta\n")?.line == 1)
        let few = try HashtagCounts(tsv: Array("5\ta\n".utf8), file: "counts")
        #expect(throws: SampleWorldError.self) { try SampleTimeline(counts: few) }
        let single = try HashtagCounts(tsv: Array("4030\ta\n".utf8), file: "counts")
        #expect(try SampleTimeline(counts: single).postCount == 24_271)
    }
}
