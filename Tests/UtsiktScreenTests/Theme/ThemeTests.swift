import Testing
import UtsiktScreen

/// The colour of a role's text in a theme; the terminal's own is black or white.
private func colour(_ theme: Theme, _ role: Role, _ mode: ColourMode) -> RGB {
    let own: UInt8 = theme.name == "light" ? 16 : 231
    return Palette.rgb(theme.look(Style(role), mode).foreground ?? own)
}

private func background(_ theme: Theme, _ role: Role, _ mode: ColourMode) -> RGB {
    let own: UInt8 = theme.name == "light" ? 231 : 16
    return Palette.rgb(theme.look(Style(role), mode).background ?? own)
}

private let textRoles: [Role] = [
    .text, .muted, .title, .selection, .key, .accent, .good, .warning, .bad, .info,
]
private let chartRoles: [Role] = [
    .series1, .series2, .series3, .series4, .series5, .series6, .negative, .positive, .negativeSoft, .positiveSoft,
    .heat1, .heat2, .heat3, .heat4, .borderFocused,
]
private let series: [Role] = [.series1, .series2, .series3, .series4, .series5, .series6]
private let colourModes: [ColourMode] = [.sixteen, .twoFiftySix]

private func pairs(_ roles: [Role]) -> [(Role, Role)] {
    roles.indices.flatMap { a in roles.indices.filter { $0 > a }.map { (roles[a], roles[$0]) } }
}

@Suite struct ThemeTests {
    @Test func everyThemeIsFoundByItsName() {
        #expect(
            Theme.builtIn.map(\.name) == ["default", "calm", "high-contrast", "colour-blind", "light", "mono"])
        for theme in Theme.builtIn { #expect(Theme.named(theme.name) == theme) }
        #expect(Theme.named("none such") == nil && Theme.named("") == nil)
        #expect(Theme.builtIn.first == .standard)
    }

    /// The least contrast of text and of charts against the background a theme is for, with xterm's palette. The terminal's
    /// own sixteen are darker reds than one would choose: 3.5 is what they allow in `calm`.
    @Test(arguments: [
        ("default", ColourMode.sixteen, 4.3, 4.3), ("default", .twoFiftySix, 4.3, 4.3),
        ("calm", .twoFiftySix, 4.5, 4.5),
        ("calm", .sixteen, 3.5, 3.5), ("high-contrast", .twoFiftySix, 7, 6), ("high-contrast", .sixteen, 5, 5),
        ("colour-blind", .twoFiftySix, 4.5, 4.5), ("colour-blind", .sixteen, 4.3, 4.3),
        ("light", .twoFiftySix, 4.5, 3), ("light", .sixteen, 4.5, 3), ("mono", .twoFiftySix, 21, 21),
        ("mono", .sixteen, 21, 21),
    ])
    func rolesCanBeReadOnTheirBackground(name: String, mode: ColourMode, text: Double, chart: Double) throws {
        let theme = try #require(Theme.named(name))
        for (roles, least) in [(textRoles, text), (chartRoles, chart)] {
            for role in roles {
                let contrast = colour(theme, role, mode).contrast(with: background(theme, role, mode))
                #expect(contrast >= least, "\(name), \(mode): \(role) has a contrast of \(contrast)")
            }
        }
    }

    @Test func theColourBlindThemeKeepsPairsApartForEverySight() {
        let theme = Theme.colourBlind
        for (mode, state, single, soft) in [(ColourMode.twoFiftySix, 40.0, 25.0, 20.0), (.sixteen, 40, 15, 20)] {
            let far = pairs([.good, .warning, .bad]) + [(.negative, .positive)]
            let near = pairs(series)
            let steps: [(Role, Role)] = [
                (.negativeSoft, .positiveSoft), (.heat1, .heat2), (.heat2, .heat3), (.heat3, .heat4),
            ]
            for (list, least) in [(far, state), (near, single), (steps, soft)] {
                for (a, b) in list {
                    let difference = ColourVision.leastDifference(colour(theme, a, mode), colour(theme, b, mode))
                    #expect(difference >= least, "\(mode): \(a) and \(b) differ by \(difference)")
                }
            }
        }
    }

    @Test func belowAndAboveZeroStayApartInEveryThemeForEverySight() {
        for theme in Theme.builtIn where theme.name != "mono" {
            for mode in colourModes {
                let difference = ColourVision.leastDifference(
                    colour(theme, .negative, mode), colour(theme, .positive, mode))
                #expect(difference >= 25, "\(theme.name), \(mode): \(difference)")
            }
        }
    }

    @Test func seriesDifferInEveryThemeWithColours() {
        for theme in Theme.builtIn where theme.name != "mono" {
            for mode in colourModes {
                #expect(Set(series.map { theme.look(Style($0), mode) }).count == 6, "\(theme.name), \(mode)")
            }
        }
    }

