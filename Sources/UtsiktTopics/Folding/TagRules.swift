/// Which spellings are one tag: a folding, and groups of tags that are merged.
struct TagRules: Sendable {
    /// The folding.
    let fold: TopicsQuery.Fold
    private let names: [[UInt8]: [UInt8]]
    private var key: [UInt8] = []

    init(_ query: TopicsQuery) {
        fold = query.fold
        var names: [[UInt8]: [UInt8]] = [:]
        for group in query.merge.groups {
            guard let first = group.first else { continue }
            let name = Array(TagFolding.fold(first, as: query.fold).utf8)
            for tag in group.dropFirst() {
                let key = Array(TagFolding.fold(tag, as: query.fold).utf8)
                if key != name, names[key] == nil { names[key] = name }
            }
        }
        self.names = names
    }

    /// Calls `body` with the key under which a spelling is counted.
    /// - Complexity: O(its bytes).
    mutating func withKey<R>(of spelling: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
        TagFolding.fold(spelling, as: fold, into: &key)
        if !names.isEmpty, let name = names[key] { return name.withUnsafeBufferPointer(body) }
        return key.withUnsafeBufferPointer(body)
    }

    /// The key of a text that somebody typed, with or without a number sign.
    func key(of text: String) -> [UInt8] {
        let sign = text.unicodeScalars.first.map { $0 == "#" || $0 == "\u{FF03}" } ?? false
        let tag = sign ? String(text.unicodeScalars.dropFirst()) : text
        let key = Array(TagFolding.fold(tag, as: fold).utf8)
        return names[key] ?? key
    }
}
