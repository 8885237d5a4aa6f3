import UtsiktCore

/// Makes the synthetic timeline step by step: accounts, times, which posts are tagged, which hashtags they carry.
struct TimelineBuilder {
    typealias Figures = SampleTimeline.Figures

    let counts: HashtagCounts
    let now: Timestamp
    var random: SampleRandom

    private(set) var accounts: [SampleTimeline.Account] = []
    private(set) var entries: [SampleTimeline.Entry] = []
    private(set) var ranges: [Range<Int>] = []
    private(set) var uses: [SampleTimeline.TagUse] = []
    private(set) var tags: [SampleTag] = []

    /// The post that lies exactly on the limit, and the one a second after it.
    private var atLimit = 0
    private var afterLimit = 0

    private var limit: Int64 { now.seconds - Figures.windowSeconds }

    init(counts: HashtagCounts, now: Timestamp, seed: UInt64) {
        self.counts = counts
        self.now = now
        random = SampleRandom(seed: seed)
    }

    mutating func build() throws(SampleWorldError) {
        guard counts.total >= Figures.analysed, counts.total <= Figures.analysed * 8 else {
            throw SampleWorldError(
                file: "hashtags.tsv", problem: "\(counts.total) occurrences cannot fill \(Figures.analysed) posts")
        }
        tags = counts.entries.map(SampleTagMaker.tag)
        makeAccounts()
        makeTimes()
        guard placeLimitPosts() else {
            throw SampleWorldError(file: "hashtags.tsv", problem: "no post lies at the limit")
        }
        let fresh = entries.indices.filter { entries[$0].seconds > limit }
        let old = entries.indices.filter { entries[$0].seconds <= limit }
        let keen = accounts.map { _ in 0.25 + random.unit() }
        let freshTagged = choose(Figures.analysed, of: fresh, always: afterLimit, keen: keen)
        let oldTagged = choose(Figures.tooOld, of: old, always: atLimit, keen: keen)
        guard freshTagged.count == Figures.analysed, oldTagged.count == Figures.tooOld else {
            throw SampleWorldError(
                file: "hashtags.tsv", problem: "the times leave too few posts on one side of the limit")
        }
        let freshUses = FreshTags(builder: self, posts: freshTagged).assign(&random, &accounts)
        attach(freshUses, oldTagged)
    }

    /// 613 accounts: most have two full pages, some are quiet.
    private mutating func makeAccounts() {
        var ids: Set<UInt64> = []
        for number in 1...Figures.accounts {
            var id: UInt64
            repeat { id = 900_000 + UInt64(random.below(3_000_000_000)) } while !ids.insert(id).inserted
            let draw = random.unit()
            let language: SampleWords.Language = draw < 0.8 ? .en : draw < 0.91 ? .no : draw < 0.96 ? .de : .es
            let digits = String(number)
            let name = "sample_" + String(repeating: "0", count: max(0, 3 - digits.count)) + digits
            accounts.append(.init(id: id, screenName: name, language: language, theme: -1))
        }
    }

    /// Walks each account's time line back from now: gaps are exponential in “waking hours”, so that nights are quiet.
    private mutating func makeTimes() {
        var sizes = Array(repeating: Figures.mostPerAccount, count: Figures.accounts)
        let quiet = (0..<24).map { _ in random.below(Figures.accounts) }
        var surplus = Figures.accounts * Figures.mostPerAccount - Figures.posts
        while surplus > 0 {
            let account = random.pick(quiet) ?? 0
            guard sizes[account] > 1 else { continue }
            sizes[account] -= 1
            surplus -= 1
        }
        entries.reserveCapacity(Figures.posts)
        for (account, size) in sizes.enumerated() {
            // Waking hours between two posts: from minutes to a month, the middle of the accounts half a day.
            let tempo = Rhythm.gap(random.unit())
            let rhythm = Rhythm(zone: [-7, -5, -4, -4, 0, 1, 2, 2, 2][random.below(9)])
            var seconds = now.seconds - 1
            let start = entries.count
            for _ in 0..<size {
                let hours = Rhythm.exponential(random.unit()) * tempo
                seconds = min(seconds - 1, rhythm.back(hours, from: seconds))
                let seed = random.next()
                entries.append(
                    .init(
                        id: SampleTimeline.id(seconds, UInt64(entries.count)), seconds: seconds,
                        account: Int32(account),
                        seed: seed, firstUse: 0, useCount: 0))
            }
            ranges.append(start..<entries.count)
        }
    }

