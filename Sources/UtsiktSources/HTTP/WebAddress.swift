/// An `http` or `https` address in its parts.
public struct WebAddress: Sendable, Hashable {
    /// `http` or `https`.
    public let scheme: String
    /// Host and port, in lower case.
    public let authority: String
    /// Path and query; begins with a slash.
    public let path: String

    /// Takes an absolute address apart; nil for what is none, also one with a user or a password in it.
    public init?(_ text: String) {
        guard let colon = text.firstIndex(of: ":"), text[colon...].hasPrefix("://") else { return nil }
        let scheme = text[..<colon].lowercased()
        guard scheme == "http" || scheme == "https" else { return nil }
        let rest = text[colon...].dropFirst(3).prefix { $0 != "#" }
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        guard !authority.isEmpty, authority.first != ":", !authority.contains("@"), WebAddress.isPlain(rest) else {
            return nil
        }
        let path = rest.dropFirst(authority.count)
        self.scheme = scheme
        self.authority = authority.lowercased()
        self.path = path.hasPrefix("/") ? String(path) : "/" + path
    }

    /// The whole address.
    public var text: String { "\(scheme)://\(authority)\(path)" }

    /// Whether both are one server as browsers see it: scheme, host and port are the same.
    public func hasOrigin(of other: WebAddress) -> Bool {
        scheme == other.scheme && hostAndPort == other.hostAndPort
    }

    /// Where a `Location` leads from here; nil when that is not such address.
    public func resolving(_ location: String) -> WebAddress? {
        if let whole = WebAddress(location) { return whole }
        if location.hasPrefix("//") { return WebAddress("\(scheme):\(location)") }
        let root = "\(scheme)://\(authority)"
        if location.hasPrefix("/") { return WebAddress(root + location) }
        // Another scheme is a colon before any slash.
        guard !location.prefix(while: { $0 != "/" && $0 != "?" }).contains(":") else { return nil }
        let own = path.prefix { $0 != "?" }
        if location.hasPrefix("?") { return WebAddress(root + own + location) }
        let folder = own[...(own.lastIndex(of: "/") ?? own.startIndex)]
        return WebAddress(root + folder + location)
    }

    private var hostAndPort: String {
        let port = authority.lastIndex(of: ":").map { authority[$0...].dropFirst() }
        if let port, !port.isEmpty, port.allSatisfy(\.isNumber) { return authority }
        let host = port?.isEmpty == true ? String(authority.dropLast()) : authority
        return host + (scheme == "https" ? ":443" : ":80")
    }

    /// Printable ASCII only: a blank or a line feed in an address could end the request's line.
    private static func isPlain(_ text: Substring) -> Bool { text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } }
}
