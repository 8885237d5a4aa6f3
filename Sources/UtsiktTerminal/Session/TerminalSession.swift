import CTerminal
import Glibc
public import UtsiktScreen

/// The terminal while it is ours: full screen, single keys, mouse.
///
/// There is one owner, on one thread. When it goes away, also because an error is thrown, the terminal is as it was found, and
/// what was printed meanwhile comes out. Signals and crashes restore it as well (CTerminal).
public struct TerminalSession: ~Copyable {
    /// The terminal's size; later ones come as `Event.resize`.
    public internal(set) var size: Size
    /// The best glyphs that may be drawn, or those of the options.
    public let glyphs: GlyphSet
    /// The glyphs there are to choose from: ASCII alone where the system has no UTF-8 locale.
    public let availableGlyphs: [GlyphSet]
    /// The colours that are drawn unless the looks name others.
    public let colours: ColourMode

    let environment: [String: String]
    let capabilities: Capabilities
    /// The palette's size; 0 without colours.
    let palette: Int
    var decoder: KeyDecoder
    /// When the decoder's patience ends; nil while nothing typed is unfinished.
    var inputDeadline: ContinuousClock.Instant?
    /// How the present picture is translated; nil before the first.
    var ink: InkBook?
    var hasMouse = false
    /// What the terminal shows; nil when that is not known.
    var shown: Frame?

    /// Takes the terminal.
    /// - Throws: `TerminalError` with what to do; the terminal is untouched then.
    public init(_ options: TerminalOptions = TerminalOptions()) throws(TerminalError) {
        let environment = Self.environment([
            "TERM", "LC_ALL", "LC_CTYPE", "LANG", "NO_COLOR", "LINES", "COLUMNS", "TMUX", "STY",
        ])
        for (descriptor, name) in [(STDIN_FILENO, "standard input"), (STDOUT_FILENO, "standard output")]
        where isatty(descriptor) != 1 {
            throw TerminalError.notATerminal(name)
        }
        guard let term = environment["TERM"], !term.isEmpty else { throw TerminalError.kindNotSet }
        switch ct_terminfo_open(term) {
        case 1: break
        case 0: throw TerminalError.unknownKind(term)
        default: throw TerminalError.noDescriptions
        }
        guard ct_terminfo_string("cup") != nil else { throw TerminalError.cannotMoveCursor(term) }
        let capabilities = Capabilities.ofTerminal(term)
        let palette = max(0, Int(ct_terminfo_number("colors")))

        let codeset = ct_locale_set("") ? String(cString: ct_locale_codeset()) : nil
        let choice = LocaleChoice(environment: environment, codeset: codeset)
        // Without any UTF-8 locale the C library would print blanks.
        let hasUTF8 = choice.locale.isEmpty || ct_locale_set(choice.locale)

        let error = ct_claim_begin(
            STDIN_FILENO, STDOUT_FILENO, capabilities.enter, capabilities.modes, capabilities.leave, options.programName
        )
        guard error == 0 else { throw error == EBUSY ? TerminalError.inUse : TerminalError.refused(error) }
        ct_mouse_texts(capabilities.mouseOn, capabilities.mouseOff)
        guard ct_screen_open() else {
            ct_claim_end()
            throw TerminalError.unknownKind(term)
        }
        let keys = ct_claim_set_keys()
        guard keys == 0 else {
            ct_claim_end()
            throw TerminalError.refused(keys)
        }

        availableGlyphs = hasUTF8 ? GlyphSet.allCases : [.ascii]
        glyphs = hasUTF8 ? options.glyphs ?? choice.glyphs : .ascii
        let noColour = !(environment["NO_COLOR"] ?? "").isEmpty
        colours = Self.possible(options.colours ?? (noColour ? .none : .twoFiftySix), palette: palette)
        self.palette = palette
        self.environment = environment
        self.capabilities = capabilities
        size = Self.measure(environment: environment, fallback: capabilities.size)
        decoder = KeyDecoder(sequences: capabilities.keys)
        _ = ct_screen_resize(Int32(size.height), Int32(size.width))
        ct_claim_assert()
    }

    deinit { ct_claim_end() }

    /// As many colours as are wanted and there are.
    static func possible(_ wanted: ColourMode, palette: Int) -> ColourMode {
        if wanted == .none || palette < 8 { return .none }
        return palette >= 256 ? wanted : .sixteen
    }

    /// The size now: the variables LINES and COLUMNS where set, what the terminal says, or its kind's usual size.
    static func measure(environment: [String: String], fallback: Size?) -> Size {
        var (rows, columns): (Int32, Int32) = (0, 0)
        ct_screen_measure(&rows, &columns)
        func chosen(_ variable: String, _ measured: Int32, _ usual: Int?, _ last: Int, limit: Int) -> Int {
            if let value = environment[variable].flatMap({ Int($0) }), value > 0 { return min(value, limit) }
            return min(measured > 0 ? Int(measured) : usual ?? last, limit)
        }
        // The limits keep a mistaken size from costing gigabytes.
        return Size(
            width: chosen("COLUMNS", columns, fallback?.width, 80, limit: 1000),
            height: chosen("LINES", rows, fallback?.height, 24, limit: 500))
    }

    private static func environment(_ names: [String]) -> [String: String] {
        var result: [String: String] = [:]
        for name in names { result[name] = getenv(name).map { String(cString: $0) } }
        return result
    }
}
