import UtsiktCore

/// Which version of a jetstream is spoken.
enum JetstreamVersion: Sendable, Hashable {
    /// `/subscribe`: places are microseconds since 1970.
    case one
    /// `network.bsky.jetstream.subscribeEvents`: places are numbers that count.
    case two
}

/// Where a stream is, and where it is taken up again after a break: some seconds before its end, since events do not come sorted.
/// What comes twice then is known by its identity.
struct JetstreamCursor: Sendable {
    /// The version of the places.
    let version: JetstreamVersion
    /// The greatest place so far.
    private(set) var highest: Int64?
    /// When the newest event was.
    private(set) var newest: Timestamp?
    private var marks: [(time: Timestamp, place: Int64)] = []
    private var recent: Set<String> = []
    private var former: Set<String> = []

    /// So far back the stream is taken up again.
    static let overlapSeconds: Int64 = 5
    /// So long a server keeps what has happened; what is older is missing in the stream, whether the server says so or not.
    static let lookbackSeconds: Int64 = 36 * 3600
    /// So many identities are remembered, twice.
    static let memory = 50_000

    /// Makes a cursor.
    /// - Parameters:
    ///   - place: Where an earlier run was; nil to start at the present.
    ///   - time: When that was.
    init(_ version: JetstreamVersion, place: Int64? = nil, time: Timestamp? = nil) {
        self.version = version
        highest = place
        newest = version == .one ? place.map { Timestamp(milliseconds: $0 / 1000) } : time
        if let place, let newest { marks = [(newest, place)] }
    }

    /// Notes a frame.
    /// - Returns: Whether it is new; false for one that came before.
    mutating func note(_ frame: JetstreamFrame) -> Bool {
        if let place = frame.place {
            highest = max(highest ?? place, place)
            if let time = frame.time {
                newest = max(newest ?? time, time)
                mark(time, place)
            }
        }
        guard let identity = frame.identity else { return true }
        if recent.contains(identity) || former.contains(identity) { return false }
        if recent.count >= Self.memory { (former, recent) = (recent, []) }
        recent.insert(identity)
        return true
    }

    /// A mark a second, as far back as the stream is taken up again.
    private mutating func mark(_ time: Timestamp, _ place: Int64) {
        if let last = marks.last, time.seconds <= last.time.seconds { return }
        marks.append((time, place))
        let limit = time.adding(seconds: 0 &- Self.overlapSeconds)
        while marks.count > 1, marks[1].time <= limit { marks.removeFirst() }
    }

    /// The place to ask from after a break; nil to start at the present.
    var resume: Int64? {
        guard let highest else { return nil }
        switch version {
        case .one:
            let overlap = Self.overlapSeconds * 1_000_000
            return max(highest, overlap) - overlap
        case .two: return marks.first.map { min($0.place, highest) } ?? highest
        }
    }

    /// Whether the stream cannot hold all that has happened since: then the accounts' feeds are asked for the rest.
    func hasGap(at now: Timestamp) -> Bool {
        guard let newest else { return false }
        return now.seconds(since: newest) > Double(Self.lookbackSeconds)
    }
}

/// What a stream is asked with.
enum JetstreamRequest {
    /// So many accounts go into an address; more are told by a frame.
    static let mostInAddress = 40

    /// Path and query of the subscription.
    static func path(_ version: JetstreamVersion, dids: [String], from place: Int64?) -> String {
        let inAddress = dids.count <= mostInAddress ? dids : []
        let (collections, accounts) = version == .one ? ("wantedCollections", "wantedDids") : ("collections", "dids")
        var query = ["\(collections)=\(JetstreamFrame.posts)", "\(collections)=\(JetstreamFrame.reposts)"]
        if version == .two { query = ["kinds=commit", "kinds=account"] + query }
        query += inAddress.map { "\(accounts)=\(percentEncoded($0))" }
        if let place { query.append("cursor=\(place)") }
        // Nothing is sent before the frame that names the accounts.
        if version == .one, inAddress.count < dids.count { query.append("requireHello=true") }
        let path = version == .one ? "/subscribe" : "/xrpc/network.bsky.jetstream.subscribeEvents"
        return path + "?" + query.joined(separator: "&")
    }

    /// The frame that names the accounts of version 1; nil where the address does. Version 2 takes no frames.
    static func filter(_ version: JetstreamVersion, dids: [String]) -> String? {
        guard version == .one, dids.count > mostInAddress else { return nil }
        func list(_ texts: [String]) -> String { texts.map { jsonQuoted($0) }.joined(separator: ",") }
        return "{\"type\":\"options_update\",\"payload\":{\"wantedCollections\":["
            + list([JetstreamFrame.posts, JetstreamFrame.reposts]) + "],\"wantedDids\":[" + list(dids) + "]}}"
    }
}
