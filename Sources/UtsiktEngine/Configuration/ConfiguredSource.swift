package import UtsiktCore
package import UtsiktSources

/// One source as the configuration has it.
package struct ConfiguredSource: Sendable, Hashable {
    /// Its name; its rows carry it.
    package var id: SourceID
    /// The service that it asks, by its name in the register.
    package var service: String
    /// What its rows are.
    package var content: SourceContent
    /// The section that it stands in; nil for an element of `sources`.
    package var section: String?
    /// What the file says of it, with the defaults of what it leaves open.
    package var values: ServiceValues
    /// What it fetches.
    package var facts: SourceFacts
}
