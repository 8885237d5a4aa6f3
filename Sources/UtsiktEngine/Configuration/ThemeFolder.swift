import Foundation
import UtsiktCore
import Yams

/// The folder beside the configuration where each file is a theme.
package struct ThemeFolder: Sendable {
    /// Its path.
    package let path: String

    /// At most so many files are read; a folder with more was not written by hand.
    private static let most = 100

    /// The folder that belongs to a configuration file.
    package init(beside configuration: String) {
        path = URL(fileURLWithPath: configuration).deletingLastPathComponent().appendingPathComponent("themes").path
    }

    /// The themes' files, by name.
    package var files: [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        let themes = names.filter { !$0.hasPrefix(".") && ($0.hasSuffix(".yaml") || $0.hasSuffix(".yml")) }
        return themes.sorted().prefix(Self.most).map { path + "/" + $0 }
    }

    /// Reads every file; a theme has its file's name unless it says another.
    package func read() -> (themes: [UserTheme], faults: [ConfigurationFault]) {
        var (themes, faults): ([UserTheme], [ConfigurationFault]) = ([], [])
        for file in files {
            var collector = FaultCollector(file: file)
            if let theme = Self.read(file, &collector) { themes.append(theme) }
            faults += collector.faults
        }
        return (themes, faults)
    }

    private static func read(_ file: String, _ faults: inout FaultCollector) -> UserTheme? {
        let bytes: [UInt8]
        do {
            bytes = try BoundedFile.read(file, .theme, patience: BoundedFile.short)
        } catch {
            faults.note(
                error.problem(refused: "the theme cannot be read"), in: .themes, at: nil,
                remedy: "It is a small UTF-8 file that you may read")
            return nil
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            faults.note("the theme is not UTF-8", in: .themes, at: nil, remedy: "Save it as UTF-8")
            return nil
        }
        guard let root = YAMLText.root(of: text, in: .themes, &faults) else { return nil }
        let name = URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
        return ThemeReader.theme(root, name: name, &faults)
    }
}
