public import UtsiktCore

/// Which keys mean which action in which scope: the table's own keys with the user's changes on top.
public struct Keymap: Sendable, Hashable {
    /// One line of the user's remapping file.
    public struct Entry: Sendable, Hashable {
        /// Where the keys are to count.
        public var scope: Scope
        /// The action, by its id.
        public var action: String
        /// The keys; none takes the action's keys away.
        public var chords: [KeyChord]
        /// Where it stands.
        public var place: InputLocation

        /// Makes an entry.
        public init(scope: Scope, action: String, chords: [KeyChord], place: InputLocation) {
            self.scope = scope
            self.action = action
            self.chords = chords
            self.place = place
        }
    }

    /// What is wrong with a line of the remapping file; the rest counts all the same.
    public struct Problem: Sendable, Hashable, CustomStringConvertible {
        /// Where.
        public var place: InputLocation
        /// What, in one sentence without a full stop.
        public var text: String

        /// Makes a problem.
        public init(place: InputLocation, text: String) {
            self.place = place
            self.text = text
        }

        /// As it is printed: place and text.
        public var description: String { "\(place): \(text)" }
    }

    private(set) var tables: [Scope: [KeyChord: String]] = [:]
    private var shown: [Scope: [String: [KeyChord]]] = [:]
    /// The scope that each action belongs to.
    private var homes: [String: Scope] = [:]

    /// Makes a keymap in which nothing means anything.
    public init() {}

    /// The action of a chord in a scope.
    public func action(for chord: KeyChord, in scope: Scope) -> String? { tables[scope]?[chord] }

    /// Whether keys typed so far are the start of a chord in a scope.
    func isStart(_ keys: [Key], in scope: Scope) -> Bool {
        tables[scope]?.keys.contains { $0.continues(keys) } ?? false
    }

    /// What some keys may go on with, for the footer.
    func continuations(of keys: [Key], in scope: Scope) -> [(chord: KeyChord, action: String)] {
        (tables[scope] ?? [:]).filter { $0.key.continues(keys) }.map { ($0.key, $0.value) }
            .sorted { $0.chord.name < $1.chord.name }
    }

    /// An action's keys in a scope, the first one for the footer.
    public func chords(of action: String, in scope: Scope) -> [KeyChord] { shown[scope]?[action] ?? [] }

    /// An action's keys in its own scope.
    func chords(of action: String) -> [KeyChord] { homes[action].map { chords(of: action, in: $0) } ?? [] }

    /// Learns of an action: the scope it belongs to and its keys by default. One that is known keeps the keys it has, and no
    /// key is taken from another.
    mutating func learn(_ action: String, in scope: Scope, keys: [Key]) {
        guard homes[action] == nil else { return }
        homes[action] = scope
        for chord in keys.map(KeyChord.init) where tables[scope]?[chord] == nil { bind(chord, to: action, in: scope) }
    }

    mutating func bind(_ chord: KeyChord, to action: String, in scope: Scope) {
        tables[scope, default: [:]][chord] = action
        shown[scope, default: [:]][action, default: []].append(chord)
    }

    mutating func unbind(_ action: String, in scope: Scope) {
        for chord in shown[scope]?[action] ?? [] where tables[scope]?[chord] == action { tables[scope]?[chord] = nil }
        shown[scope]?[action] = nil
    }

    mutating func release(_ chord: KeyChord, of action: String, in scope: Scope) {
        tables[scope]?[chord] = nil
        shown[scope]?[action]?.removeAll { $0 == chord }
    }

    func prefixConflict(
        _ chord: KeyChord, in scope: Scope, except action: String
    ) -> (chord: KeyChord, action: String)? {
        let others = (tables[scope] ?? [:]).filter { other, id in
            id != action && (other.continues(chord.keys) || chord.continues(other.keys))
        }
        return others.min { $0.key.name < $1.key.name }.map { ($0.key, $0.value) }
    }
}
