package import UtsiktCore

/// The parts of the configuration, by their names in the file.
package enum ConfigurationSection: String, Sendable, Hashable, CaseIterable {
    /// The file as a whole.
    case file
    case database, retention, sources, topics, look, units, keys, layouts, themes

    /// Whether a fault there leaves something undone; elsewhere only the faulty line is without effect.
    package var isNeeded: Bool {
        switch self {
        case .file, .database, .retention, .sources: true
        case .topics, .look, .units, .keys, .layouts, .themes: false
        }
    }
}

/// Something in the configuration that cannot be used.
package struct ConfigurationFault: Sendable, Hashable, CustomStringConvertible {
    /// The part it is in.
    package var section: ConfigurationSection
    /// What, where and what to do.
    package var error: ConfigurationError

    /// As it is printed: `file:line:column: field: problem. Remedy.`
    package var description: String { error.description }

    /// What it means for the program, as the log adds it.
    package var consequence: String {
        switch section {
        case .file: "the file does not count"
        case .database: "no database is opened"
        case .retention: "nothing is deleted"
        case .sources: "the source is not fetched"
        case .layouts: "the layout does not count"
        case .topics, .look, .units, .keys, .themes: "the line does not count"
        }
    }
}

/// The configuration cannot be used.
package struct ConfigurationError: ExplainedError, Hashable {
    package let problem: String
    package let location: InputLocation?
    package let remedy: String
    /// 2 for what somebody wrote, 3 for what the disk refused.
    package let exitStatus: Int32
    /// What else is wrong in the same file.
    package private(set) var further: [ConfigurationError] = []

    package init(_ problem: String, at location: InputLocation?, remedy: String, exitStatus: Int32 = 2) {
        self.problem = problem
        self.exitStatus = exitStatus
        self.location = location
        self.remedy = remedy
    }

    /// Several errors as one; nil for none.
    package init?(_ errors: [ConfigurationError]) {
        guard var first = errors.first else { return nil }
        first.further = Array(errors.dropFirst())
        self = first
    }

    /// A line an error.
    package var description: String {
        let place = location.map { "\($0): " } ?? ""
        let line = place + problem + (remedy.isEmpty ? "" : ". " + remedy)
        return ([line] + further.map(\.description)).joined(separator: "\n")
    }
}

/// What a configuration file says, as far as it can be used, and what is wrong with the rest.
package struct ConfigurationReading: Sendable, Hashable {
    /// The file's path.
    package var path: String
    /// Whether there is such a file.
    package var isThere = true
    /// What can be used; the defaults where nothing can.
    package var configuration: Configuration
    /// What cannot, in the order in which it was found.
    package var faults: [ConfigurationFault] = []

    /// The faults that keep something from being done.
    package var stoppingFaults: [ConfigurationFault] { faults.filter(\.section.isNeeded) }

    /// Whether a part has faults.
    package func hasFault(in section: ConfigurationSection) -> Bool { faults.contains { $0.section == section } }
}
