import Glibc

/// Plain texts: a post on each line, with the hashtags that are found in it, no author and no time.
extension PostReader {
    /// Reads a line as a post and hands it over.
    /// - Returns: Where the line ends: at its line feed or at `limit`.
    mutating func readText(
        _ base: UnsafePointer<UInt8>, from start: Int, to limit: Int, into sink: inout some PostSink
    ) -> Int {
        let feed = memchr(base + start, 0x0A, limit - start)
        let end = feed.map { UnsafeRawPointer(base).distance(to: $0) } ?? limit
        let bytes = UnsafeBufferPointer(start: base + start, count: end - start)
        guard bytes.contains(where: { $0 > 0x20 }) else { return end }
        self.base = base
        guard JSONIndex.isValidUTF8(base, start..<end) else {
            sink.reject(JSONFault.notUTF8.reason, field: nil, at: start, from: self)
            return end
        }
        tags.removeAll(keepingCapacity: true)
        var places: [Range<Int>] = []
        extractor.forEachTag(in: bytes) { places.append($0) }
        for place in places { tags.append(JSONSlice(start: start + place.lowerBound, end: start + place.upperBound)) }
        var post = RawPost()
        post.time = .none
        post.text = JSONSlice(start: start, end: end)
        post.ownTags = 0..<tags.count
        post.fullTags = post.ownTags
        sink.accept(post, from: &self)
        return end
    }
}
