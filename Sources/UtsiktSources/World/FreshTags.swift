/// Deals the counted occurrences to the posts in the window, each post at least one, so that accounts keep to a theme.
struct FreshTags {
    private let posts: [Int]
    private let accountOf: [Int]
    private let tags: [SampleTag]

    /// - Parameter posts: The indices of the tagged posts in the window.
    init(builder: TimelineBuilder, posts: [Int]) {
        self.posts = posts
        accountOf = builder.entries.map { Int($0.account) }
        tags = builder.tags
    }

    /// Deals all occurrences and gives every account its theme.
    /// - Returns: The hashtags of each post, as indices.
    func assign(_ random: inout SampleRandom, _ accounts: inout [SampleTimeline.Account]) -> [(post: Int, tags: [Int])]
    {
        var sizes = sizes(&random)
        // Accounts in a random order; the occurrences theme by theme. Laid beside each other, an account falls in a theme.
        var order = Array(accounts.indices)
        random.shuffle(&order)
        var rank = Array(repeating: 0, count: accounts.count)
        for (position, account) in order.enumerated() { rank[account] = position }
        let sorted = posts.indices.sorted { (rank[accountOf[posts[$0]]], $0) < (rank[accountOf[posts[$1]]], $1) }
        sizes = sorted.map { sizes[$0] }

        var occurrences = occurrences(&random)
        mix(&occurrences, &random)
        var starts: [Int] = []
        var next = 0
        for size in sizes {
            starts.append(next)
            next += size
        }
        for (slot, position) in sorted.enumerated() {
            let account = accountOf[posts[position]]
            if accounts[account].theme < 0 { accounts[account].theme = tags[occurrences[starts[slot]]].theme }
        }
        for account in accounts.indices where accounts[account].theme < 0 {
            accounts[account].theme = random.below(SampleWords.themes.count)
        }
        separate(&occurrences, starts, sizes, &random)
        return sorted.enumerated().map { slot, position in
            (posts[position], Array(occurrences[starts[slot]..<starts[slot] + sizes[slot]]))
        }
    }

    /// How many hashtags each post gets: one, and the rest dealt so that who has more gets more.
    private func sizes(_ random: inout SampleRandom) -> [Int] {
        var sizes = Array(repeating: 1, count: posts.count)
        var left = tags.reduce(0) { $0 + $1.count } - posts.count
        while left > 0 {
            let post = random.below(posts.count)
            let most = random.chance(0.25) ? 8 : 4
            guard sizes[post] < most else { continue }
            // A post that is given one more often gets a second at once.
            let given = min(left, random.chance(0.3) ? 2 : 1, 8 - sizes[post])
            sizes[post] += given
            left -= given
        }
        return sizes
    }

    private func occurrences(_ random: inout SampleRandom) -> [Int] {
        var all: [Int] = []
        for theme in SampleWords.themes.indices {
            var block: [Int] = []
            for (index, tag) in tags.enumerated() where tag.theme == theme {
                block += Array(repeating: index, count: tag.count)
            }
            random.shuffle(&block)
            all += block
        }
        return all
    }

    /// One occurrence in twelve changes places with any other: people do leave their themes.
    private func mix(_ occurrences: inout [Int], _ random: inout SampleRandom) {
        for _ in 0..<occurrences.count / 24 {
            occurrences.swapAt(random.below(occurrences.count), random.below(occurrences.count))
        }
    }

    /// Changes places near by until a post names a hashtag twice only now and then (one such post in eight is kept).
    private func separate(
        _ occurrences: inout [Int], _ starts: [Int], _ sizes: [Int], _ random: inout SampleRandom
    ) {
        var slotOf: [Int] = []
        for (slot, size) in sizes.enumerated() { slotOf += Array(repeating: slot, count: size) }
        func holds(_ slot: Int, _ tag: Int, except position: Int) -> Bool {
            (starts[slot]..<starts[slot] + sizes[slot]).contains { $0 != position && occurrences[$0] == tag }
        }
        var kept: Set<Int> = []
        for position in occurrences.indices where holds(slotOf[position], occurrences[position], except: position) {
            if kept.contains(slotOf[position]) { continue }
            if random.chance(0.125) {
                kept.insert(slotOf[position])
                continue
            }
            for _ in 0..<80 {
                let other = min(max(0, position + random.below(401) - 200), occurrences.count - 1)
                guard slotOf[other] != slotOf[position],
                    !holds(slotOf[position], occurrences[other], except: position),
                    !holds(slotOf[other], occurrences[position], except: other)
                else { continue }
                occurrences.swapAt(position, other)
                break
            }
        }
    }
}
