extension Theme {
    /// The standard theme, on the terminal's own sixteen colours, so that the program looks like the user's others.
    ///
    /// It leaves out black, dark blue, white and the greys (0, 4, 7, 8, 15): one of them is the background somewhere.
    public static let standard = Theme(name: "default") { role in
        switch role {
        case .text: .own(nil)
        case .muted, .faint, .border, .stale: .own(nil, .dim, mono: .dim)
        case .title: .own(nil, .bold, mono: .bold)
        case .borderFocused: .own(6)
        case .selection: .own(6, mono: .reverse)
        case .key: .own(6, mono: .bold)
        case .accent: .own(3, mono: .bold)
        case .good: .own(2)
        case .warning: .own(3, mono: .bold)
        case .bad: .own(9, mono: [.bold, .underline])
        case .info: .own(12)
        case .series1: .own(6)
        case .series2: .own(3)
        case .series3: .own(5)
        case .series4: .own(2)
        case .series5: .own(12)
        case .series6: .own(13)
        case .negative: .own(12)
        case .positive: .own(11)
        case .negativeSoft: .own(6)
        case .positiveSoft: .own(3)
        case .heat1: .own(12)
        case .heat2: .own(6)
        case .heat3: .own(10)
        case .heat4: .own(11)
        }
    }

    /// Muted colours of equal lightness, for dark backgrounds.
    public static let calm = Theme(name: "calm") { role in
        switch role {
        case .text: Entry(nil, nil)
        case .muted: Entry(245, nil, mono: .dim, attributes16: .dim)
        // Bright black (8) is the background of some palettes, so dim text instead.
        case .faint: Entry(240, nil, mono: .dim, attributes16: .dim)
        case .title: Entry(nil, nil, mono: .bold, attributes16: .bold)
        case .border: Entry(240, nil, mono: .dim, attributes16: .dim)
        case .borderFocused: Entry(73, 6)
        case .selection: Entry(73, 6, mono: .reverse)
        case .key: Entry(73, 6, mono: .bold)
        case .accent: Entry(179, 3, mono: .bold)
        case .good: Entry(71, 2)
        case .warning: Entry(178, 3, mono: .bold)
        case .bad: Entry(167, 1, mono: [.bold, .underline])
        case .info: Entry(67, 12)
        case .series1: Entry(73, 6)
        case .series2: Entry(173, 3)
        case .series3: Entry(139, 5)
        case .series4: Entry(107, 2)
        case .series5: Entry(68, 12)
        case .series6: Entry(174, 1)
        case .negative: Entry(68, 12)
        case .positive: Entry(173, 11)
        case .negativeSoft: Entry(110, 6)
        case .positiveSoft: Entry(180, 3)
        case .heat1: Entry(66, 12)
        case .heat2: Entry(72, 6)
        case .heat3: Entry(143, 10)
        case .heat4: Entry(215, 11)
        case .stale: Entry(242, nil, mono: .dim, attributes16: .dim)
        }
    }

    /// No colours, whatever the terminal can do: bold, dim, underlined and reversed text only.
    public static let mono = Theme(name: "mono") { role in
        let attributes = standard[role].mono
        return .own(nil, attributes, mono: attributes)
    }
}
