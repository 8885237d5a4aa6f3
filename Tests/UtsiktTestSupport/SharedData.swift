import Foundation

/// The shared sample data that some tests are checked against; they are skipped where it is not at hand.
///
/// It is the folder that the environment variable `UTSIKT_SHARED_DATA` names; without one, the first `shared/data` on the
/// way up from the source tree. A folder that is named but does not exist counts as none: nothing else is looked at then.
public enum SharedData {
    /// The folder; nil where it is absent.
    public static let folder: String? = {
        if let named = ProcessInfo.processInfo.environment["UTSIKT_SHARED_DATA"], !named.isEmpty {
            return FileManager.default.fileExists(atPath: named) ? named : nil
        }
        var parent = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        while parent.path != "/" {
            let candidate = parent.appendingPathComponent("shared/data").path
            if FileManager.default.fileExists(atPath: candidate) { return candidate }
            parent.deleteLastPathComponent()
        }
        return nil
    }()

    /// A file or folder of it; nil where it is absent.
    public static func path(_ relative: String) -> String? {
        guard let path = folder.map({ $0 + "/" + relative }), FileManager.default.fileExists(atPath: path) else {
            return nil
        }
        return path
    }
}