    @Test func stepsOfTheRampsDifferAsBackgroundsToo() {
        // A half block's second colour has no attributes that could tell steps apart.
        for theme in Theme.builtIn where theme.name != "mono" {
            for mode in colourModes {
                for ramp in [
                    [Role.negative, .negativeSoft, .positiveSoft, .positive], [.heat1, .heat2, .heat3, .heat4],
                ] {
                    let colours = Set(ramp.map { theme.look(Style(.text, on: $0), mode).background })
                    #expect(colours.count == 4, "\(theme.name), \(mode)")
                }
            }
        }
    }

    @Test func withoutColoursEveryThemeUsesAttributesOnly() {
        for theme in Theme.builtIn {
            for role in Role.allCases {
                let look = theme.look(Style(role, on: .heat4), .none)
                #expect(look.foreground == nil && look.background == nil)
            }
            for role in [Role.bad, .selection, .title, .warning, .key] {
                #expect(theme.look(Style(role), .none) != theme.look(.plain, .none), "\(theme.name): \(role)")
            }
        }
        for mode in ColourMode.allCases {
            for role in Role.allCases {
                #expect(Theme.mono.look(Style(role), mode) == Theme.mono.look(Style(role), .none))
            }
        }
    }

    @Test func sixteenColourFormsUseSixteenColours() {
        for theme in Theme.builtIn {
            for role in Role.allCases {
                let look = theme.look(Style(role), .sixteen)
                #expect((look.foreground ?? 0) < 16 && (look.background ?? 0) < 16, "\(theme.name): \(role)")
                if theme.name == "default" {
                    #expect(look == theme.look(Style(role), .twoFiftySix))
                    // What is the background of somebody's terminal is nobody's text.
                    #expect(look.foreground.map { ![0, 4, 7, 8, 15].contains($0) } ?? true, "\(role)")
                }
            }
        }
    }

    @Test func aStylesOwnBackgroundGoesBeforeItsRoles() {
        let theme = Theme.highContrast
        #expect(theme.look(Style(.selection), .twoFiftySix).background == 226)
        #expect(theme.look(Style(.selection, on: .heat1), .twoFiftySix).background == 69)
        #expect(theme.look(Style(.heat1, on: .heat2), .sixteen) == Look(foreground: 6, background: 14))
    }

    @Test func rolesHaveNamesAndLettersOfTheirOwn() {
        #expect(Set(Role.allCases.map(\.name)).count == Role.allCases.count)
        #expect(Set(Role.allCases.map(\.letter)).count == Role.allCases.count)
        for role in Role.allCases { #expect(Role(name: role.name) == role) }
        #expect(Role.borderFocused.name == "border-focused" && Role.series1.name == "series-1")
        #expect(Role.negativeSoft.name == "negative-soft" && Role.heat4.name == "heat-4" && Role(name: "Text") == nil)
    }
}

@Suite struct PaletteTests {
    @Test func indicesHaveXtermsColours() {
        #expect(
            Palette.rgb(196) == RGB(255, 0, 0) && Palette.rgb(16) == RGB(0, 0, 0) && Palette.rgb(231).hex == "#ffffff")
        #expect(
            Palette.rgb(232).hex == "#080808" && Palette.rgb(255).hex == "#eeeeee" && Palette.rgb(67).hex == "#5f87af")
        #expect(Palette.names.count == 16 && Palette.names[12] == "bright-blue")
    }

    @Test func aColourOfThePaletteIsItsOwnNearest() {
        for index in UInt8(16)...255 {
            #expect(Palette.rgb(Palette.nearest256(Palette.rgb(index))) == Palette.rgb(index))
        }
        for index in UInt8(0)...15 { #expect(Palette.nearest16(Palette.rgb(index)) == index) }
    }

    @Test func coloursAreReadAndWritten() {
        #expect(RGB(hex: "#0a10ff") == RGB(10, 16, 255) && RGB(10, 16, 255).hex == "#0a10ff")
        for text in ["", "#", "#12345", "#1234567", "123456#", "#12345g", "#+12345", "#１23456"] {
            #expect(RGB(hex: text) == nil, "\(text)")
        }
    }

    @Test func contrastAndDifferenceAreTheStandards() {
        #expect(abs(RGB(255, 255, 255).contrast(with: RGB(0, 0, 0)) - 21) < 1e-9)
        #expect(abs(RGB(119, 119, 119).contrast(with: RGB(255, 255, 255)) - 4.48) < 0.005)
        let red = LabColour(RGB(255, 0, 0))
        #expect(abs(red.lightness - 53.24) < 0.01 && abs(red.a - 80.09) < 0.02 && abs(red.b - 67.20) < 0.02)
        #expect(LabColour(RGB(255, 255, 255)).difference(LabColour(RGB(0, 0, 0))) - 100 < 0.01)
    }
}
