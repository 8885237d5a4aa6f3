/// One row of the action table. Dispatch, footer, `?` help, `:` palette, remapping and the README's key table all come from
/// these rows.
public struct Action: Sendable {
    /// The row's identity, as `topics.window`; what a hit region and the remapping file name.
    public let id: String
    /// Two or three words for the footer.
    public let title: String
    /// One sentence for the help.
    public let help: String
    /// The keys by default, the first one shown in the footer.
    public let keys: [Key]
    /// Where the keys count.
    public let scope: Scope
    /// How early it is named in a footer without room for all; higher first, 0 never.
    public let prominence: Int
    /// What it asks for when it was run without an item; nil when it needs none.
    public let question: Question?
    /// The items it can be run with, each a line of the palette: themes, hashtags, places, ports.
    public let choices: @Sendable (AppState) -> [Choice]
    /// Why it cannot be done now; nil when it can.
    public let disabledReason: @Sendable (AppState) -> String?
    /// Does it: changes the state and returns the side effects to carry out. `item` is what a click, a choice or a prompt
    /// meant, else empty.
    public let perform: @Sendable (inout AppState, _ item: String) -> [Effect]

    /// Makes a row.
    public init(
        id: String, title: String, help: String, keys: [Key], scope: Scope, prominence: Int = 1,
        question: Question? = nil, choices: @escaping @Sendable (AppState) -> [Choice] = { _ in [] },
        disabledReason: @escaping @Sendable (AppState) -> String? = { _ in nil },
        perform: @escaping @Sendable (inout AppState, _ item: String) -> [Effect]
    ) {
        self.id = id
        self.title = title
        self.help = help
        self.keys = keys
        self.scope = scope
        self.prominence = prominence
        self.question = question
        self.choices = choices
        self.disabledReason = disabledReason
        self.perform = perform
    }
}

extension Action {
    /// Something an action can be run with.
    public struct Choice: Sendable, Hashable {
        /// What `perform` gets as its item.
        public var item: String
        /// What the palette shows; may come from outside.
        public var title: String
        /// A few more words, muted: a count, where it is.
        public var detail: String

        /// Makes a choice.
        public init(item: String, title: String? = nil, detail: String = "") {
            self.item = item
            self.title = title ?? item
            self.detail = detail
        }
    }

    /// How an action gets its item from the user.
    public enum Question: Sendable {
        /// One of its choices, picked in a list that can be searched.
        case choice
        /// A line of text.
        case text(TextQuestion)
    }

    /// A line of text that an action asks for.
    public struct TextQuestion: Sendable {
        /// What to type, in a few words.
        public var label: String
        /// An example or a rule, shown while nothing is wrong.
        public var hint: String
        /// What stands in the field at first.
        public var initial: @Sendable (AppState) -> String
        /// Whether it is a list that one adds to; else what is typed first takes the old value's place.
        public var isList: Bool
        /// Why a text is refused; nil when it is taken. The prompt stays open with the reason.
        public var refusal: @Sendable (AppState, String) -> String?

        /// Makes a question.
        public init(
            label: String, hint: String = "", isList: Bool = false,
            initial: @escaping @Sendable (AppState) -> String = { _ in "" },
            refusal: @escaping @Sendable (AppState, String) -> String? = { _, _ in nil }
        ) {
            self.label = label
            self.hint = hint
            self.isList = isList
            self.initial = initial
            self.refusal = refusal
        }
    }
}
