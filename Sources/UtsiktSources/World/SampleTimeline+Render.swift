import UtsiktCore

/// Posts as the service answers them (REST 1.1): the fields a reader needs, and some that only are in the way.
extension SampleTimeline {
    /// What a post is besides its own text.
    private enum Kind {
        case plain
        case answer
        case repost
        case quote
    }

    /// A text under construction; positions count code points, as the service's indices do.
    private struct Draft {
        var text = ""
        var length = 0
        var hashtags: [(text: String, from: Int, to: Int)] = []
        var mentions: [(account: Int, from: Int, to: Int)] = []
        var links: [(url: String, from: Int, to: Int)] = []

        mutating func add(_ word: String, _ count: Int? = nil) -> (from: Int, to: Int) {
            if length > 0 {
                text += " "
                length += 1
            }
            let from = length
            text += word
            length += count ?? word.unicodeScalars.count
            return (from, length)
        }
    }

    /// Code points of the longest text.
    private static let longestText = 140

    func render(_ index: Int, into json: inout JSONBytes, shift: UInt64 = 0) {
        var entry = entries[index]
        entry.id += shift
        var random = SampleRandom(seed: entry.seed)
        let draw = random.unit()
        let kind: Kind = draw < 0.62 ? .plain : draw < 0.74 ? .answer : draw < 0.95 ? .repost : .quote
        let own = uses[Int(entry.firstUse)..<Int(entry.firstUse + entry.useCount)].map(spelling)
        let account = Int(entry.account)
        let other = (account + 1 + random.below(accounts.count - 1)) % max(1, accounts.count)

        switch kind {
        case .repost:
            let original = compose(own, nested(&random), by: other, &random)
            let ago = Int64(60 + random.below(3 * 86_400))
            let outer = shared(original, by: other, own)
            open(outer, entry.id, entry.seconds, by: account, &random, into: &json)
            json.raw(",\"retweeted_status\":")
            let id = SampleTimeline.id(entry.seconds - ago, UInt64(index) &+ 100_000)
            object(original, id, entry.seconds - ago, by: other, &random, into: &json)
        case .quote:
            let outer = compose(own, [], by: account, &random)
            open(outer, entry.id, entry.seconds, by: account, &random, into: &json)
            let quoted = compose([], nested(&random) + nested(&random), by: other, &random)
            let ago = Int64(60 + random.below(86_400))
            json.raw(",\"is_quote_status\":true,\"quoted_status\":")
            let id = SampleTimeline.id(entry.seconds - ago, UInt64(index) &+ 200_000)
            object(quoted, id, entry.seconds - ago, by: other, &random, into: &json)
        case .plain, .answer:
            var draft = Draft()
            if kind == .answer { mention(other, in: &draft) }
            let outer = compose(own, [], by: account, &random, start: draft)
            open(outer, entry.id, entry.seconds, by: account, &random, into: &json)
        }
        json.raw("}")
    }

    private func spelling(_ use: TagUse) -> SampleTag.Spelling { tags[Int(use.tag)].spellings[Int(use.spelling)] }

    /// Hashtags that only an inner post carries, for half of them.
    private func nested(_ random: inout SampleRandom) -> [SampleTag.Spelling] {
        guard random.chance(0.5), !tags.isEmpty else { return [] }
        return [tags[random.below(tags.count)].spellings[0]]
    }

    private func mention(_ account: Int, in draft: inout Draft, suffix: String = "") {
        let place = draft.add("@" + accounts[account].screenName + suffix)
        draft.mentions.append((account, place.from, place.to - suffix.unicodeScalars.count))
    }

    /// A sentence with the hashtags in or after it.
    private func compose(
        _ own: [SampleTag.Spelling], _ more: [SampleTag.Spelling], by account: Int, _ random: inout SampleRandom,
        start: Draft = Draft()
    ) -> Draft {
        var draft = start
        let tags = own + more
        let room = SampleTimeline.longestText - tags.reduce(0) { $0 + $1.length + 2 }
        let author = accounts[account]
        let theme = SampleWords.themes[min(max(0, author.theme), SampleWords.themes.count - 1)]
        let words = [
            random.pick(SampleWords.openers(author.language)), random.pick(theme.nouns),
            random.pick(SampleWords.closers(author.language)),
            random.chance(0.08)
                ? random.pick(SampleWords.emoji) : random.chance(0.04) ? "#\(1 + random.below(9))" : nil,
        ]
        for word in words.compactMap({ $0 }) where draft.length + word.unicodeScalars.count + 1 <= room {
            _ = draft.add(word)
        }
        if random.chance(0.45), draft.length + 24 <= room {
            let link = "http://t.co/s" + String(random.next() & 0xFF_FFFF_FFFF | 0x80_0000_0000, radix: 36)
            let place = draft.add(link)
            draft.links.append((link, place.from, place.to))
        }
        for tag in tags { add(tag, to: &draft) }
        return draft
    }

