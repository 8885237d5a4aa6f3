import UtsiktCore

/// Hosts that speak another API than that of timelines, however familiar their names are: who writes one of them under `posts:` is told
/// which service to write instead.
enum OtherServices {
    /// The service of the register for an address; nil where nothing is known of its host.
    static func service(of address: String) -> String? {
        guard let host = WebAddress(address)?.authority.lowercased().prefix(while: { $0 != ":" }) else { return nil }
        func isWithin(_ domains: [String]) -> Bool { domains.contains { host == $0 || host.hasSuffix("." + $0) } }
        if isWithin(["bsky.app", "bsky.social", "bsky.network"]) { return "bluesky" }
        if isWithin(["x.com"]) { return "x" }
        let names = ["mastodon", "mstdn", "pixelfed", "gotosocial", "akkoma", "pleroma"]
        let isNamed = host.split(separator: ".").contains { label in names.contains { label.hasPrefix($0) } }
        let others = ["fosstodon.org", "hachyderm.io", "infosec.exchange", "mas.to", "chaos.social", "techhub.social"]
        return isNamed || isWithin(others) ? "mastodon" : nil
    }
}
