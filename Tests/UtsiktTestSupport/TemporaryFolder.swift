import Foundation

/// A folder of a test's own.
public struct TemporaryFolder: Sendable {
    /// Its path.
    public let path: String

    /// Makes the folder.
    public init() throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("utsikt-test-\(UUID())").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    /// The path of a file in it.
    public func file(_ name: String) -> String { path + "/" + name }

    /// Removes it with all that is in it.
    public func remove() { try? FileManager.default.removeItem(atPath: path) }
}
