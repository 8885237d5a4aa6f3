import Foundation

/// The commands with their options, as the argument parser describes them.
struct ToolDescription: Decodable, Sendable {
    /// The program.
    var command: Command

    /// A command.
    struct Command: Decodable, Sendable {
        /// Its name.
        var commandName: String
        /// What it does, in a line.
        var abstract: String?
        /// What it does, at length.
        var discussion: String?
        /// The commands below it.
        var subcommands: [Command]?
        /// What it takes.
        var arguments: [Argument]?
        /// Whether the help names it.
        var shouldDisplay: Bool?
    }

    /// Something a command takes.
    struct Argument: Decodable, Sendable {
        /// `positional`, `option` or `flag`.
        var kind: String
        /// Its names.
        var names: [Name]?
        /// What stands for its value.
        var valueName: String?
        /// Whether it may be left out.
        var isOptional: Bool
        /// Whether it may be given more than once.
        var isRepeating: Bool
        /// Whether the help names it.
        var shouldDisplay: Bool
        /// Its value when it is left out.
        var defaultValue: String?
        /// What it may be.
        var allValues: [String]?
        /// What it does, in a line.
        var abstract: String?
        /// What it does, at length.
        var discussion: String?
    }

    /// A name of an option.
    struct Name: Decodable, Sendable {
        /// `long`, `short` or `longWithSingleDash`.
        var kind: String
        /// The name without dashes.
        var name: String

        /// As it is typed.
        var typed: String { (kind == "long" ? "--" : "-") + name }
    }

    /// Reads the parser's description.
    /// - Throws: `DecodingError` when its form has changed.
    init(json: String) throws { self = try JSONDecoder().decode(ToolDescription.self, from: Data(json.utf8)) }
}
