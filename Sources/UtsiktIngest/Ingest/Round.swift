public import UtsiktBase

/// The beginning of a round of a source: what is wanted now, and what of the journal is taken up again.
///
/// New seeds are added; tasks that are neither seeds nor discovered are retired, and come back when they are wanted again.
public struct Round: Sendable {
    /// The source, as the database is to know it.
    public var source: StoredSource
    /// All its seeds.
    public var seeds: [FetchTask]
    /// The fingerprint of its secret; another one than the last time takes up all that failed.
    public var fingerprint: (@Sendable (UInt64) -> UInt8?)?
    /// What failed for good is taken up again when it did so before these instants; nil: nothing is.
    public var retry: Retry?
    /// What was done before this instant is asked again for what is new; nil: nothing is.
    public var refreshBefore: Timestamp?

    /// What of the failed tasks is taken up again.
    public struct Retry: Sendable, Hashable {
        /// Those given up after several attempts, when that was at this instant or before.
        public var givenUp: Timestamp
        /// Those refused or gone, when that was at this instant or before.
        public var refused: Timestamp

        /// Makes the rule.
        public init(givenUp: Timestamp, refused: Timestamp) {
            self.givenUp = givenUp
            self.refused = refused
        }
    }

    /// Makes a round.
    public init(
        source: StoredSource, seeds: [FetchTask], fingerprint: (@Sendable (UInt64) -> UInt8?)? = nil,
        retry: Retry? = nil, refreshBefore: Timestamp? = nil
    ) {
        self.source = source
        self.seeds = seeds
        self.fingerprint = fingerprint
        self.retry = retry
        self.refreshBefore = refreshBefore
    }
}

/// What the beginning of a round has changed.
public struct RoundChanges: Sendable, Hashable {
    /// Tasks that are new or wanted again.
    public var added = 0
    /// Tasks that are not wanted any more.
    public var retired = 0
    /// Those among them that were not done.
    public var retiredOpen = 0
    /// Failed tasks that are taken up again.
    public var retried = 0
    /// Done tasks that are asked for what is new, or because they were not finished.
    public var reopened = 0
    /// Whether a pause of the source has ended, because it asks with another secret.
    public var endedPause = false

    /// Nothing.
    public init() {}
}
