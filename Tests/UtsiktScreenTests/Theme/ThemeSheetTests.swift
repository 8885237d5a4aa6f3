import Testing
import UtsiktScreen
import UtsiktTestSupport

@Suite(.readsGoldens()) struct ThemeSheetTests {
    /// One row a role: its looks in 256 and 16 colours and without.
    private func sheet(_ theme: Theme) -> Frame {
        var painter = Painter(size: Size(width: 72, height: Role.allCases.count + 1))
        painter.text("\(theme.name): role, letter, 256, 16, none", x: 0, y: 0, Style(.title))
        for (row, role) in Role.allCases.enumerated() {
            painter.text(role.name, x: 0, y: row + 1, Style(role))
            painter.text(String(role.letter), x: 15, y: row + 1)
            for (column, mode) in [ColourMode.twoFiftySix, .sixteen, .none].enumerated() {
                painter.text(words(theme.look(Style(role), mode)), x: 18 + 20 * column, y: row + 1)
            }
        }
        return painter.frame
    }

    private func words(_ look: Look) -> String {
        let colours = [look.foreground.map(String.init) ?? "own", look.background.map { "on \($0)" }].compactMap { $0 }
        let names: [(Style.Attributes, String)] = [
            (.bold, "bold"), (.dim, "dim"), (.reverse, "rev"), (.underline, "ul"),
        ]
        return (colours + names.filter { look.attributes.contains($0.0) }.map(\.1)).joined(separator: " ")
    }

    @Test func themesLookAsRecorded() {
        for theme in Theme.builtIn { Golden.check(sheet(theme), "themes/\(theme.name)") }
    }
}
