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
        let path = folder + "/" + Self.name(copied.name) + ".txt"
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

    /// A name with nothing in it that could lead elsewhere.
    package static func name(_ text: String) -> String {
        let safe = text.prefix(64).map { $0.isASCII && ($0.isLetter || $0.isNumber || "-_".contains($0)) ? $0 : "-" }
        return safe.isEmpty ? "copy" : String(safe)
    }
}

/// Files that only their owner may read.
package enum PrivateFile {
    /// Writes a new file; one that is there already is left alone.
    /// - Returns: Whether it was written; otherwise nothing is left, and `errno` says why.
    package static func create(_ path: String, _ bytes: [UInt8]) -> Bool {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return false }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            rest = rest.dropFirst(count)
        }
        let isClosed = close(descriptor) == 0
        if !rest.isEmpty || !isClosed {
            let reason = errno
            unlink(path)
            errno = reason
            return false
        }
        return true
    }
}
