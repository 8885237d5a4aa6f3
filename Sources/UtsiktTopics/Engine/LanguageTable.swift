/// The languages met, numbered, with the posts of each and whether they count.
struct LanguageTable: Sendable {
    /// Posts by their tags.
    struct Posts: Sendable, Equatable {
        var total = 0
        var withoutOwn = 0
        var withoutFull = 0
    }

    private var table = ByteTable()
    private var posts: [Posts] = []
    private var isAccepted: [Bool] = []
    private var wanted: [UInt8]?
    private var key: [UInt8] = []
    /// The posts of the languages that count.
    private(set) var accepted = Posts()

    /// The number of a language; without one it is `und`, as services write it for what they cannot tell.
    mutating func intern(_ name: UnsafeBufferPointer<UInt8>) -> Int32 {
        key.removeAll(keepingCapacity: true)
        for byte in name { key.append(byte &- 0x41 < 26 ? byte | 0x20 : byte) }
        if key.isEmpty { key.append(contentsOf: "und".utf8) }
        let number = key.withUnsafeBufferPointer { table.intern($0) }
        if number == posts.count {
            posts.append(Posts())
            isAccepted.append(LanguageTable.matches(key, wanted))
        }
        return Int32(truncatingIfNeeded: number)
    }

    /// The number of a language.
    mutating func intern(_ name: String) -> Int32 {
        var name = name
        return name.withUTF8 { intern($0) }
    }

    /// A language's name.
    func name(_ number: Int) -> String { table.text(number) }

    /// Whether posts of a language count.
    func accepts(_ number: Int32) -> Bool { isAccepted[Int(number)] }

    /// Counts a post of a language.
    mutating func count(_ number: Int32, withoutOwn: Bool, withoutFull: Bool) {
        let more = Posts(total: 1, withoutOwn: withoutOwn ? 1 : 0, withoutFull: withoutFull ? 1 : 0)
        add(more, to: Int(number))
    }

    /// Takes back a post of a language that was counted.
    mutating func discount(_ number: Int32, withoutOwn: Bool, withoutFull: Bool) {
        add(Posts(total: -1, withoutOwn: withoutOwn ? -1 : 0, withoutFull: withoutFull ? -1 : 0), to: Int(number))
    }

    /// Lets only posts of a language count; nil lets all.
    mutating func filter(_ language: String?) {
        wanted = language.map { Array($0.utf8).map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 } }
        accepted = Posts()
        for number in posts.indices {
            isAccepted[number] = table.withBytes(number) { LanguageTable.matches(Array($0), wanted) }
            if isAccepted[number] { accepted.add(posts[number]) }
        }
    }

    /// Adds another table's posts.
    /// - Returns: The numbers here of the other's languages.
    mutating func merge(_ other: LanguageTable) -> [Int] {
        other.posts.indices.map { number in
            let own = Int(other.table.withBytes(number) { intern($0) })
            add(other.posts[number], to: own)
            return own
        }
    }

    private mutating func add(_ more: Posts, to number: Int) {
        posts[number].add(more)
        if isAccepted[number] { accepted.add(more) }
    }

    /// Whether a language is the wanted one or a kind of it: `en-GB` for `en`.
    private static func matches(_ name: [UInt8], _ wanted: [UInt8]?) -> Bool {
        guard let wanted else { return true }
        guard name.starts(with: wanted) else { return false }
        return name.count == wanted.count || name[wanted.count] == 0x2D || name[wanted.count] == 0x5F
    }
}

extension LanguageTable.Posts {
    fileprivate mutating func add(_ more: LanguageTable.Posts) {
        total += more.total
        withoutOwn += more.withoutOwn
        withoutFull += more.withoutFull
    }
}
