extension AppState {
    /// How often a pane's part of the state, and what all panes are drawn from, were touched.
    struct Version: Sendable, Hashable {
        var own = 0
        var common = 0
    }

    /// Counts touches, so that what was not touched need not be drawn again. What is touched without being changed is drawn
    /// once more in vain, nothing worse.
    struct Versions: Sendable {
        private var fetch = 0
        private var topics = 0
        private var forecast = 0
        private var fabric = 0
        private var log = 0
        /// The world, what the user set, the glyphs and the colours.
        var common = 0

        /// A pane's version.
        subscript(pane: PaneID) -> Version {
            let own =
                switch pane {
                case .fetch: fetch
                case .topics: topics
                case .forecast: forecast
                case .fabric: fabric
                case .log: log
                }
            return Version(own: own, common: common)
        }

        mutating func touch(_ pane: PaneID) {
            switch pane {
            case .fetch: fetch &+= 1
            case .topics: topics &+= 1
            case .forecast: forecast &+= 1
            case .fabric: fabric &+= 1
            case .log: log &+= 1
            }
        }
    }
}
