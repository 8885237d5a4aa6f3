import UtsiktBase

/// Every cable with both its ends: what a technician takes to the rack.
public struct CutSheet: Sendable, Hashable, Encodable {
    /// An end-to-end line: a split cable has one for each leg.
    public struct Row: Sendable, Hashable, Encodable {
        /// The cable's number, from 1; legs of a split share it.
        public let cable: Int
        /// The leaf, as `leaf-1`.
        public let leaf: String
        /// The leaf's port on the panel.
        public let port: Int
        /// The lane of a split, from 1; nil for a whole port.
        public let lane: Int?
        /// The leaf's interface as its system calls it.
        public let interface: String
        /// The other end's device.
        public let device: String
        /// The other end's port.
        public let devicePort: String
        /// The rack unit of the other end; nil outside the rack.
        public let unit: Int?
        /// The plugs.
        public let kind: String
        /// The medium; nil where none reaches.
        public let medium: String?
        /// The length sold, in metres; nil where none is long enough.
        public let length: Double?
        /// What to write on its label.
        public let label: String
    }

    /// The lines in the order of leaves and ports.
    public let rows: [Row]

    /// The cut sheet of a plan.
    public init(_ analysis: FabricAnalysis) { self.init(analysis.cables, plan: analysis.plan, analysis.placement) }

    /// The cut sheet of some of a plan's cables, as those of a step.
    public init(_ cables: [PlanCable], plan: FabricPlan, _ placement: RackPlacement) {
        let system = plan.model.system
        var rows: [Row] = []
        for (index, cable) in cables.enumerated() {
            let leaf = "leaf-\(cable.leaf)"
            func row(_ lane: Int?, _ device: String, _ port: String, _ unit: Int?) {
                let link = PlannedLink(
                    leaf: cable.leaf, port: cable.port, lane: lane, isAdapter: cable.kind == .adapter)
                rows.append(
                    Row(
                        cable: index + 1, leaf: leaf, port: cable.port, lane: lane.map { $0 + 1 },
                        interface: system.name(of: link, on: plan.model), device: device, devicePort: port, unit: unit,
                        kind: cable.kind.title(plan.speeds), medium: cable.medium?.title, length: cable.length,
                        label:
                            "\(plan.rack) \(leaf) p\(cable.port)\(lane.map { "/\($0 + 1)" } ?? "") - \(device) \(port)")
                )
            }
            switch cable.purpose {
            case .uplink: row(nil, "spine-\(cable.spine ?? 0)", "leaf-\(cable.leaf) of \(plan.rack)", nil)
            case .peer:
                row(
                    nil, "leaf-2", system.name(of: PlannedLink(port: cable.port), on: plan.model),
                    placement.leafs.last ?? nil)
            case .server:
                for leg in cable.legs {
                    let unit = placement.servers.indices.contains(leg.server) ? placement.servers[leg.server] : nil
                    row(leg.lane, plan.name(ofServer: leg.server), leg.nic, unit)
                }
            }
        }
        self.rows = rows
    }

    private static let titles = [
        "cable", "leaf", "port", "lane", "interface", "device", "device port", "unit", "kind", "medium", "metres",
    ]

    private static func fields(_ row: Row) -> [String] {
        [
            "\(row.cable)", row.leaf, "\(row.port)", row.lane.map(String.init) ?? "", row.interface, row.device,
            row.devicePort, row.unit.map(String.init) ?? "", row.kind, row.medium ?? "none reaches",
            row.length.map(FabricCheck.length) ?? "",
        ]
    }

    /// The lines in columns.
    public var text: String { TextTable.text(CutSheet.titles, rows.map(CutSheet.fields)) }

    /// The lines as CSV (RFC 4180) with a header line.
    public var csv: String {
        let titles = CutSheet.titles.map { $0.replacing(" ", with: "_") } + ["label"]
        return TextTable.csv(titles, rows.map { CutSheet.fields($0) + [$0.label] })
    }
}

/// Lines in columns, as wide as their widest field.
enum TextTable {
    static func text(_ titles: [String], _ rows: [[String]]) -> String {
        var widths = titles.map(\.count)
        for row in rows {
            for (column, field) in row.enumerated() where column < widths.count {
                widths[column] = max(widths[column], field.count)
            }
        }
        func line(_ fields: [String]) -> String {
            var text = ""
            for (column, field) in fields.enumerated() {
                text += field
                if column + 1 < fields.count { text += String(repeating: " ", count: widths[column] - field.count + 2) }
            }
            while text.last == " " { text.removeLast() }
            return text + "\n"
        }
        return line(titles) + rows.map(line).joined()
    }

    static func csv(_ titles: [String], _ rows: [[String]]) -> String {
        // Server names come from outside.
        CSVTable(titles, rows, lineEnd: .crlf, guardsFormulas: true).text
    }
}
