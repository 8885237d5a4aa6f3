import UtsiktApp
import UtsiktCore
import UtsiktEngine
import UtsiktScreen

/// How things stand, in sentences: no glyphs, no columns, nothing that only an eye can put together.
struct PlainText: Sendable {
    /// The user's units.
    let preferences: Preferences

    /// The world at the beginning.
    func world(_ world: StoreWorld) -> String {
        guard world.isReplay else { return "Your own world, live." }
        let now = world.topicsNow.map { " Its posts are of \($0.day), its clock stands at \(time($0))." } ?? ""
        return "The sample world, replayed: \(TextSanitizer.clean(world.label))." + now
    }

    /// Everything, a line a pane that has something to say. Each line is complete in itself.
    func lines(_ state: AppState) -> [String] { state.panes.compactMap { $0.sentence(state) } }

    /// A line of the log.
    func entry(_ entry: LogEntry) -> String {
        let word =
            switch entry.level {
            case .error: "Error"
            case .warning: "Warning"
            case .info, .debug: "Note"
            }
        return "\(word), \(TextSanitizer.clean(entry.source)): \(TextSanitizer.clean(entry.text))."
    }

    /// A time of day in the user's zone.
    private func time(_ time: Timestamp) -> String {
        let wall = preferences.zone.wall(time)
        let minute = wall.minute < 10 ? "0\(wall.minute)" : "\(wall.minute)"
        return "\(wall.hour):\(minute) \(preferences.zone.name)"
    }
}