    /// Adds a hashtag; one that no longer fits keeps the cut-off position the service gives it.
    private func add(_ tag: SampleTag.Spelling, to draft: inout Draft) {
        guard draft.length + tag.length + 2 <= SampleTimeline.longestText else {
            draft.hashtags.append((tag.text, SampleTimeline.longestText - 1, SampleTimeline.longestText))
            return
        }
        let place = draft.add("#" + tag.text, tag.length + 1)
        draft.hashtags.append((tag.text, place.from, place.to))
    }

    /// The outer post of a repost: `RT @name: ` and the text, cut at the limit. It keeps the post's own hashtags only.
    private func shared(_ original: Draft, by account: Int, _ own: [SampleTag.Spelling]) -> Draft {
        var draft = Draft()
        _ = draft.add("RT")
        mention(account, in: &draft, suffix: ":")
        let offset = draft.length + 1
        draft.text += " " + original.text
        draft.length = offset + original.length
        for (tag, place) in zip(own, original.hashtags) {
            let to = min(place.to + offset, SampleTimeline.longestText)
            draft.hashtags.append((tag.text, min(place.from + offset, to - 1), to))
        }
        if draft.length > SampleTimeline.longestText {
            var text = String.UnicodeScalarView()
            text.append(contentsOf: draft.text.unicodeScalars.prefix(SampleTimeline.longestText - 1))
            text.append("\u{2026}")
            draft.text = String(text)
            draft.length = SampleTimeline.longestText
        }
        return draft
    }

    private func object(
        _ draft: Draft, _ id: UInt64, _ seconds: Int64, by account: Int, _ random: inout SampleRandom,
        into json: inout JSONBytes
    ) {
        open(draft, id, seconds, by: account, &random, into: &json)
        json.raw("}")
    }

    /// A post without its closing brace.
    private func open(
        _ draft: Draft, _ id: UInt64, _ seconds: Int64, by account: Int, _ random: inout SampleRandom,
        into json: inout JSONBytes
    ) {
        let author = accounts[account]
        json.raw("{\"created_at\":\"")
        json.ascii(Timestamp(seconds: seconds).postDate)
        json.raw("\",\"id\":")
        json.number(id)
        json.raw(",\"id_str\":\"")
        json.number(id)
        json.raw("\",\"text\":")
        json.string(draft.text)
        json.raw(",\"source\":\"Utsikt synthetic sample\",\"truncated\":false,\"in_reply_to_user_id\":")
        if let first = draft.mentions.first, first.from == 0 {
            json.number(accounts[first.account].id)
        } else {
            json.raw("null")
        }
        json.raw(",\"user\":{\"id\":")
        json.number(author.id)
        json.raw(",\"id_str\":\"")
        json.number(author.id)
        json.raw("\",\"name\":\"Sample ")
        json.ascii(String(author.screenName.dropFirst(7)))
        json.raw("\",\"screen_name\":\"")
        json.ascii(author.screenName)
        json.raw(
            "\",\"description\":\"Synthetic account #sample\",\"entities\":{\"description\":{\"urls\":[]}},\"lang\":\"")
        json.ascii(author.language.rawValue)
        json.raw("\"},\"entities\":{\"hashtags\":[")
        list(draft.hashtags, into: &json) { tag, json in
            json.raw("{\"text\":")
            json.string(tag.text)
            SampleTimeline.indices(tag.from, tag.to, &json)
        }
        json.raw("],\"symbols\":[],\"user_mentions\":[")
        list(draft.mentions, into: &json) { mention, json in
            json.raw("{\"screen_name\":\"")
            json.ascii(accounts[mention.account].screenName)
            json.raw("\",\"id_str\":\"")
            json.number(accounts[mention.account].id)
            json.raw("\"")
            SampleTimeline.indices(mention.from, mention.to, &json)
        }
        json.raw("],\"urls\":[")
        list(draft.links, into: &json) { link, json in
            json.raw("{\"url\":")
            json.string(link.url)
            SampleTimeline.indices(link.from, link.to, &json)
        }
        json.raw("]},\"retweet_count\":")
        json.number(random.below(12))
        json.raw(",\"favorite_count\":")
        json.number(random.below(30))
        json.raw(",\"lang\":\"")
        json.ascii(random.chance(0.04) ? "und" : author.language.rawValue)
        json.raw("\"")
    }

    private func list<Element>(
        _ elements: [Element], into json: inout JSONBytes, _ body: (Element, inout JSONBytes) -> Void
    ) {
        for (index, element) in elements.enumerated() {
            if index > 0 { json.raw(",") }
            body(element, &json)
        }
    }

    private static func indices(_ from: Int, _ to: Int, _ json: inout JSONBytes) {
        json.raw(",\"indices\":[")
        json.number(from)
        json.raw(",")
        json.number(to)
        json.raw("]}")
    }
}
