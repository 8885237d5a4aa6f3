import UtsiktCore
import UtsiktScreen

/// The fetch pane's words and marks in a glyph set.
struct FetchWords {
    let glyphs: GlyphSet

    init(_ glyphs: GlyphSet) { self.glyphs = glyphs }

    /// What stands between two facts.
    var dot: String { glyphs.isUnicode ? " · " : " - " }

    /// `71%`, never 100 before the end.
    static func percent(_ fraction: Double) -> String {
        guard fraction.isFinite, fraction > 0 else { return "0%" }
        return fraction >= 1 ? "100%" : "\(min(99, Int(bounded: fraction * 100)))%"
    }

    /// `4:10`, `1:02:03`, `2 d`.
    static func span(_ seconds: Double) -> String {
        guard seconds.isFinite, seconds > 0 else { return "0:00" }
        let whole = Int(bounded: min(seconds.rounded(.up), 8_640_000))
        if whole >= 172_800 { return "\(whole / 86_400) d" }
        let (h, m, s) = (whole / 3600, whole / 60 % 60, whole % 60)
        return h > 0 ? "\(h):\(ClockText.two(m)):\(ClockText.two(s))" : "\(m):\(ClockText.two(s))"
    }

    /// A budget's span: `15 min`, `24 h`.
    static func period(_ seconds: Int64) -> String {
        switch seconds {
        case let s where s > 0 && s % 3600 == 0: "\(s / 3600) h"
        case let s where s > 0 && s % 60 == 0: "\(s / 60) min"
        default: "\(seconds) s"
        }
    }

    func count(_ n: Int, _ one: String, _ many: String) -> String { "\(NumberText.grouped(n)) \(n == 1 ? one : many)" }

    /// `12.5 MB`.
    func bytes(_ n: Int) -> String {
        let text = NumberText.si(Double(n))
        guard let unit = text.last, unit.isLetter else { return text + " B" }
        return text.dropLast() + " \(unit)B"
    }

    /// A rate with a decimal where it is small.
    static func rate(_ perMinute: Double) -> String {
        perMinute >= 99.5 || !perMinute.isFinite ? NumberText.si(perMinute) : NumberText.fixed(perMinute, 1)
    }

    /// What the ingestor does, as a mark, words and colour.
    func phase(_ snapshot: FetchSnapshot, isPaused: Bool) -> (text: String, style: Style) {
        let isUnicode = glyphs.isUnicode
        switch snapshot.phase {
        case .idle: return ("not begun", Style(.muted))
        case .paused: return ((isUnicode ? "‖ " : "|| ") + "paused", Style(.warning, .bold))
        case .following:
            return ((isUnicode ? "▹ " : "> ") + "another process fetches", Style(.info, .bold))
        case .running where isPaused: return ((isUnicode ? "‖ " : "|| ") + "paused", Style(.warning, .bold))
        case .running: return ((isUnicode ? "▸ " : "> ") + "fetching", Style(.good, .bold))
        case .finished where snapshot.setAside > 0:
            return ((isUnicode ? "■ " : "# ") + "ended", Style(.warning, .bold))
        case .finished: return ((glyphs.hasBlocks ? "✓ " : "= ") + "all fetched", Style(.good, .bold))
        case .stopped: return ((isUnicode ? "■ " : "# ") + "stopped", Style(.warning, .bold))
        case .failed: return ((isUnicode ? "■ " : "# ") + "failed", Style(.bad, .bold))
        }
    }
}
