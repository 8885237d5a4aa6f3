/// What restricts splits: every kind of limit known from real switches. The tenth, ports that never split, is
/// `SwitchModel.splittable`.
public struct SwitchLimits: Sendable, Hashable {
    /// A pipe of the chip with logical ports of its own.
    public struct Pipe: Sendable, Hashable {
        /// The panel ports of the pipe.
        public let range: PortSet
        /// Its logical ports.
        public let logical: Int
    }

    /// SFP+ ports that share their lanes with a QSFP port: either they or it.
    public struct Shared: Sendable, Hashable {
        /// The SFP+ ports.
        public let sfp: PortSet
        /// The QSFP port.
        public let qsfp: Int
    }

    /// A layout the maker ships: which ports are split in it.
    public struct Layout: Sendable, Hashable {
        /// Its name, as `20x40G+48x10G`.
        public let name: String
        /// The ports it splits.
        public let split: PortSet
    }

    /// The most logical ports in all.
    public var logical: Int?
    /// The most logical ports of each pipe.
    public var pipes: [Pipe] = []
    /// The partner that is killed when a port is split.
    public var disables: [Int: Int] = [:]
    /// Groups that are either SFP+ or QSFP.
    public var shared: [Shared] = []
    /// Modes of the whole box, one of which must be chosen.
    public var portModes: [String] = []
    /// Groups of ports that must run at one speed when an adapter is used.
    public var speedGroups: [PortSet] = []
    /// The most ports the software counts, management included.
    public var softwarePorts: Int?
    /// The only layouts the maker ships.
    public var layouts: [Layout] = []
    /// The most 10GbE ports.
    public var tenGig: Int?
    /// Whether ports may be switched off to free their logical port.
    public var mayDisable = false

    /// Makes limits; none by default.
    public init(logical: Int? = nil, disables: [Int: Int] = [:]) {
        self.logical = logical
        self.disables = disables
    }

    /// The logical ports that bound the panel's ports: the chip's cap, or the software's without its management port.
    public var logicalCap: Int? {
        let software = softwarePorts.map { $0 - 1 }
        return [logical, software].compactMap { $0 }.min()
    }

    /// The layout with the fewest splits that are enough and that suits the cables there are, or with the most where none
    /// has enough; nil where splits are free.
    func layout(splits: Int, splitting links: [PlannedLink]) -> Layout? {
        let fitting = layouts.filter { layout in
            links.allSatisfy { layout.split.contains($0.port) == ($0.lane != nil) }
        }
        let choice = fitting.isEmpty ? layouts : fitting
        return choice.filter { $0.split.count >= splits }.min { $0.split.count < $1.split.count }
            ?? choice.max { $0.split.count < $1.split.count }
    }
}
