import UtsiktCore
package import Yams

/// What YAML's parser says, with its place.
package struct YAMLProblem {
    /// The fault in the form of the others.
    package let fault: ConfigurationFault

    /// Explains an error of the parser.
    /// - Parameters:
    ///   - text: What was read.
    ///   - section: The part that cannot be used because of it.
    package init(_ error: YamlError, in text: String, file: String, section: ConfigurationSection = .file) {
        var place = InputLocation(file: file)
        var remedy = "Correct the file; a value with : # ? [ { or a quote in it stands in \"quotes\""
        let problem: String
        switch error {
        case .scanner(_, let what, let mark, _), .parser(_, let what, let mark, _), .composer(_, let what, let mark, _):
            problem = "this is not valid YAML: \(what)"
            (place.line, place.column) = (mark.line, mark.column)
        case .reader(let what, _, _, _): problem = "this is not valid YAML: \(what)"
        case .duplicatedKeysInMapping(let keys, let context):
            let key = keys.min() ?? ""
            problem = "‘\(key)’ stands twice"
            remedy = "Keep one of them"
            let found = Self.second(key, in: text, from: context.mark.line)
            (place.line, place.column, place.field) = (found?.line, found?.column, key)
            if found == nil { place.line = context.mark.line }
        default: problem = "this is not valid YAML"
        }
        fault = ConfigurationFault(
            section: section, error: ConfigurationError(problem, at: place, remedy: remedy))
    }

    /// Where a key stands for the second time: the parser only tells where the mapping begins.
    /// - Parameter first: The mapping's first line, from 1.
    private static func second(_ key: String, in text: String, from first: Int) -> (line: Int, column: Int)? {
        let wanted = Array(key)
        guard !wanted.isEmpty else { return nil }
        var count = 0
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated().dropFirst(max(0, first - 1)) {
            let line = Array(line)
            var at = 0
            while at + wanted.count < line.count {
                defer { at += 1 }
                guard at == 0 || " {,\"'".contains(line[at - 1]), line[at] != "#",
                    Array(line[at..<at + wanted.count]) == wanted
                else { continue }
                let rest = line[(at + wanted.count)...].drop { $0 == "\"" || $0 == "'" }
                guard rest.first == ":" else { continue }
                count += 1
                if count == 2 { return (index + 1, at + 1) }
            }
        }
        return nil
    }
}
