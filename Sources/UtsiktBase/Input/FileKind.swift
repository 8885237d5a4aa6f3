/// The kinds of files that are read as a whole, each with the most bytes that a file of it may have.
///
/// The limits are far above what people write and far below what a machine's memory holds. Files of posts are not here: they are
/// read in blocks, and only a line has a limit.
public enum FileKind: Sendable, Hashable, CaseIterable {
    /// A rack's plan.
    case plan
    /// Switches: a catalogue, or a device type.
    case switches
    /// Prices of cables and parts.
    case prices
    /// Cases for batch arithmetic.
    case cases
    /// A `case.json`.
    case weatherCase
    /// Observations of a place as CSV.
    case observations
    /// A dataset or testset as CSV; packed and unpacked.
    case dataset
    /// The schema of a dataset.
    case schema
    /// What goes wrong in a replay.
    case faults
    /// A file of a sample world.
    case world
    /// A list of tags.
    case tagList
    /// The configuration.
    case configuration
    /// A theme.
    case theme
    /// A token, a key or a password.
    case secret
    /// What the program keeps for itself.
    case memory
    /// What the system says of itself, as its list of mounts.
    case system

    /// The most bytes that a file may have.
    public var limit: Int {
        switch self {
        case .secret: 64 << 10
        case .plan, .switches, .prices, .weatherCase, .schema, .faults, .configuration, .theme: 1 << 20
        case .cases, .system: 4 << 20
        case .tagList, .world: 16 << 20
        case .observations, .dataset: 32 << 20
        case .memory: 64 << 20
        }
    }

    /// What it is called in messages.
    public var words: String {
        switch self {
        case .plan: "a plan"
        case .switches: "a list of switches"
        case .prices: "a price list"
        case .cases: "a file of cases"
        case .weatherCase: "a case file"
        case .observations: "a file of observations"
        case .dataset: "a dataset"
        case .schema: "a schema"
        case .faults: "a fault script"
        case .world: "a sample world's file"
        case .tagList: "a list of tags"
        case .configuration: "a configuration"
        case .theme: "a theme"
        case .secret: "a secret"
        case .memory: "a file of the program's own"
        case .system: "a file of the system"
        }
    }

    /// The limit as people read it.
    public var limitText: String { limit < 1 << 20 ? "\(limit >> 10) KB" : "\(limit >> 20) MB" }
}
