import UtsiktCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The names that a fault script may hold. A misspelt one would be a fault that never happens, and nobody would know.
enum FaultNames {
    private static let script = ["protected_accounts", "gone_accounts", "rules"]
    private static let rule = ["endpoint", "one_in", "offset", "attempts", "answer", "status", "retry_after"]

    /// The first thing in a script whose name, or whose word, is not known; nil when there is none, or the script is not JSON of
    /// that shape at all.
    static func problem(in json: [UInt8]) -> String? {
        guard case .object(let top)? = try? JSONDecoder().decode(Value.self, from: Data(json)) else { return nil }
        if let problem = unknown(top.keys, script, "") { return problem }
        guard case .list(let rules) = top["rules"] else { return nil }
        for (index, value) in rules.enumerated() {
            let place = "rule \(index + 1): "
            guard case .object(let fields) = value else { return "\(place)it is not an object" }
            if let problem = unknown(fields.keys, rule, place) { return problem }
            let endpoints = ["friends", "timeline", "weather"]
            let answers = ["status", "truncated", "garbage"]
            for (name, words) in [("endpoint", endpoints), ("answer", answers)] {
                if case .text(let word)? = fields[name], let problem = unknown([word], words, "\(place)\(name) ") {
                    return problem
                }
            }
        }
        return nil
    }

    private static func unknown(_ names: some Collection<String>, _ known: [String], _ place: String) -> String? {
        guard let name = names.sorted().first(where: { !known.contains($0) }) else { return nil }
        let near = Nearest.word(to: name, among: known).map { " (did you mean ‘\($0)’?)" } ?? ""
        return "\(place)‘\(name.prefix(40))’ is not known\(near); known are \(known.joined(separator: ", "))"
    }

    /// As much of a JSON value as has names.
    private enum Value: Decodable {
        case object([String: Value])
        case list([Value])
        case text(String)
        case other

        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            if let object = try? value.decode([String: Value].self) {
                self = .object(object)
            } else if let list = try? value.decode([Value].self) {
                self = .list(list)
            } else if let text = try? value.decode(String.self) {
                self = .text(text)
            } else {
                self = .other
            }
        }
    }
}
