/// The user's home folder, in paths as people write them: with `~/`.
public struct HomeFolder: Sendable, Hashable {
    /// The folder.
    public let path: String

    /// A folder as home.
    public init(_ path: String) { self.path = path }

    /// A path whose `~/` is this folder.
    public func expanded(_ written: String) -> String {
        written.hasPrefix("~/") ? path + written.dropFirst() : written
    }

    /// A path as people write it.
    public func shortened(_ path: String) -> String {
        let folder = self.path.hasSuffix("/") ? self.path : self.path + "/"
        return folder != "/" && path.hasPrefix(folder) ? "~/" + path.dropFirst(folder.count) : path
    }
}
