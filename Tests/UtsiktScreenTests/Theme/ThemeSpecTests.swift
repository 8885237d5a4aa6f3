import Testing
import UtsiktScreen
import UtsiktTestSupport

@Suite struct ThemeSpecTests {
    private func fault(_ spec: ThemeSpec) -> ThemeFault? {
        do throws(ThemeFault) {
            _ = try spec.theme()
            return nil
        } catch {
            return error
        }
    }

    @Test func aDescriptionChangesWhatItNamesOnly() throws {
        let spec = ThemeSpec(
            name: "dusk", base: "calm",
            entries: [
                .init(role: "accent", foreground: "#ff8700", attributes: ["bold", "underline"]),
                .init(role: "selection", foreground: "black", background: "bright-cyan"),
                .init(role: "muted", foreground: "default"), .init(role: "good", attributes: []),
                .init(role: "series-1", foreground: "208"),
            ])
        let theme = try spec.theme()
        #expect(theme.name == "dusk")
        #expect(theme.look(Style(.accent), .twoFiftySix) == Look(foreground: 208, attributes: [.bold, .underline]))
        #expect(theme.look(Style(.accent), .none).attributes == [.bold, .underline])
        #expect(theme.look(Style(.selection), .sixteen) == Look(foreground: 0, background: 14))
        #expect(theme[.muted].colour256 == nil)
        #expect(theme.look(Style(.good), .none) == Look())
        #expect(theme.look(Style(.series1), .sixteen).foreground == Palette.nearest16(RGB(255, 135, 0)))
        for role in Role.allCases where ![.accent, .selection, .muted, .good, .series1].contains(role) {
            #expect(theme[role] == Theme.calm[role])
        }
        #expect(try ThemeSpec(name: "plain").theme()[.accent] == Theme.standard[.accent])
    }

    @Test func everyFaultNamesItsPlace() {
        #expect(fault(ThemeSpec(name: "")) == ThemeFault(.nameUnusable, field: "name", value: ""))
        #expect(fault(ThemeSpec(name: "Über"))?.kind == .nameUnusable)
        #expect(fault(ThemeSpec(name: "calm")) == ThemeFault(.nameTaken, field: "name", value: "calm"))
        let base = fault(ThemeSpec(name: "x", base: "solar"))
        #expect(base?.field == "base" && base?.remedy.contains("high-contrast") == true)
        let role = fault(ThemeSpec(name: "x", entries: [.init(role: "accnt")]))
        #expect(role?.kind == .unknownRole && role?.role == "accnt" && role?.remedy.contains("border-focused") == true)
        let twice = fault(ThemeSpec(name: "x", entries: [.init(role: "bad"), .init(role: "bad")]))
        #expect(twice?.kind == .repeatedRole)
        for text in ["crimson", "256", "-1", "#12", "", "1e2", "+1", "Red"] {
            let colour = fault(ThemeSpec(name: "x", entries: [.init(role: "bad", foreground: text)]))
            #expect(colour == ThemeFault(.unknownColour, role: "bad", field: "foreground", value: text))
            let back = fault(ThemeSpec(name: "x", entries: [.init(role: "bad", background: text)]))
            #expect(back?.field == "background")
        }
        let attribute = fault(ThemeSpec(name: "x", entries: [.init(role: "bad", attributes: ["bold", "blink"])]))
        #expect(attribute == ThemeFault(.unknownAttribute, role: "bad", field: "attributes", value: "blink"))
        #expect(attribute?.problem == "bad.attributes: \"blink\" is not an attribute")
    }

    @Test func hostileDescriptionsAreRefusedInReadableWords() {
        var random = SeededGenerator(seed: 21)
        for round in 0..<200 {
            let spec = ThemeSpec(
                name: round.isMultiple(of: 2) ? "x" : randomText(&random),
                base: round.isMultiple(of: 3) ? randomText(&random) : nil,
                entries: [
                    .init(
                        role: round.isMultiple(of: 5) ? randomText(&random) : "bad", foreground: randomText(&random),
                        background: randomText(&random), attributes: [randomText(&random)])
                ])
            guard let fault = fault(spec) else { continue }
            let text = fault.problem + fault.remedy
            #expect(TextSanitizer.clean(text) == text, "round \(round) of seed 21")
            #expect(TextWidth.of(fault.problem) < 140, "round \(round) of seed 21")
        }
    }
}
