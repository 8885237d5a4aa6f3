import HTTPTypes

/// What became of a request.
public enum HTTPOutcome: Sendable {
    /// An answer, whatever its status.
    case answer(HTTPAnswer)
    /// Nothing has changed since the last time; only to a request that asked so.
    case unchanged(HTTPAnswer)
    /// The service points to an address of another origin, which was not asked.
    case moved(HTTPRedirect, HTTPAnswer)
}

/// Where an answer points to.
public struct HTTPRedirect: Sendable, Hashable {
    /// The status, as 301.
    public let status: Int
    /// Where to.
    public let address: WebAddress

    /// Statuses of a redirect that is to be remembered.
    static let permanent: Set<Int> = [301, 308]
    private static let statuses: Set<Int> = [301, 302, 303, 307, 308]

    /// Whether the old address is not to be asked again.
    public var isPermanent: Bool { Self.permanent.contains(status) }

    /// Reads an answer; nil when it points nowhere.
    init?(_ answer: HTTPAnswer, to call: HTTPCall) {
        guard Self.statuses.contains(answer.status), let here = call.address,
            let address = answer.headers[.location].flatMap({ here.resolving($0) })
        else { return nil }
        (status, self.address) = (answer.status, address)
    }
}

/// What to ask with for what is new only: what an answer said of its version (RFC 9110, section 8.8), verbatim.
///
/// A text of its own form that a connector keeps as `Page.newest` and gets back as `FetchTask.newest`, alone or with words of its
/// own behind it.
public struct HTTPVersion: Sendable, Hashable {
    /// The `ETag` with its quotes; nil for none.
    public var tag: String?
    /// `Last-Modified` as it was written; nil for none.
    public var modified: String?
    /// What the connector keeps with it.
    public var rest: String

    /// Makes it from its parts; one that could not stand in a header line, or is longer than a kilobyte, is left out.
    public init(tag: String? = nil, modified: String? = nil, rest: String = "") {
        self.tag = tag.flatMap(Self.plain)
        self.modified = modified.flatMap(Self.plain)
        self.rest = rest
    }

    /// What an answer says of its version.
    public init(_ answer: HTTPAnswer, rest: String = "") {
        self.init(tag: answer.headers[.eTag], modified: answer.headers[.lastModified], rest: rest)
    }

    /// Reads a kept text; of one that has another form everything is `rest`.
    public init(text: String) {
        let lines = text.split(separator: "\n", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
        guard lines.count == 3, lines[0].hasPrefix("tag "), lines[1].hasPrefix("modified ") else {
            self.init(rest: text)
            return
        }
        self.init(
            tag: String(lines[0].dropFirst(4)), modified: String(lines[1].dropFirst(9)), rest: lines[2])
    }

    /// As it is kept: a line for each header, then the rest.
    public var text: String {
        guard tag != nil || modified != nil else { return rest }
        return "tag \(tag ?? "")\nmodified \(modified ?? "")\n\(rest)"
    }

    private static func plain(_ text: String) -> String? {
        guard !text.isEmpty, text.utf8.count <= 1024, text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) else {
            return nil
        }
        return text
    }
}

extension HTTPCall {
    /// The same call, asking for what is newer than a version.
    public func newer(than version: HTTPVersion) -> HTTPCall {
        var call = self
        call.request.headerFields[.ifNoneMatch] = version.tag
        call.request.headerFields[.ifModifiedSince] = version.modified
        return call
    }
}
