import UtsiktApp
import UtsiktCore
package import UtsiktScreen

/// Keeps the screen as the configuration says while the program runs: reads what could wait until after the first picture,
/// notices when the files change, and tells what is wrong with them.
package actor ConfigurationDesk {
    private let setup: DashboardSetup
    private let host: WorkspaceHost
    private let sink: any EventSink
    private let folder: ThemeFolder
    private let firstGlyphs: GlyphSet

    private var reading: ConfigurationReading
    private var applied: ConfiguredPreferences
    private var told: Set<ConfigurationFault> = []
    private var known: FileStamp
    private var local: DisplayZone?
    /// Whether the page of the beginning is shown: a source in the configuration opens the user's world.
    private var isWaitingForSource: Bool
    /// Whether the sample world took the place of the user's own.
    private var isDemo: Bool

    /// Makes the desk; nothing happens before `run`.
    package init(_ setup: DashboardSetup, host: WorkspaceHost, sink: any EventSink, glyphs: GlyphSet) {
        self.setup = setup
        self.host = host
        self.sink = sink
        firstGlyphs = glyphs
        folder = ThemeFolder(beside: setup.reading.path)
        known = FileStamp([setup.reading.path, folder.path] + folder.files)
        reading = setup.reading
        applied = setup.preferences
        isWaitingForSource = setup.opening == nil
        if case .demo = setup.world { isDemo = true } else { isDemo = false }
    }

    /// Reads what could wait, and from then on follows the files until cancelled.
    package func run() async {
        prepare()
        await watch()
    }

    /// Reads zone and themes, and tells what is wrong with the configuration.
    package func prepare() {
        local = LocalZone.read()
        _ = apply(startsAnew: false)
    }

    /// The sample world takes the place of the user's own.
    package func demoWasOpened() { (isDemo, isWaitingForSource) = (true, false) }

    private var stamp: FileStamp { FileStamp([reading.path, folder.path] + folder.files) }

    /// Looks at the files at once, as after an editor has ended.
    package func check() {
        let now = stamp
        guard now != known else { return }
        known = now
        reload()
    }

    private func watch() async {
        await FileWatch.follow(
            watched: { ([reading.path] + folder.files, [folder.path]) }, stamp: { stamp }, known: { known },
            act: { check() })
    }

    /// Reads the files again and takes over what has changed.
    private func reload() {
        let before = reading
        let now = setup.files.read(before.path)
        guard now.isThere || !before.isThere else {
            sink.notice("\(before.path) is gone; what it said counts until the end")
            return
        }
        guard !now.hasFault(in: .file) else {
            // Half a file says nothing about what is wanted: what counted goes on.
            tell(now.faults + applied.faults.filter { $0.section == .themes }, isStart: false)
            if isWaitingForSource { answer(setup.answer(now)) }
            return sink.notice("configuration: not taken over; \(Self.count(now.faults.count)), see the log")
        }
        reading = now
        var words = apply(startsAnew: true)
        if Self.sources(now) != Self.sources(before) || isWaitingForSource { follow(now, before, &words) }
        let faults = applied.faults.count
        guard !words.isEmpty || faults > 0 else { return }
        let changes = words.isEmpty ? "nothing changed" : words.joined(separator: ", ")
        sink.notice("configuration: \(changes)" + (faults > 0 ? "; \(Self.count(faults)), see the log" : ""))
    }

    /// Opens the world anew when what is fetched, or where it is kept, is another.
    private func follow(_ now: ConfigurationReading, _ before: ConfigurationReading, _ words: inout [String]) {
        guard !isDemo else {
            words.append("sources count when utsikt starts without the demo")
            return
        }
        if let opening = setup.live(now, sink: sink) {
            words.append(isWaitingForSource ? "a source" : "sources")
            isWaitingForSource = false
            host.open(opening)
        } else if isWaitingForSource {
            answer(setup.answer(now))
        }
    }

    private static func sources(_ reading: ConfigurationReading) -> [AnyHashable?] {
        let configuration = reading.configuration
        return [configuration.database, configuration.retention, configuration.sources, configuration.topics]
    }

    /// Takes over what the files say now.
    /// - Parameter startsAnew: Whether what was reported before is reported again where it is still wrong.
    /// - Returns: What changed, in words.
    private func apply(startsAnew: Bool) -> [String] {
        let (user, themeFaults) = folder.read()
        let (themes, moreFaults) = ThemeReader.themes(reading.configuration.themes + user)
        let before = applied
        var now = ConfiguredPreferences(reading.configuration, themes: themes, local: local, choice: setup.choice)
        now.faults = reading.faults + themeFaults + moreFaults + now.faults
        applied = now
        let glyphs = now.glyphs != before.glyphs ? now.glyphs ?? firstGlyphs : nil
        sink.hand(.configured(PreferencesChange(from: before.preferences, to: now.preferences, glyphs: glyphs)))
        tell(now.faults, isStart: !startsAnew)
        return now.changes(since: before)
    }

    /// Writes faults that were not reported yet into the log.
    private func tell(_ faults: [ConfigurationFault], isStart: Bool) {
        for fault in faults where !told.contains(fault) {
            sink.log(
                fault.section.isNeeded ? .error : .warning, "\(fault.description) (\(fault.consequence))",
                source: "config")
        }
        told = Set(faults)
        guard isStart, !faults.isEmpty else { return }
        let place = isWaitingForSource ? "; `utsikt config check` lists them" : ", see the log"
        sink.notice("configuration: \(Self.count(faults.count))\(place)")
    }

    private static func count(_ faults: Int) -> String { faults == 1 ? "1 fault" : "\(faults) faults" }

    // MARK: - The first configuration

    /// Writes a configuration to start from, unless there is one, and tells where it is.
    package func write() {
        let path = reading.path
        do {
            let isNew = try ConfigurationTemplate.write(to: path)
            // What is in it counts already: the file is not reported as a change.
            if isNew { (known, reading) = (stamp, setup.files.read(path)) }
            answer(
                isNew
                    ? "Written: \(setup.files.shown(path)). Take the # away from a source in it; what is saved counts at once"
                    : "There is a configuration already: \(setup.files.shown(path))")
        } catch {
            answer(error.description)
        }
    }

    private func answer(_ text: String?) { sink.hand(.startAnswer(text)) }
}

extension ConfiguredPreferences {
    /// What differs from an older reading, in the words of the file.
    package func changes(since old: ConfiguredPreferences) -> [String] {
        let (new, old, glyphs) = (preferences, old.preferences, glyphs != old.glyphs)
        var words: [String] = []
        if new.theme != old.theme || new.colours != old.colours || new.hasMouse != old.hasMouse || glyphs {
            words.append("look")
        } else if new.themes != old.themes {
            words.append("themes")
        }
        if new.zone != old.zone || new.temperature != old.temperature || new.weekStart != old.weekStart {
            words.append("units")
        }
        if new.keymap != old.keymap { words.append("keys") }
        if new.layouts != old.layouts { words.append("layouts") }
        return words
    }
}
