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
        for scope in [Scope.everywhere, .help] + PaneID.allCases.map({ .pane($0) }) {
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
        let reserved = Set(GlobalActions.rows.flatMap(\.keys))
        for pane in Panes.all {
            for row in pane.actions {
                #expect(reserved.isDisjoint(with: row.keys), "\(row.id)")
                #expect(row.scope == .pane(pane.id), "\(row.id)")
            }
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

    @Test func helpListsWhatCountsHereAndTakesTheKeys() {
        var app = App(state: Self.state())
        _ = app.reduce(.key(.character("?")))
        #expect(app.render().text.contains("Gives the keys to the next pane."))
        let focus = app.state.focus
        _ = app.reduce(.key(.tab))
        #expect(app.state.focus == focus, "Tab must not reach what lies below the help")
        _ = app.reduce(.key(.escape))
        #expect(app.state.help == nil)
    }

    @Test func escapeGoesOneStepBackAndNeverQuits() {
        var app = App(state: Self.state())
        _ = app.reduce(.key(.enter))
        _ = app.reduce(.key(.character("?")))
        #expect(app.state.isZoomed && app.state.help != nil)
        _ = app.reduce(.key(.escape))
        #expect(app.state.isZoomed && app.state.help == nil)
        _ = app.reduce(.key(.escape))
        #expect(!app.state.isZoomed)
        #expect(app.reduce(.key(.escape)).isEmpty)
    }

    @Test func aClickDoesWhatTheKeyDoes() {
        var app = App(state: Self.state())
        let footer = app.render().hits.last { $0.action == "fetch.pause" }
        guard let footer else {
            Issue.record("the footer offers no pause")
            return
        }
        let effects = app.reduce(.mouse(.press, Point(x: footer.rect.x, y: footer.rect.y)))
        guard case .setPaused(true) = effects.first else {
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
            for row in Panes.pane(app.state.focus).actions {
                for key in row.keys {
                    #expect(app.reduce(.key(key)).isEmpty, "\(row.id)")
                    #expect(app.state.notice?.contains("not open yet") == true, "\(row.id)")
                }
            }
        }
        #expect(!app.reduce(.key(.character("p"))).isEmpty, "a pause is kept until the world is open")
    }

    @Test func theHelpScrollsByPagesStaysInRangeAndLetsTheTerminalsKeysThrough() {
        var app = App(state: Self.state())
        _ = app.reduce(.key(.character("?")))
        for _ in 0..<50 { _ = app.reduce(.key(.pageDown)) }
        let last = app.state.help ?? 0
        #expect(last == HelpOverlay.lastOffset(app.state))
        _ = app.reduce(.key(.up))
        #expect(app.state.help == max(0, last - 1))
        _ = app.reduce(.resize(Size(width: 200, height: 70)))
        #expect((app.state.help ?? 0) <= HelpOverlay.lastOffset(app.state))
        guard case .repaint? = app.reduce(.key(.control("l"))).first else {
            Issue.record("^L does nothing while the help is open")
            return
        }
        let close = app.render().hits.last { $0.action == "help.close" }
        #expect(close?.rect.height == 1, "the footer's close lies above the help's cover")
        _ = app.reduce(.key(.function(1)))
        #expect(app.state.help == nil)
    }

    @Test func aClickOnTheFootersDownScrollsTheHelpInsteadOfClosingIt() {
        var app = App(state: Self.state())
        _ = app.reduce(.resize(Size(width: 80, height: 12)))
        _ = app.reduce(.key(.character("?")))
        guard let down = app.render().hits.last(where: { $0.action == "help.down" }) else {
            Issue.record("the footer offers no down")
            return
        }
        _ = app.reduce(.mouse(.press, Point(x: down.rect.x, y: down.rect.y)))
        #expect(app.state.help == 1)
        _ = app.reduce(.mouse(.press, Point(x: 0, y: 0)))
        #expect(app.state.help == nil)
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
