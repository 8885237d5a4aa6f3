import Foundation
package import UtsiktApp
import UtsiktCore

/// What `y` copies, as a file: for terminals without a clipboard, and for scripts.
package struct CopiedFile: Sendable {
    /// The folder of these files.
    package let folder: String

    /// The folder of a user's files.
    package init(_ files: ConfigurationFiles) { folder = files.statePath + "/copied" }

    /// Writes a text that only its owner may read, in place of the last one of its name, whole or not at all.
    /// - Returns: The file's path.
    /// - Throws: `ConfigurationError` that says which file could not be written.
    package func write(_ copied: CopiedText) throws(ConfigurationError) -> String {
        let path = folder + "/" + SafeFileName.name(copied.name) + ".txt"
        let draft = path + ".\(getpid()).new"
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw Self.failed(folder)
        }
        guard PrivateFile.create(draft, Array(copied.text.utf8)), rename(draft, path) == 0 else {
            unlink(draft)
            throw Self.failed(path)
        }
        return path
    }

    private static func failed(_ path: String) -> ConfigurationError {
        ConfigurationError(
            "the copy cannot be written", at: InputLocation(file: path), remedy: "Check the folder and the disk")
    }
}
