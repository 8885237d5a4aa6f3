/// Ids as services hand them out: words, of which the longer one, then the later one, is the newer. Never numbers: some are larger than
/// any that a program has.
enum PostIDs {
    /// Whether an id is newer than another: ids are words, of which the longer one, then the later one, is the newer.
    static func isNewer(_ a: String, than b: String) -> Bool {
        let (a, b) = (Array(a.utf8), Array(b.utf8))
        return a.count != b.count ? a.count > b.count : b.lexicographicallyPrecedes(a)
    }

    /// The newest of some ids, wherever it stands among them.
    static func newest(of ids: [String]) -> String? {
        ids.reduce(nil) { best, id in
            guard let best else { return id }
            return isNewer(id, than: best) ? id : best
        }
    }
}
