import UtsiktApp
import UtsiktCore
import UtsiktScreen

/// What is done to a dashboard without a terminal: keys, clicks and waits, one after the other.
struct Script: Sendable, Hashable {
    /// One thing that is done.
    enum Step: Sendable, Hashable {
        /// A key is pressed.
        case key(Key)
        /// Text is typed, a key a character.
        case text(String)
        /// Something is done with the mouse at a cell, counted from 0.
        case mouse(MouseEvent, Point)
        /// The terminal gets another size.
        case resize(Size)
        /// Everything is fetched and the analyses have answered.
        case settle
        /// Time goes by, in milliseconds; what comes meanwhile is shown.
        case wait(Int64)
        /// A picture is written to a file.
        case dump(String)
    }

    /// The steps in their order.
    let steps: [Step]

    /// Whether it says itself what is waited for. Without, it begins and ends with a settled world.
    var hasWaits: Bool {
        steps.contains { step in
            switch step {
            case .settle, .wait: true
            default: false
            }
        }
    }

    /// Reads a script: keys by their names and `wait:settled`, `wait:2s`, `click:X,Y`, `wheel:X,Y,up`, `text:…`, `resize:WxH` and
    /// `dump:FILE`, with blanks between them; what holds blanks stands in quotes.
    /// - Throws: `ScriptError` that names the part.
    init(_ text: String) throws(ScriptError) {
        var steps: [Step] = []
        for (index, word) in try Self.words(text).enumerated() {
            guard let step = Self.step(word) else {
                throw ScriptError.badStep(number: index + 1, text: word)
            }
            steps.append(step)
        }
        self.steps = steps
    }

    /// The words of a text; quotes of either kind keep blanks together.
    private static func words(_ text: String) throws(ScriptError) -> [String] {
        var (words, word, quote): ([String], String?, Character?) = ([], nil, nil)
        for character in text {
            if let open = quote {
                if character == open { quote = nil } else { word?.append(character) }
            } else if character.isWhitespace {
                if let done = word { words.append(done) }
                word = nil
            } else if character == "\"" || character == "'", word?.hasSuffix(":") == true {
                // Only after a word's colon: a quote alone is a key.
                quote = character
            } else {
                word = (word ?? "") + String(character)
            }
        }
        if quote != nil { throw ScriptError.openQuote }
        if let word { words.append(word) }
        return words
    }

    private static func step(_ word: String) -> Step? {
        guard let colon = word.firstIndex(of: ":"), colon != word.startIndex else {
            return Key(name: word).map { .key($0) }
        }
        let rest = String(word[word.index(after: colon)...])
        switch word[..<colon] {
        case "wait": return rest == "settled" ? .settle : milliseconds(rest).map { .wait($0) }
        case "text": return .text(rest)
        case "dump": return rest.isEmpty ? nil : .dump(rest)
        case "resize": return Size(text: rest).map { .resize($0) }
        case "click":
            let parts = numbers(rest.split(separator: ",", omittingEmptySubsequences: false))
            return parts?.count == 2 ? parts.map { .mouse(.press, Point(x: $0[0], y: $0[1])) } : nil
        case "wheel":
            let parts = rest.split(separator: ",", omittingEmptySubsequences: false)
            guard parts.count == 3, let at = numbers(parts.prefix(2)), ["up", "down"].contains(parts[2]) else {
                return nil
            }
            return .mouse(parts[2] == "up" ? .wheelUp : .wheelDown, Point(x: at[0], y: at[1]))
        default: return nil
        }
    }

    private static func numbers(_ texts: some Sequence<Substring>) -> [Int]? {
        let all = Array(texts)
        let numbers = all.compactMap { Int($0) }.filter { (0...10_000).contains($0) }
        return numbers.count == all.count ? numbers : nil
    }

    /// `2s`, `0.5s`, `300ms`; at most an hour.
    private static func milliseconds(_ text: String) -> Int64? {
        let (number, scale): (Substring, Double) =
            text.hasSuffix("ms") ? (text.dropLast(2), 1) : text.hasSuffix("s") ? (text.dropLast(), 1000) : ("", 0)
        guard let value = Double(number), value >= 0, value * scale <= 3_600_000 else { return nil }
        return Int64(bounded: value * scale)
    }
}

/// A script cannot be used.
enum ScriptError: ExplainedError, Hashable {
    /// A part is not a step.
    case badStep(number: Int, text: String)
    /// A quote is not closed.
    case openQuote
    /// A picture's file has an ending that means no format.
    case unknownFormat(String)
    /// A picture cannot be written.
    case cannotWrite(String)
    /// The world did not settle in time.
    case unsettled(seconds: Int)

    var problem: String {
        switch self {
        case .badStep(let number, let text):
            "step \(number) of the script, ‘\(TextSanitizer.clean(text))’, is neither a key nor anything else that can be done"
        case .openQuote: "a quote in the script is not closed"
        case .unknownFormat(let file): "the ending of ‘\(TextSanitizer.clean(file))’ means no format"
        case .cannotWrite(let file): "‘\(TextSanitizer.clean(file))’ cannot be written"
        case .unsettled(let seconds): "the world has not settled within \(seconds) seconds"
        }
    }
    var remedy: String {
        switch self {
        case .badStep:
            "Keys are written as w, ^L, F5, Space, PgUp; besides there are wait:settled, wait:2s, click:X,Y, wheel:X,Y,up, "
                + "text:…, resize:WxH and dump:FILE"
        case .openQuote: "Close it, or write Space between texts"
        case .unknownFormat: "Name it .txt, .ansi or .svg; - is standard output, as text"
        case .cannotWrite: "Check the folder and the disk"
        case .unsettled: "Write wait:2s for a picture of a world that is still fetching"
        }
    }
    var exitStatus: Int32 {
        switch self {
        case .badStep, .openQuote, .unknownFormat: 2
        case .cannotWrite, .unsettled: 3
        }
    }
}

extension Size {
    /// Reads `120x40`; each side from 1 to 1000.
    init?(text: String) {
        let parts = text.lowercased().split(separator: "x", omittingEmptySubsequences: false)
        guard parts.count == 2, let width = Int(parts[0]), let height = Int(parts[1]), (1...1000).contains(width),
            (1...1000).contains(height)
        else { return nil }
        self.init(width: width, height: height)
    }
}
