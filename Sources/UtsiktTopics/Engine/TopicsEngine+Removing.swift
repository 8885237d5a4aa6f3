import UtsiktBase

extension TopicsEngine {
    /// Takes a post away that was added, as if it had never come; under its id another one may be added then. What the newest post
    /// is stays as it was, since now may follow from it.
    /// - Returns: False when there is no such post.
    /// - Complexity: O(posts of its hour), besides its tags.
    @discardableResult
    public mutating func remove(_ post: RemovedPost) -> Bool {
        guard keepsHistory, let number = forget(post.source.qualified(post.id)) else { return false }
        let language = languages.intern(post.language)
        languages.discount(language, withoutOwn: !post.hasOwnTags, withoutFull: !post.hasFullTags)
        guard post.hasOwnTags || post.hasFullTags,
            let index = log.find(id: number, time: post.createdAt.milliseconds)
        else { return true }
        let record = log[index]
        let tags = log.tags(record, query.rule)
        if !tags.isEmpty, languages.accepts(record.language) {
            if let limit = query.limit(now: now), record.time <= limit.milliseconds {
                tooOld -= 1
            } else {
                tally.count(
                    author: Int(record.author), language: Int(record.language), spellings: tags, sign: -1)
            }
        }
        // Its place in the window stays: without tags it counts nowhere when it leaves.
        log.clear(index)
        return true
    }
}
