/// An account as people write it: `name@host`, `@name`, the address of a profile, or the id that it has at the instance.
struct MastodonActor: Sendable, Hashable {
    /// A name to look up, or an id.
    enum Kind: Sendable, Hashable {
        case name(String)
        case id(String)
    }

    /// What it is.
    let kind: Kind

    /// Reads it; nil when it can be neither.
    init?(_ text: String) {
        if let address = WebAddress(text) {
            // https://host/@name, or https://host/users/name
            let parts = address.path.prefix { $0 != "?" }.split(separator: "/").map(String.init)
            let name = parts.count == 1 && parts[0].hasPrefix("@") ? String(parts[0].dropFirst()) : nil
            let user = parts.count == 2 && parts[0] == "users" ? parts[1] : nil
            guard let name = name ?? user, Self.isName(name) else { return nil }
            kind = .name(name.contains("@") ? name : "\(name)@\(address.authority)")
            return
        }
        let bare = text.hasPrefix("acct:") ? String(text.dropFirst(5)) : text
        let name = bare.hasPrefix("@") ? String(bare.dropFirst()) : bare
        guard Self.isName(name) else { return nil }
        kind = bare == name && Self.isID(name) ? .id(name) : .name(name)
    }

    /// Letters, digits and a few marks, with at most one `@` and what stands behind it.
    private static func isName(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        return (1...2).contains(parts.count) && text.utf8.count <= 500
            && parts.allSatisfy { part in
                !part.isEmpty
                    && part.allSatisfy {
                        $0.isLetter || $0.isNumber || $0 == "." || $0 == "_" || $0 == "-" || $0 == ":"
                    }
            }
    }

    /// Whether it looks like an id: digits alone, 18 letters and digits of both cases, or a ULID.
    private static func isID(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        func all(_ ranges: ClosedRange<UInt8>...) -> Bool {
            bytes.allSatisfy { byte in ranges.contains { $0.contains(byte) } }
        }
        if all(0x30...0x39) { return true }
        if bytes.count == 26, all(0x30...0x39, 0x41...0x5A) { return true }
        return bytes.count == 18 && all(0x30...0x39, 0x41...0x5A, 0x61...0x7A)
            && bytes.contains { (0x30...0x39).contains($0) } && bytes.contains { (0x41...0x5A).contains($0) }
            && bytes.contains { (0x61...0x7A).contains($0) }
    }

    /// As it stands in a subject: a name begins with `@`.
    var subject: String {
        switch kind {
        case .name(let name): "@" + name
        case .id(let id): id
        }
    }

    /// What people see.
    var label: String {
        switch kind {
        case .name(let name): "@" + name
        case .id(let id): "account \(id)"
        }
    }
}
