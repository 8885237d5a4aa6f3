import Foundation

/// Finds the bundled assets: samples, switch catalogue, themes, default configuration.
///
/// Looked for in this order: the folder in `UTSIKT_ASSETS` when set; `Assets` beside the executable; `share/utsikt` under the
/// executable's prefix; `Assets` in the source tree the executable was built from. `Bundle.module` is not used: it traps when
/// the build folder is gone.
public struct AssetLocator: Sendable {
    /// The folders that are searched, in order.
    public let candidates: [String]

    /// Makes a locator over given folders, as tests do.
    public init(candidates: [String]) { self.candidates = candidates }

    /// Makes the locator of an executable.
    /// - Parameters:
    ///   - executable: The executable's path with symbolic links resolved.
    ///   - environment: The process's environment.
    public init(executable: String, environment: [String: String]) {
        var folders: [String] = []
        if let override = environment["UTSIKT_ASSETS"], !override.isEmpty { folders.append(override) }
        let folder = URL(fileURLWithPath: executable).deletingLastPathComponent()
        folders.append(folder.appendingPathComponent("Assets").path)
        folders.append(folder.deletingLastPathComponent().appendingPathComponent("share/utsikt").path)
        // In a source tree the executable lies in .build/<triple>/<configuration>/.
        var parent = folder
        while parent.path != "/", parent.path != "" {
            parent = parent.deletingLastPathComponent()
            let manifest = parent.appendingPathComponent("Package.swift").path
            if FileManager.default.fileExists(atPath: manifest) {
                folders.append(parent.appendingPathComponent("Assets").path)
                break
            }
        }
        candidates = folders
    }

    /// The locator of the running process.
    public static func ofProcess() -> AssetLocator {
        let link = "/proc/self/exe"
        let path =
            (try? FileManager.default.destinationOfSymbolicLink(atPath: link)) ?? CommandLine.arguments.first ?? ""
        return AssetLocator(executable: path, environment: ProcessInfo.processInfo.environment)
    }

    /// The path of an asset.
    /// - Parameter name: The path below the assets folder, as `world/hashtags.tsv`.
    /// - Throws: `AssetError` that says where was looked.
    public func path(_ name: String) throws(AssetError) -> String {
        for folder in candidates {
            let path = folder + "/" + name
            if FileManager.default.fileExists(atPath: path) { return path }
        }
        throw AssetError(name: name, searched: candidates, reason: nil)
    }

    /// An asset's bytes.
    /// - Throws: `AssetError` when it is missing or unreadable.
    public func data(_ name: String) throws(AssetError) -> [UInt8] {
        let path = try path(name)
        do {
            return try BoundedFile.read(path, .world)
        } catch {
            throw AssetError(name: name, searched: [path], reason: error.problem)
        }
    }
}

/// A bundled asset could not be found or read.
public struct AssetError: ExplainedError {
    /// The asset's path below the assets folder.
    public let name: String
    /// The folders (or the file) that were tried.
    public let searched: [String]
    /// The system's word when the file exists but cannot be read.
    public let reason: String?

    /// What is wrong.
    public var problem: String {
        if let reason { return "the asset ‘\(name)’ cannot be used: \(reason)" }
        return "the asset ‘\(name)’ was not found; looked in \(searched.joined(separator: ", "))"
    }
    /// What to do.
    public var remedy: String { "Put the Assets folder beside the executable, or name its folder in UTSIKT_ASSETS" }
    /// Nothing could be done.
    public var exitStatus: Int32 { 3 }
}
