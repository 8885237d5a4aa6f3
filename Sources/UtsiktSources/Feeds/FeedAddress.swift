import UtsiktCore

/// A feed's address as people write it, and where a feed may move to.
struct FeedAddress: Sendable, Hashable {
    /// The address.
    let address: WebAddress

    /// Reads it: an address, or one without `https://`; nil when it can be neither.
    init?(_ text: String) {
        let whole =
            text.contains("://") ? text : "https://" + (text.hasPrefix("feed:") ? String(text.dropFirst(5)) : text)
        guard let address = WebAddress(whole), address.authority.contains(".") || address.authority.contains(":") else {
            return nil
        }
        self.address = address
    }

    /// What people see: host and path.
    static func label(_ text: String) -> String {
        guard let address = WebAddress(text) else { return text }
        var label = address.authority + address.path.prefix { $0 != "?" }
        while label.last == "/" { label.removeLast() }
        return label
    }

    /// What its posts are from: the label, and where there is a query, a hash of the whole address in its place.
    static func name(_ text: String) -> String {
        guard text.contains("?") else { return label(text) }
        let hash = UInt32(truncatingIfNeeded: FNV1a.hash(text.utf8) >> 32)
        let digits = String(hash, radix: 16)
        return label(text) + "#" + String(repeating: "0", count: 8 - digits.count) + digits
    }

    /// Whether a redirect is followed: never from an encrypted place to one that is not, and never from the network into this machine or
    /// its own network.
    static func mayMove(from here: WebAddress, to there: WebAddress) -> Bool {
        guard here.scheme == there.scheme || there.scheme == "https" else { return false }
        return !isNear(there) || isNear(here)
    }

    /// Whether a host is this machine or one of its own network.
    private static func isNear(_ address: WebAddress) -> Bool {
        var host = address.authority[...]
        if host.hasPrefix("[") {
            host = host.dropFirst().prefix { $0 != "]" }
            let starts = ["::", "fc", "fd", "fe8", "fe9", "fea", "feb"]
            return starts.contains { host.hasPrefix($0) }
        }
        host = host.prefix { $0 != ":" }
        while host.last == "." { host = host.dropLast() }
        if host == "localhost" || [".localhost", ".local", ".internal", ".home.arpa"].contains(where: host.hasSuffix) {
            return true
        }
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        guard let last = labels.last?.utf8.first, (0x30...0x39).contains(last) else { return false }
        // Another way of writing a number's address (octal, hexadecimal, short): nobody means well by it.
        let numbers = labels.compactMap(plainByte)
        guard labels.count == 4, numbers.count == 4 else { return true }
        let (first, second) = (numbers[0], numbers[1])
        switch first {
        case 0, 10, 127: return true
        case 169: return second == 254
        case 172: return (16...31).contains(second)
        case 192: return second == 168
        case 100: return (64...127).contains(second)
        default: return false
        }
    }

    /// A part of a number's address as everybody reads it: a decimal up to 255 without a zero in front.
    private static func plainByte(_ label: Substring) -> UInt8? {
        guard label.utf8.allSatisfy({ (0x30...0x39).contains($0) }), label.utf8.count == 1 || label.utf8.first != 0x30
        else { return nil }
        return UInt8(label)
    }
}

/// What is remembered of a feed: what its last answer is called, and where it has moved to for good.
struct FeedMemory: Sendable, Hashable {
    /// `ETag`.
    var etag: String?
    /// `Last-Modified`, word for word.
    var modified: String?
    /// Where it is now; nil where it is configured.
    var moved: String?

    /// Reads a memory; an empty one for anything else.
    init(_ text: String?) {
        for line in (text ?? "").split(separator: "\n") {
            let rest = FeedMemory.line(String(line.dropFirst(2)))
            switch line.prefix(2) {
            case "e ": etag = rest
            case "m ": modified = rest
            case "a ": moved = rest
            default: break
            }
        }
    }

    /// A line each; nil when there is nothing to remember.
    var text: String? {
        let lines = [etag.map { "e " + $0 }, modified.map { "m " + $0 }, moved.map { "a " + $0 }].compactMap { $0 }
        return lines.isEmpty ? nil : lines.joined(separator: "\n")
    }

    /// A value that can stand in a header field and on a line; nil for another one.
    static func line(_ text: String) -> String? {
        let isPlain = text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
        return !text.isEmpty && text.utf8.count <= 1000 && isPlain ? text : nil
    }
}
