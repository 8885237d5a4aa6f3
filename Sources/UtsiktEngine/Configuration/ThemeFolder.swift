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
        let size = (try? FileManager.default.attributesOfItem(atPath: file)[.size] as? NSNumber)?.intValue ?? 0
        guard size <= ConfigurationReader.largest, let data = FileManager.default.contents(atPath: file),
            let text = String(data: data, encoding: .utf8)
        else {
            faults.note(
                "the theme cannot be read", in: .themes, at: nil, remedy: "It is a small UTF-8 file that you may read")
            return nil
        }
        do {
            guard let root = try compose(yaml: text) else { return nil }
            let name = URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
            return ThemeReader.theme(root, name: name, &faults)
        } catch let error as YamlError {
            faults.note(YAMLProblem(error, in: text, file: file, section: .themes).fault)
        } catch {
            faults.note("this is not valid YAML", in: .themes, at: nil, remedy: "Correct the file")
        }
        return nil
    }
}
