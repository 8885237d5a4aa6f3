package import UtsiktCore

/// The counting engines that a world can have: the one place that names them.
///
/// A further engine is a type of its own that counts (`TopicsCounting`) and a line here; what feeds and shows it knows only the
/// protocol.
package enum CountingEngine {
    /// Counts in this process.
    package static func embedded(_ query: TopicsQuery) -> any TopicsCounting { TopicsAnalysis(query: query) }
}
