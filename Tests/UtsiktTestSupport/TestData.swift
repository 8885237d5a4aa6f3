import Foundation

/// The project's own test data: `Tests/Data`, one folder a domain, each with the script that made it.
public enum TestData {
    /// The folder.
    public static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Data").path

    /// The path of a file or folder in it. It is not looked at: a test that reads what is missing fails.
    public static func path(_ relative: String) -> String { folder + "/" + relative }

    /// The project's own file, and the one of the shared data where that is at hand: a test takes each as an argument, so that
    /// the shared data adds cases and their absence takes none away.
    public static func sources(_ relative: String, shared: String) -> [String] {
        [path(relative)] + (SharedData.path(shared).map { [$0] } ?? [])
    }
}
