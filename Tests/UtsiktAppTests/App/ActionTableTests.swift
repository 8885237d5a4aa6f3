import Testing
import UtsiktCore
import UtsiktScreen

@testable import UtsiktApp

@Suite struct ActionTableTests {
    static func state() -> AppState {
        AppState(
            size: Size(width: 120, height: 40), glyphs: .blocks,
            world: WorldStatus(isReplay: true, name: "synthetic sample", speed: .factor(60)))
    }

    @Test func everyRowIsIdentifiedExplainedAndReachable() {
        var seen: Set<String> = []
        for row in ActionTable.all {
            #expect(seen.insert(row.id).inserted, "\(row.id) stands twice")
            #expect(!row.title.isEmpty, "\(row.id)")
            // What only a click can mean has no key and is named neither in the footer nor in the help.
            if row.keys.isEmpty { #expect(row.prominence == 0, "\(row.id)") }
            #expect(row.help.hasSuffix("."), "\(row.id): the help is a sentence")
            #expect(row.title.count <= 22, "\(row.id): the footer needs short titles")
        }
    }

    @Test func noKeyMeansTwoThingsInOneScope() {
        for scope in ActionTable.standard.scopes {
            var taken: [Key: String] = [:]
            for row in ActionTable.all where row.scope == scope {
                for key in row.keys {
                    #expect(taken[key] == nil, "\(key.name): \(row.id) and \(taken[key] ?? "")")
                    taken[key] = row.id
                }
            }
        }
    }

    @Test func panesLeaveTheReservedKeysAlone() {
        // Enter is a pane's to open something with; where it opens nothing it zooms.
        let reserved = Set(ActionTable.standard.everywhere.flatMap(\.keys)).subtracting([.enter])
        for pane in Panes.all {
            for row in pane.rows {
                #expect(reserved.isDisjoint(with: row.keys), "\(row.id)")
                #expect(row.scope == .pane(pane.id), "\(row.id)")
            }
        }
    }

    @Test func whereTextIsTypedNoCharacterIsAKey() {
        for row in ActionTable.all where row.scope.isText {
            for case .character(let character) in row.keys { Issue.record("\(row.id): \(character)") }
        }
    }

    @Test func aDisabledKeySaysWhy() {
        var state = Self.state()
        state.world.isReplay = false
        var app = App(state: state)
        #expect(app.reduce(.key(.character(">"))).isEmpty)
        #expect(app.state.notice?.contains("sets its own pace") == true)
        #expect(app.render().text.contains("sets its own pace"))
        _ = app.reduce(.key(.tab))
        #expect(app.state.notice == nil)
    }

    @Test func escapeGoesOneStepBackAndNeverQuits() {
        var app = App(state: Self.state())
        _ = app.reduce(.key(.character("z")))
        _ = app.reduce(.key(.character("?")))
        #expect(app.state.isZoomed && app.state.layers.count == 1)
        _ = app.reduce(.key(.escape))
        #expect(app.state.isZoomed && app.state.layers.isEmpty)
        _ = app.reduce(.key(.escape))
        #expect(!app.state.isZoomed)
        #expect(app.reduce(.key(.escape)).isEmpty)
    }

    @Test func theMouseIsOffWithOneSetting() {
        var app = App(state: Self.state())
        guard let pause = app.render().hits.last(where: { $0.action == "fetch.pause" }) else {
            Issue.record("the footer offers no pause")
            return
        }
        _ = app.reduce(.key(.character(":")))
        for key in "mouseoff" { _ = app.reduce(.key(.character(key))) }
        _ = app.reduce(.key(.enter))
        #expect(!app.state.preferences.hasMouse)
        #expect(app.reduce(.mouse(.press, Point(x: pause.rect.x, y: pause.rect.y))).isEmpty)
    }

    @Test func aClickDoesWhatTheKeyDoes() {
        var app = App(state: Self.state())
        let footer = app.render().hits.last { $0.action == "fetch.pause" }
        guard let footer else {
            Issue.record("the footer offers no pause")
            return
        }
        let effects = app.reduce(.mouse(.press, Point(x: footer.rect.x, y: footer.rect.y)))
        guard case .world(.setPaused(true)) = effects.first else {
            Issue.record("a click on pause gave \(effects)")
            return
        }
    }

    @Test func drawingChangesNothing() {
        var app = App(state: Self.state())
        let before = app.render()
        _ = app.reduce(.key(.tab))
        #expect(app.render() != before, "the focus must be seen")
        _ = app.reduce(.key(.backTab))
        #expect(app.render() == before)
    }

    @Test func beforeTheWorldIsOpenPanesAskNothingOfIt() {
        var state = Self.state()
        state.world.isOpen = false
        var app = App(state: state)
        for pane in ["2", "3", "1"] {
            _ = app.reduce(.key(.character(Character(pane))))
            for row in Panes.pane(app.state.focus).rows {
                // Where Enter can open nothing yet, it zooms as everywhere else.
                for key in row.keys where key != .enter {
                    #expect(app.reduce(.key(key)).isEmpty, "\(row.id)")
                    #expect(app.state.notice?.contains("not open yet") == true, "\(row.id)")
                    #expect(app.state.layers.isEmpty, "\(row.id)")
                }
            }
        }
        #expect(!app.reduce(.key(.character("p"))).isEmpty, "a pause is kept until the world is open")
    }

    @Test func noSizeIsRefusedAndNoneTraps() {
        var app = App(state: Self.state())
        for width in stride(from: 0, through: 220, by: 7) {
            for height in stride(from: 0, through: 70, by: 3) {
                _ = app.reduce(.resize(Size(width: width, height: height)))
                let frame = app.render()
                #expect(frame.size == Size(width: width, height: height))
            }
        }
    }
}
