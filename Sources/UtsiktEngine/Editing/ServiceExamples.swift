package import UtsiktSources

/// How the services stand in a documented configuration: every setting with an example and what it means, as comments.
package enum ServiceExamples {
    /// The column in which the words begin.
    private static let column = 44

    /// The list of sources, one of each service.
    package static func text(_ services: ServiceRegister) -> String {
        var lines = ["#sources:"]
        for service in services.services {
            lines.append(line("  - service: \(service.name)", service.summary))
            lines.append(line("    name: my-\(service.name)", "its rows carry it"))
            for setting in service.settings { lines += self.lines(setting) }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func lines(_ setting: ServiceSetting) -> [String] {
        let key = setting.keys.first ?? setting.name
        if case .records = setting.kind {
            return [line("    \(key):", setting.help)] + setting.examples.map { line("      - \($0)", "") }
        }
        if case .texts = setting.kind {
            return [line("    \(key): [\(setting.examples.joined(separator: ", "))]", setting.help)]
        }
        return [line("    \(key): \(setting.examples.first ?? "…")", setting.help)]
    }

    private static func line(_ yaml: String, _ help: String) -> String {
        let start = "#" + yaml
        guard !help.isEmpty else { return start }
        return start + String(repeating: " ", count: max(1, column - start.count)) + "# " + help
    }
}
