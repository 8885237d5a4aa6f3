import UtsiktCore

/// A user as people write it: `@name`, a name, the address of a profile, an id, or `me`.
struct XActor: Sendable, Hashable {
    /// The name in small letters, the id, or `me`.
    let name: String

    /// Reads it; nil when it can be none of them.
    init?(_ text: String) {
        var rest = text[...]
        for start in ["https://x.com/", "https://twitter.com/", "@"] where rest.hasPrefix(start) {
            rest = rest.dropFirst(start.count)
        }
        while rest.last == "/" { rest = rest.dropLast() }
        let isName = rest.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x5F
        }
        guard isName, !rest.isEmpty, rest.utf8.count <= 20 else { return nil }
        name = rest.lowercased()
    }

    /// What people see.
    static func label(_ name: String) -> String { XIDs.isID(name) ? "user \(name)" : "@" + name }
}

/// What is remembered of a list of users: the day on which it was read, and the ids of names.
struct XListMemory: Sendable, Hashable {
    var day: CivilDay?
    var ids: [String: String]

    init(day: CivilDay?, ids: [String: String]) { (self.day, self.ids) = (day, ids) }

    /// Reads a memory; nil when it is none.
    init?(_ text: String?) {
        let words = (text ?? "").split(separator: " ").map(String.init)
        guard let first = words.first else { return nil }
        day = CivilDay(first)
        ids = [:]
        for word in words.dropFirst() {
            let pair = word.split(separator: "=").map(String.init)
            if pair.count == 2, XIDs.isID(pair[1]) { ids[pair[0]] = pair[1] }
        }
    }

    /// `2026-11-30 fjord=722118`.
    var text: String {
        let pairs = ids.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        return ([day?.description ?? "-"] + pairs).joined(separator: " ")
    }
}
