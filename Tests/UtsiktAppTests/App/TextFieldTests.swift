import Testing
import UtsiktTestSupport

@testable import UtsiktApp

@Suite struct TextFieldTests {
    @Test func keysEditAsInAShell() {
        var field = TextField("one two")
        _ = field.edit(.control("w"))
        #expect(field.text == "one " && field.cursor == 4)
        _ = field.edit(.home)
        _ = field.edit(.character("x"))
        #expect(field.text == "xone " && field.cursor == 1)
        _ = field.edit(.delete)
        _ = field.edit(.end)
        _ = field.edit(.backspace)
        #expect(field.text == "xne")
        _ = field.edit(.left)
        _ = field.edit(.control("k"))
        #expect(field.text == "xn")
        _ = field.edit(.control("u"))
        #expect(field.text.isEmpty && field.cursor == 0)
        let moved = field.edit(.up)
        #expect(!moved)
    }

    @Test func anOldValueGivesWayToWhatIsTypedAndStaysWhenTheCursorMoves() {
        var typed = TextField("20", isSelected: true)
        _ = typed.edit(.character("5"))
        _ = typed.edit(.character("0"))
        #expect(typed.text == "50" && !typed.isSelected)
        var moved = TextField("20", isSelected: true)
        _ = moved.edit(.end)
        _ = moved.edit(.character("5"))
        #expect(moved.text == "205")
        var emptied = TextField("7d", isSelected: true)
        _ = emptied.edit(.backspace)
        #expect(emptied.text.isEmpty && emptied.cursor == 0)
        var pasted = TextField("7d", isSelected: true)
        pasted.type("3h")
        #expect(pasted.text == "3h" && pasted.cursor == 2)
    }

    @Test func theCursorStaysInTheTextWhateverIsTyped() {
        var generator = SeededGenerator(seed: 3)
        let keys: [Key] = [
            .character("e"), .character("\u{301}"), .character("👩"), .character("\u{200D}"), .character("世"), .left,
            .right,
            .home, .end, .backspace, .delete, .control("w"), .control("k"), .character(" "),
        ]
        var field = TextField()
        for _ in 0..<5000 {
            if let key = keys.randomElement(using: &generator) { _ = field.edit(key) }
            #expect((0...field.text.count).contains(field.cursor), "seed 3: \(field)")
            #expect(field.text.count <= TextField.longest)
        }
    }

    @Test func aGiganticPasteIsCut() {
        var field = TextField()
        field.type(String(repeating: "x", count: 100_000))
        #expect(field.text.count == TextField.longest)
    }
}

@Suite struct FuzzyMatchTests {
    @Test func lettersMustOccurInTheirOrder() {
        #expect(FuzzyMatch.score("tw", in: "Topics: window") != nil)
        #expect(FuzzyMatch.score("wt", in: "Topics: window") == nil)
        #expect(FuzzyMatch.score("", in: "anything") == 0)
    }

    @Test(arguments: [
        ("tw", "Topics: window", "betweenwhiles"), ("fab", "fabric", "far about"), ("log", "log", "catalogue"),
        ("pause", "pause", "Forecast: previous attribute use"), ("NS", "next step", "transport"),
    ])
    func beginningsAndRunsComeFirst(typed: String, better: String, worse: String) throws {
        let good = try #require(FuzzyMatch.score(typed, in: better))
        if let bad = FuzzyMatch.score(typed, in: worse) { #expect(good > bad) }
    }

    @Test func thePlacesAreThoseOfTheLetters() throws {
        var generator = SeededGenerator(seed: 9)
        let letters = Array("abcde :")
        for _ in 0..<2000 {
            let text = String(
                (0..<Int.random(in: 0...20, using: &generator)).map { _ in letters.randomElement(using: &generator)! })
            let typed = String(
                (0..<Int.random(in: 1...4, using: &generator)).map { _ in letters.randomElement(using: &generator)! })
            guard let match = FuzzyMatch.positions(typed, in: text) else { continue }
            let found = match.places.map { Array(text)[$0] }
            #expect(String(found) == typed.filter { $0 != " " }, "seed 9: \(typed) in \(text)")
            #expect(match.places == match.places.sorted())
        }
    }
}
