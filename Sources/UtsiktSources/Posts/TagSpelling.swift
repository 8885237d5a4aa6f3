import UtsiktCore

/// Hashtags with the letters that their author wrote, where a service names them in small letters only.
enum TagSpelling {
    /// The tags of a list, each as the text spells it where it does.
    /// - Parameters:
    ///   - names: The tags as the service lists them.
    ///   - shown: The tags as they stand in the text.
    static func shown(_ names: [String], in shown: [String]) -> [String] {
        guard !shown.isEmpty else { return names }
        var spellings: [String: String] = [:]
        for spelling in shown where spellings[spelling.lowercased()] == nil {
            spellings[spelling.lowercased()] = spelling
        }
        return names.map { spellings[$0.lowercased()] ?? $0 }
    }
}
