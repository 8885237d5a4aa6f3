#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The executables built beside the tests.
public enum BuiltExecutable {
    /// The path of one; nil when it was not built.
    public static func path(_ name: String) -> String? {
        guard let own = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"),
            let slash = own.lastIndex(of: "/")
        else { return nil }
        let path = own[...slash] + name
        return FileManager.default.isExecutableFile(atPath: String(path)) ? String(path) : nil
    }
}
