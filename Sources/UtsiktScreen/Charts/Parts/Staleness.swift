extension Role {
    /// Whether a role stands for a value, so that it fades when the value is no longer fed.
    var carriesData: Bool {
        switch self {
        case .series1, .series2, .series3, .series4, .series5, .series6, .negative, .positive, .negativeSoft,
            .positiveSoft, .heat1, .heat2, .heat3, .heat4, .good, .warning, .info, .accent:
            true
        case .text, .muted, .faint, .title, .border, .borderFocused, .selection, .key, .bad, .stale: false
        }
    }
}

extension Painter {
    /// Shows that what was drawn into the present rectangle is no longer fed: its data fades, and the word says so where the
    /// first row has room at its right end.
    public mutating func markStale() {
        restyle(bounds) { style in
            if style.role.carriesData {
                style.role = .stale
                style.attributes.remove(.bold)
            }
            if let background = style.background, background.carriesData { style.background = .stale }
        }
        let word = "stale"
        let start = size.width - word.count
        // A free cell before it: the word must not become the end of another.
        guard start >= 8, (start - 1..<size.width).allSatisfy({ glyph(x: $0, y: 0) == " " }) else { return }
        text(word, x: start, y: 0, Style(.warning))
    }
}
