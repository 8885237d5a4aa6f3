/// What is typed on a leaf to make its ports as a plan has them.
public struct ConfigSnippet: Sendable, Hashable {
    /// The lines.
    public let lines: [String]

    /// The lines as a text.
    public var text: String { lines.map { $0 + "\n" }.joined() }

    /// The configuration of a leaf of a plan.
    /// - Parameter leaf: The leaf, from 1.
    public init(_ analysis: FabricAnalysis, leaf: Int = 1) {
        let (plan, system, model) = (analysis.plan, analysis.plan.model.system, analysis.plan.model)
        guard analysis.layouts.indices.contains(leaf - 1) else {
            lines = []
            return
        }
        let layout = analysis.layouts[leaf - 1]
        let sign = system == .junos || system == .cumulus || system == .sonic ? "#" : "!"
        var lines = ["\(sign) \(plan.rack) leaf-\(leaf): \(model.title), \(system.title)"]
        let trust = system.commandTrust
        lines.append("\(sign) syntax: \(trust.mark.rawValue) (\(trust.source))")
        for port in layout.ports {
            if case .split = port.role { lines += system.split(panelPort: port.number, on: model, speeds: plan.speeds) }
            if case .off = port.role, system == .cumulus {
                lines.append("# /etc/cumulus/ports.conf: \(port.number)=disabled")
            }
        }
        lines += system.activation(of: model, splits: layout.splits)
        for row in CutSheet(analysis).rows where row.leaf == "leaf-\(leaf)" {
            let text = "\(row.device) \(row.devicePort)"
            lines += ConfigSnippet.describe(row.interface, TextGuard.plain(text), system)
        }
        if leaf == 2 || plan.leafs == 2 {
            for cable in analysis.cables where cable.purpose == .peer {
                let name = system.name(of: PlannedLink(port: cable.port), on: model)
                if leaf == 2 { lines += ConfigSnippet.describe(name, "leaf-1 \(name)", system) }
            }
        }
        self.lines = lines
    }

    /// The description of an interface in a system's words.
    private static func describe(_ name: String, _ text: String, _ system: NetworkSystem) -> [String] {
        switch system {
        case .eos, .nxos, .os10: ["interface \(name)", "   description \(text)"]
        case .os9S6000, .os9S6010:
            [
                "interface \(name.hasPrefix("Te") ? "TenGigabitEthernet" : "fortyGigE") \(name.dropFirst(2))",
                " description \(text)",
            ]
        case .onyx: ["interface ethernet \(name.dropFirst(3)) description \"\(text)\""]
        case .junos: ["set interfaces \(name) description \"\(text)\""]
        case .cumulus: ["net add interface \(name) alias \(text.replacing(" ", with: "_"))"]
        case .sonic: ["# \(name): \(text)"]
        case .generic, .fortiswitch: ["! \(name): \(text)"]
        }
    }
}

/// Makes names from outside safe to stand in a switch's configuration.
enum TextGuard {
    /// The text with everything replaced that could end a line, a quote or a command.
    static func plain(_ text: String) -> String {
        String(
            text.unicodeScalars.prefix(120).map { scalar in
                let isWord = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                return isWord || " -_./:".unicodeScalars.contains(scalar) ? Character(scalar) : "_"
            })
    }
}
