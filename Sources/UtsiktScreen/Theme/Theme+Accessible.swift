extension Theme {
    /// Bright colours on black: text at a contrast of 7 or more in 256 colours (level AAA of the Web Content Accessibility
    /// Guidelines 2.1) and 4.5 or more in 16, nothing fainter than its meaning.
    public static let highContrast = Theme(name: "high-contrast") { role in
        switch role {
        case .text: Entry(231, 15)
        case .muted: Entry(252, 7)
        case .faint: Entry(246, 7)
        case .title: Entry(231, 15, mono: .bold, attributes16: .bold, attributes256: .bold)
        case .border: Entry(250, 7)
        case .borderFocused: Entry(226, 11, mono: .bold, attributes16: .bold, attributes256: .bold)
        case .selection: Entry(16, 0, mono: .reverse, background256: 226, background16: 11)
        case .key: Entry(51, 14, mono: .bold)
        case .accent: Entry(226, 11, mono: .bold, attributes16: .bold, attributes256: .bold)
        case .good: Entry(83, 10)
        case .warning: Entry(220, 11, mono: .bold)
        case .bad:
            Entry(
                210, 9, mono: [.bold, .underline], attributes16: [.bold, .underline],
                attributes256: [.bold, .underline])
        case .info: Entry(117, 14)
        case .series1: Entry(51, 14)
        case .series2: Entry(214, 11)
        case .series3: Entry(213, 13)
        case .series4: Entry(118, 10)
        case .series5: Entry(111, 6)
        case .series6: Entry(229, 15)
        case .negative: Entry(81, 14)
        case .positive: Entry(214, 11)
        case .negativeSoft: Entry(153, 6)
        case .positiveSoft: Entry(223, 3)
        case .heat1: Entry(69, 6)
        case .heat2: Entry(79, 14)
        case .heat3: Entry(185, 11)
        case .heat4: Entry(231, 15)
        case .stale: Entry(246, 7, mono: .dim)
        }
    }

    /// Colours that stay apart with protanopia, deuteranopia and tritanopia, for dark backgrounds.
    ///
    /// States and signs differ by a CIE 1976 difference of at least 40 to each kind of sight, the six series by 25 (15 in 16
    /// colours); the hues began with M. Okabe and K. Ito, "Color universal design", 2002, and were searched from there.
    public static let colourBlind = Theme(name: "colour-blind") { role in
        switch role {
        case .text: Entry(nil, nil)
        case .muted: Entry(248, nil, mono: .dim, attributes16: .dim)
        case .faint: Entry(241, nil, mono: .dim, attributes16: .dim)
        case .title: Entry(nil, nil, mono: .bold, attributes16: .bold, attributes256: .bold)
        case .border: Entry(241, nil, mono: .dim, attributes16: .dim)
        case .borderFocused: Entry(75, 14)
        case .selection: Entry(75, 14, mono: .reverse)
        case .key: Entry(75, 14, mono: .bold)
        case .accent: Entry(227, 11, mono: .bold)
        case .good: Entry(75, 12)
        case .warning: Entry(229, 11, mono: .bold)
        case .bad: Entry(166, 9, mono: [.bold, .underline], attributes16: .bold, attributes256: .bold)
        case .info: Entry(153, 14)
        case .series1: Entry(75, 6)
        case .series2: Entry(214, 3)
        case .series3: Entry(99, 12)
        case .series4: Entry(49, 11)
        case .series5: Entry(225, 14)
        case .series6: Entry(167, 9)
        case .negative: Entry(75, 12)
        case .positive: Entry(214, 11)
        case .negativeSoft: Entry(153, 6)
        case .positiveSoft: Entry(223, 3)
        case .heat1: Entry(63, 12)
        case .heat2: Entry(73, 6)
        case .heat3: Entry(179, 3)
        case .heat4: Entry(229, 15)
        case .stale: Entry(244, nil, mono: .dim, attributes16: .dim)
        }
    }

    /// Dark colours for white and light backgrounds.
    ///
    /// Xterm's green, yellow and cyan cannot be read on white, so that the 16-colour form leaves them out.
    public static let light = Theme(name: "light") { role in
        switch role {
        case .text: Entry(nil, nil)
        case .muted: Entry(241, nil, mono: .dim, attributes16: .dim)
        case .faint: Entry(249, nil, mono: .dim, attributes16: .dim)
        case .title: Entry(nil, nil, mono: .bold, attributes16: .bold, attributes256: .bold)
        case .border: Entry(248, nil, mono: .dim, attributes16: .dim)
        case .borderFocused: Entry(24, 4)
        case .selection: Entry(24, 4, mono: .reverse)
        case .key: Entry(24, 4, mono: .bold)
        case .accent: Entry(94, 5, mono: .bold)
        case .good: Entry(28, 4)
        case .warning: Entry(130, 5, mono: .bold, attributes16: .bold)
        case .bad: Entry(124, 1, mono: [.bold, .underline], attributes16: .bold)
        case .info: Entry(25, 4)
        case .series1: Entry(25, 4)
        case .series2: Entry(130, 5)
        case .series3: Entry(93, 1)
        case .series4: Entry(28, 0)
        case .series5: Entry(125, 12)
        case .series6: Entry(240, 8)
        case .negative: Entry(25, 4)
        case .positive: Entry(130, 5)
        case .negativeSoft: Entry(67, 12)
        case .positiveSoft: Entry(136, 13)
        case .heat1: Entry(67, 12)
        case .heat2: Entry(61, 4)
        case .heat3: Entry(90, 5)
        case .heat4: Entry(52, 1)
        case .stale: Entry(247, nil, mono: .dim, attributes16: .dim)
        }
    }
}
