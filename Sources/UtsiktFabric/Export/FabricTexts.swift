// Checks, fabrics and catalogues in words.
extension FabricCheck {
    /// The finding on a line: severity, code, reason, and what to do.
    public var text: String {
        let advice = suggestion.isEmpty || severity == .ok ? "" : " - \(suggestion)"
        let repair = fix.map { " [fix: \($0.title)]" } ?? ""
        return "\(severity.rawValue) \(code.rawValue): \(reason)\(advice)\(repair)"
    }
}

extension WideAnalysis {
    /// The fabric's figures and a line for each rack that does not fit.
    public var text: String {
        var lines = [
            "\(counted(leafs, "leaf")) on \(counted(spines, "spine")), \(counted(servers, "server")), \(moved) moved, "
                + "\(movable) can",
            "ports of a spine: \(spinePortsNeeded) of \(spinePorts)\(spinesSuffice ? "" : ", too few")",
            "oversubscription: worst \(worstRatio?.text ?? "a rack without uplink"), "
                + "one spine down \(worstRatioSpineDown?.text ?? "a rack cut off")",
            unfit == 0 ? "everything fits" : "\(counted(unfit, "rack")) in which something finds no port",
        ]
        for rack in racks.lazy.filter({ !$0.fits }).prefix(20) {
            lines.append("  \(rack.rack): \(rack.portsNeeded) ports needed, there are \(rack.ports)")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

extension SwitchCatalogue {
    private static let titles = [
        "id", "switch", "system", "QSFP", "SFP", "may split", "limits", "change", "trust", "source",
    ]

    private var rows: [[String]] {
        models.map { model in
            [
                model.id, model.title, model.system.title, "\(model.qsfp.count)", "\(model.sfp.count)",
                model.splittable.text, model.limits.text, model.change.rawValue, model.trust.rawValue,
                model.sources.first ?? "",
            ]
        }
    }

    /// The switches in columns, each with its limits, its trust mark and its source.
    public var text: String { TextTable.text(SwitchCatalogue.titles, rows) }

    /// The switches as CSV with a header line.
    public var csv: String { TextTable.csv(SwitchCatalogue.titles.map { $0.replacing(" ", with: "_") }, rows) }
}

extension SwitchLimits {
    /// The limits in words; `none` where splits are free.
    public var text: String {
        var parts: [String] = []
        if let logical { parts.append("\(logical) logical") }
        if let softwarePorts { parts.append("\(softwarePorts) in software") }
        if let tenGig { parts.append("\(tenGig) x 10G") }
        if let pipe = pipes.first { parts.append("\(pipes.count) pipes of \(pipe.logical)") }
        if !disables.isEmpty { parts.append("partner off") }
        if let group = shared.first { parts.append("SFP \(group.sfp.text) or QSFP \(group.qsfp)") }
        if !speedGroups.isEmpty { parts.append("speed group \(speedGroups.map(\.text).joined(separator: " "))") }
        if !portModes.isEmpty { parts.append("\(portModes.count) box modes") }
        if !layouts.isEmpty { parts.append("\(layouts.count) layouts") }
        if mayDisable { parts.append("ports may be off") }
        return parts.isEmpty ? "none" : parts.joined(separator: ", ")
    }
}
