import Foundation
package import UtsiktCore

/// Lists of tags as files: stop lists and merge lists.
package enum TagListFile {
    /// A longer list is none that anybody keeps.
    private static let largest = 16 << 20

    /// The tags to leave out, one a line, and the lines that are something else.
    /// - Throws: `ConfigurationError` when it cannot be read.
    package static func stops(_ path: String) throws(ConfigurationError) -> (list: TagList, rejected: [Rejection]) {
        TagList.parse(try text(path), file: path)
    }

    /// The groups of tags that count as one, a group a line, and the lines that are something else.
    /// - Throws: `ConfigurationError` when it cannot be read.
    package static func groups(_ path: String) throws(ConfigurationError) -> (list: TagGroups, rejected: [Rejection]) {
        let (groups, rejected) = TagGroups.parse(try text(path), file: path)
        return (groups, rejected)
    }

    private static func text(_ path: String) throws(ConfigurationError) -> String {
        let size = (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? NSNumber)?.intValue ?? 0
        guard size <= largest, let data = FileManager.default.contents(atPath: path) else {
            throw ConfigurationError(
                "\(path) cannot be read", at: InputLocation(file: path),
                remedy: "It is a file of tags that you may read")
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            throw ConfigurationError(
                "\(path) is not valid UTF-8", at: InputLocation(file: path), remedy: "Save it as UTF-8")
        }
        return text
    }
}
