import UtsiktCore

/// A list of followed accounts that a service has exported: CSV with the account in its first column (Mastodon and its kin), or OPML
/// with the addresses of feeds.
package enum FollowList {
    /// The accounts in the file's order, each once.
    /// - Parameter file: The file's name for messages.
    /// - Throws: `ConfigurationError` when there is none in it.
    package static func accounts(_ text: String, file: String) throws(ConfigurationError) -> [String] {
        let opening = text.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
        let found = opening.hasPrefix("<") ? feeds(text) : column(text)
        var seen: Set<String> = []
        let accounts = found.filter { seen.insert($0).inserted }
        guard !accounts.isEmpty else {
            throw ConfigurationError(
                "no account was found", at: InputLocation(file: file),
                remedy: "Give CSV with the accounts in the first column, or OPML with xmlUrl=\"…\"")
        }
        return accounts
    }

    /// The first column; a head has no account in it.
    private static func column(_ text: String) -> [String] {
        text.split(whereSeparator: \.isNewline).compactMap { line in
            let cell = line.split(separator: ",", maxSplits: 1, omittingEmptySubsequences: false).first ?? ""
            let account = cell.filter { $0 != "\"" && $0 != "\u{FEFF}" }.trimmed
            return account.contains(where: { $0 == "@" || $0 == "." || $0 == ":" }) && !account.contains(" ")
                ? account : nil
        }
    }

    /// The addresses of an OPML file's outlines.
    private static func feeds(_ text: String) -> [String] {
        var (rest, found): (Substring, [String]) = (text[...], [])
        while let name = rest.firstRange(of: "xmlUrl") {
            rest = rest[name.upperBound...].drop { $0.isWhitespace || $0 == "=" }
            guard let quote = rest.first, quote == "\"" || quote == "'" else { continue }
            rest.removeFirst()
            guard let end = rest.firstIndex(of: quote) else { break }
            var address = String(rest[..<end])
            for (entity, character) in [
                ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&"),
            ] {
                address = address.replacing(entity, with: character)
            }
            if !address.contains(where: { $0.isWhitespace || $0.isNewline }) { found.append(address) }
            rest = rest[end...]
        }
        return found
    }
}

extension StringProtocol {
    /// Without blanks at its ends.
    fileprivate var trimmed: String {
        var text = self[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
