/// Posts of Bluesky: events of its jetstream, and posts as its API answers them.
///
/// A record has its tags in the text (facets, placed by UTF-8 bytes) and in a list of their own (`tags`); both count. What it
/// quotes is in `embed`, which is passed over.
extension PostReader {
    /// An event; false when it is not a new post: likes, follows, deletions, other collections.
    mutating func jetstream(_ card: MemberCard, _ post: inout RawPost) -> Bool {
        guard let commit = card[.commit], tape.isObject(commit) else { return false }
        let inner = MemberCard(tape, commit)
        guard let record = inner[.record], tape.isObject(record) else { return false }
        let fields = MemberCard(tape, record)
        let schema = tape.string(fields[.schema])
        guard schema.withPlainBytes(in: base, { $0 == "app.bsky.feed.post" }) else { return false }
        post.author = tape.string(card[.did])
        post.id = tape.string(inner[.recordKey])
        post.isIDLocal = true
        if let micros = integer(tape.number(card[.timeMicroseconds])) { post.otherTime = .milliseconds(micros / 1000) }
        self.record(fields, &post)
        return true
    }

    /// A post with its address (`uri`, `record` or `value`), or a record by itself.
    mutating func blueskyPost(_ card: MemberCard, _ post: inout RawPost) {
        post.id = tape.string(card[.uri])
        if let author = card[.author] {
            let fields = MemberCard(tape, author)
            post.author = tape.string(fields[.did])
            post.authorName = tape.string(fields[.handle])
        } else {
            post.author = repository(post.id)
        }
        guard let record = card[.record] ?? card[.value] else { return self.record(card, &post) }
        self.record(MemberCard(tape, record), &post)
    }

    /// The account in an address `at://did:plc:…/app.bsky.feed.post/…`.
    private func repository(_ uri: JSONSlice) -> JSONSlice {
        guard uri.count > 5, uri.withPlainBytes(in: base, { $0.prefix(5).elementsEqual("at://".utf8) }) else {
            return .none
        }
        let start = uri.start + 5
        let end = (start..<uri.end).first { base[$0] == 0x2F } ?? uri.end
        return JSONSlice(start: start, end: end, isEscaped: true)
    }

    private mutating func record(_ card: MemberCard, _ post: inout RawPost) {
        post.time = time(card[.createdAtCamel])
        post.text = tape.string(card[.text])
        if let languages = card[.languages], tape.isArray(languages), tape.next(languages) > languages + 1 {
            post.language = tape.string(languages + 1)
        }
        let first = tags.count
        facets(card[.facets], &post)
        if let list = card[.tags], tape.isArray(list) {
            let end = tape.next(list)
            var element = list + 1
            while element < end {
                let text = tape.string(element)
                if text.isPresent { note(tag: text) } else { post.faultyField = "tags" }
                element = tape.next(element)
            }
        }
        post.ownTags = first..<tags.count
        post.fullTags = post.ownTags
    }

    private mutating func facets(_ entry: Int?, _ post: inout RawPost) {
        guard let entry, !tape.isNull(entry) else { return }
        guard tape.isArray(entry) else {
            post.faultyField = "facets"
            return
        }
        let end = tape.next(entry)
        var facet = entry + 1
        while facet < end {
            if let features = MemberCard(tape, facet)[.features], tape.isArray(features) {
                let last = tape.next(features)
                var feature = features + 1
                while feature < last {
                    let text = tape.string(MemberCard(tape, feature)[.tag])
                    if text.isPresent { note(tag: text) }
                    feature = tape.next(feature)
                }
            }
            facet = tape.next(facet)
        }
    }
}
