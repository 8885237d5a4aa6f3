import UtsiktApp
import UtsiktCore
import UtsiktScreen
import UtsiktSources

/// A configuration with everything that belongs to it: the themes' files and the judgement of its keys.
package struct CheckedConfiguration {
    private let reading: ConfigurationReading
    /// What it means for the screen.
    package let configured: ConfiguredPreferences
    /// All that is wrong.
    package let faults: [ConfigurationFault]

    /// Checks a reading.
    /// - Parameter choice: What the command line says about the screen.
    package init(_ reading: ConfigurationReading, choice: ScreenChoice = ScreenChoice()) {
        self.reading = reading
        let (user, faults) = ThemeFolder(beside: reading.path).read()
        let (themes, more) = ThemeReader.themes(reading.configuration.themes + user)
        let local = reading.configuration.units.isLocal ? LocalZone.read() : nil
        configured = ConfiguredPreferences(reading.configuration, themes: themes, local: local, choice: choice)
        let all = reading.faults + faults + more + configured.faults
        // In the order of the file, for a reader who goes through it from the top.
        self.faults = all.sorted { a, b in
            guard let a = a.error.location, let b = b.error.location else { return a.error.location == nil }
            return (a.file, a.line ?? 0, a.column ?? 0) < (b.file, b.line ?? 0, b.column ?? 0)
        }
    }

    /// What the file says, in a line.
    package var summary: String {
        let configuration = reading.configuration
        var parts = [
            summary(of: .posts) ?? "no posts", summary(of: .observations) ?? "no weather",
            "kept in \(configuration.database)",
        ]
        func count(_ number: Int, _ thing: String, _ things: String) {
            if number > 0 { parts.append("\(number) \(number == 1 ? thing : things)") }
        }
        count(configuration.keys.count, "line of keys", "lines of keys")
        count(configuration.layouts.count, "layout", "layouts")
        count(configured.preferences.themes.count - Theme.builtIn.count, "theme", "themes")
        return "\(reading.path): " + parts.joined(separator: "; ")
    }

    private func summary(of content: SourceContent) -> String? {
        let own = reading.configuration.sources.filter { $0.content == content }.map(\.facts.summary)
        return own.isEmpty ? nil : own.joined(separator: "; ")
    }
}
