import Foundation
package import UtsiktCore

/// Lists of tags as files: stop lists and merge lists.
package enum TagListFile {
    /// The tags to leave out, one a line, and the lines that are something else.
    /// - Throws: `ConfigurationError` when it cannot be read.
    package static func stops(_ path: String) throws(ConfigurationError) -> (list: TagList, rejected: RejectionList) {
        TagList.parse(try text(path), file: path)
    }

    /// The groups of tags that count as one, a group a line, and the lines that are something else.
    /// - Throws: `ConfigurationError` when it cannot be read.
    package static func groups(_ path: String) throws(ConfigurationError) -> (list: TagGroups, rejected: RejectionList)
    {
        let (groups, rejected) = TagGroups.parse(try text(path), file: path)
        return (groups, rejected)
    }

    private static func text(_ path: String) throws(ConfigurationError) -> String {
        let bytes: [UInt8]
        do {
            bytes = try BoundedFile.read(path, .tagList)
        } catch {
            let problem =
                if case .refused = error.reason { "\(path) cannot be read" } else { "\(path): \(error.problem)" }
            throw ConfigurationError(
                problem, at: InputLocation(file: path), remedy: "It is a file of tags that you may read")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw ConfigurationError(
                "\(path) is not valid UTF-8", at: InputLocation(file: path), remedy: "Save it as UTF-8")
        }
        return text
    }
}
