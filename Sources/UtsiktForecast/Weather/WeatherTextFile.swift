import Foundation
import UtsiktBase

/// Texts that the forecast writes: batches, datasets, reports.
package enum WeatherTextFile {
    /// Writes a text, compressed when the name ends in `.gz`.
    /// - Throws: `WeatherInputError` with status 3.
    package static func write(_ text: String, to path: String, folder: String? = nil) throws {
        do {
            if let folder { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) }
            let bytes = Array(text.utf8)
            let data = Data(path.hasSuffix(".gz") ? Gzip.compressed(bytes) : bytes)
            // Atomic: who reads the file while it is written finds the old one or the new one.
            try data.write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw WeatherInputError(
                "the file cannot be written", at: InputLocation(file: path),
                remedy: "Check the folder and its permissions",
                exitStatus: 3)
        }
    }
}
