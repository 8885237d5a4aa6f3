import Foundation
package import UtsiktCore
import UtsiktSources

/// The bundled configuration: every setting explained, the defaults as they count, the sources as comments.
package enum ConfigurationTemplate {
    /// Its text, or that of another bundled example.
    /// - Throws: `AssetError` when the assets are missing.
    package static func text(_ asset: String = "config/config.yaml") throws(AssetError) -> String {
        let text = String(decoding: try AssetLocator.ofProcess().data(asset), as: UTF8.self)
        return text.replacing(servicesLine, with: ServiceExamples.text(.all))
    }

    /// The line that stands where the services' examples belong.
    private static let servicesLine = "# (services)\n"

    /// Writes it to a path where nothing is yet; what is there is never changed.
    /// - Returns: Whether it was written; false when there is a file.
    /// - Throws: `ConfigurationError` when it cannot be written.
    package static func write(to path: String) throws(ConfigurationError) -> Bool {
        let text: String
        do {
            text = try self.text()
        } catch {
            throw ConfigurationError(error.problem, at: nil, remedy: error.remedy)
        }
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        if PrivateFile.create(path, Array(text.utf8)) { return true }
        if errno == EEXIST { return false }
        throw ConfigurationError(
            "the configuration cannot be written", at: InputLocation(file: path),
            remedy: "Check the folder and who may write there")
    }
}
