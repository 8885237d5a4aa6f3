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
<<<<<<< HEAD:Sources/UtsiktEngine/Desks/CopiedFile.swift
=======

    /// A name with nothing in it that could lead elsewhere.
    package static func name(_ text: String) -> String {
        let safe = text.prefix(64).map { $0.isASCII && ($0.isLetter || $0.isNumber || "-_".contains($0)) ? $0 : "-" }
        return safe.isEmpty ? "copy" : String(safe)
    }
>>>>>>> 92ae46c (One fact once: CSV tables, the home folder, private files, a residual's sign):Sources/UtsiktEngine/CopiedFile.swift
}