    /// Moves one post to the limit and another account's post to the second after it, keeping each account's order.
    private mutating func placeLimitPosts() -> Bool {
        var found = 0
        for range in ranges {
            guard let firstOld = range.first(where: { entries[$0].seconds <= limit }), firstOld > range.lowerBound
            else {
                continue
            }
            if found == 0, entries[firstOld - 1].seconds > limit {
                move(firstOld, to: limit)
                atLimit = firstOld
                found = 1
            } else if found == 1 {
                move(firstOld - 1, to: limit + 1)
                afterLimit = firstOld - 1
                return true
            }
        }
        return false
    }

    private mutating func move(_ index: Int, to seconds: Int64) {
        entries[index].seconds = seconds
        entries[index].id = SampleTimeline.id(seconds, UInt64(index))
    }

    /// Draws so many posts without replacement, those of keen accounts more often.
    ///
    /// P. S. Efraimidis, P. G. Spirakis, “Weighted random sampling with a reservoir”, Information Processing Letters 97
    /// (2006), doi:10.1016/j.ipl.2005.11.003: the smallest exponential keys divided by weight.
    private mutating func choose(_ count: Int, of posts: [Int], always: Int, keen: [Double]) -> [Int] {
        var keys: [(key: Double, post: Int)] = []
        for post in posts where post != always {
            keys.append((Rhythm.exponential(random.unit()) / keen[Int(entries[post].account)], post))
        }
        keys.sort { ($0.key, $0.post) < ($1.key, $1.post) }
        return (keys.prefix(count - 1).map(\.post) + [always]).sorted()
    }

    /// Writes the hashtags of the posts in the window and makes up those of the older ones.
    private mutating func attach(_ fresh: [(post: Int, tags: [Int])], _ old: [Int]) {
        var byPost = fresh
        var themes = Array(repeating: [Int](), count: SampleWords.themes.count)
        for (index, tag) in tags.enumerated() {
            themes[tag.theme] += Array(repeating: index, count: tag.count)
        }
        for post in old {
            let theme = accounts[Int(entries[post].account)].theme
            var chosen: [Int] = []
            repeat {
                let home = !random.chance(0.12) && !themes[theme].isEmpty
                let tag = home ? random.pick(themes[theme]) : random.below(tags.count)
                if let tag, !chosen.contains(tag) { chosen.append(tag) }
            } while chosen.isEmpty || (chosen.count < 6 && random.chance(0.38))
            byPost.append((post, chosen))
        }
        for (post, list) in byPost {
            entries[post].firstUse = Int32(uses.count)
            entries[post].useCount = Int32(list.count)
            for tag in list {
                let spellings = tags[tag].spellings.count
                let spelling = random.chance(0.6) ? 0 : random.below(spellings)
                uses.append(.init(tag: Int32(tag), spelling: Int32(spelling)))
            }
        }
    }
}

extension SampleTimeline {
    /// An id in the manner of the service: milliseconds since 2010-11-04T01:42:54.657Z, then 22 bits of number.
    static func id(_ seconds: Int64, _ number: UInt64) -> UInt64 {
        let milliseconds = UInt64(max(0, seconds * 1000 - 1_288_834_974_657))
        return milliseconds << 22 | (number & 0x3F_FFFF)
    }
}
