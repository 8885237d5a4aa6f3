import Testing
import UtsiktCore
import UtsiktScreen
import UtsiktTestSupport

@testable import UtsiktApp

struct LabKeyTests {
    private func press(_ key: Key, _ state: inout AppState) throws -> [Effect] {
        let action = try #require(ForecastPane.actions.first { $0.keys.contains(key) })
        guard action.disabledReason(state) == nil else { return [] }
        return action.perform(&state, "")
    }

    private func state(_ view: LabView = .lab) async -> AppState {
        await ForecastFixture.lab(view, size: Size(width: 120, height: 40))
    }

    @Test func undoAndRedoGoThroughTheSettings() async throws {
        var state = await state()
        let first = state.forecast.settings
        _ = try press(.character("]"), &state)
        _ = try press(.character("m"), &state)
        let last = state.forecast.settings
        _ = try press(.character("u"), &state)
        let effects = try press(.character("u"), &state)
        #expect(state.forecast.settings == first)
        #expect(effects.count == 1)
        #expect(try press(.character("u"), &state).isEmpty)
        #expect(state.notice == "There is nothing to undo")
        _ = try press(.character("U"), &state)
        _ = try press(.character("U"), &state)
        #expect(state.forecast.settings == last)
        _ = try press(.character("u"), &state)
        _ = try press(.character("s"), &state)
        #expect(state.forecast.history.future.isEmpty)
    }

    @Test func everyViewIsReachedAndLeft() async throws {
        var state = await state()
        for view in LabView.allCases.dropFirst() + [.lab] {
            _ = try press(.character("v"), &state)
            #expect(state.forecast.view == view)
        }
        _ = try press(.character("V"), &state)
        #expect(state.forecast.view == .runs)
        #expect(ForecastPane.views.back(&state))
        #expect(state.forecast.view == .lab)
        #expect(!ForecastPane.views.back(&state))
    }

    @Test func picturesAreShownAloneAndTogether() async throws {
        var state = await state(.residuals)
        for chart in [0, 1, 2, nil] {
            _ = try press(.character("g"), &state)
            #expect(state.forecast.chart == chart)
        }
        _ = try press(.character("g"), &state)
        #expect(ForecastPane.back(&state))
        #expect(state.forecast.chart == nil)
        #expect(state.forecast.view == .residuals)
    }

    @Test func attributesAreChosenSortedAndSwitched() async throws {
        var state = await state(.report)
        let strongest = try #require(state.forecast.attributes.first).statistics.name
        _ = try press(.home, &state)
        #expect(state.forecast.attribute == strongest)
        _ = try press(.down, &state)
        #expect(state.forecast.attribute == state.forecast.attributes[1].statistics.name)
        _ = try press(.end, &state)
        #expect(state.forecast.attribute == state.forecast.attributes.last?.statistics.name)
        let name = try #require(state.forecast.attribute)
        let effects = try press(.character("x"), &state)
        #expect(state.forecast.settings.excluded == [name])
        #expect(!effects.isEmpty)
        #expect(state.forecast.schema?.excludedAttributeNames == [name])
        _ = try press(.character("x"), &state)
        #expect(state.forecast.settings.excluded.isEmpty)
        _ = try press(.character("T"), &state)
        #expect(state.forecast.settings.types[name] == .binary)
        #expect(state.forecast.schema?.types[name] == .binary)
        let vote = state.forecast.report?.attributes.first { $0.statistics.name == name }?.statistics.type
        for _ in AttributeType.allCases { _ = try press(.character("T"), &state) }
        #expect(state.forecast.settings.types[name] == nil)
        #expect(state.forecast.schema?.types[name] == vote)
        _ = try press(.character("o"), &state)
        #expect(state.forecast.order == .mean)
        _ = try press(.character("o"), &state)
        #expect(state.forecast.order == .file)
        #expect(state.forecast.isAscending)
        _ = try press(.character("O"), &state)
        #expect(!state.forecast.isAscending)
        _ = try press(.enter, &state)
        guard case .inspector(let layer)? = state.layers.last else {
            Issue.record("no inspector")
            return
        }
        #expect(layer.subject == name)
    }

    @Test func runsAreRankedRecalledAndPinned() async throws {
        var state = await state(.runs)
        state.forecast.pinned = nil
        #expect(state.forecast.leaderboard.count == 3)
        // A run that leaks looks best and stands last.
        #expect(state.forecast.leaderboard.last?.isLeaking == true)
        _ = try press(.end, &state)
        let effects = try press(.enter, &state)
        #expect(state.forecast.settings.split == .random)
        guard case .world(.setForecastSettings(let settings))? = effects.first else {
            Issue.record("no effect")
            return
        }
        #expect(settings == state.forecast.settings)
        _ = try press(.character("u"), &state)
        _ = try press(.character("A"), &state)
        #expect(state.forecast.pinned?.run.id == state.forecast.leaderboard.last?.id)
        #expect(state.forecast.pinned?.snapshot == nil)
        _ = try press(.character("A"), &state)
        #expect(state.forecast.pinned == nil)
        state.forecast.view = .lab
        _ = try press(.character("A"), &state)
        #expect(state.forecast.pinned?.snapshot != nil)
        state.forecast.view = .runs
        _ = try press(.character("o"), &state)
        #expect(state.forecast.ranking == .skill)
    }

    @Test func aRunIsForgotten() async throws {
        var state = await state(.runs)
        let board = state.forecast.leaderboard
        _ = try press(.down, &state)
        _ = try press(.delete, &state)
        #expect(state.forecast.leaderboard.map(\.id) == [board[0].id, board[2].id])
        #expect(state.forecast.run == board[2].id)
        state.forecast.begin(with: ForecastSettings(targetPlace: "Newark"))
        #expect(state.forecast.runs.count == 2)
        #expect(state.forecast.settings.targetPlace == "Newark")
    }

    @Test func valuesAreTyped() async throws {
        var state = await state()
        _ = try press(.enter, &state)
        guard case .prompt(let layer)? = state.layers.last else {
            Issue.record("no prompt")
            return
        }
        #expect(layer.action == "forecast.value")
        #expect(layer.field.text == "default")
        let action = try #require(ActionTable.action(id: "forecast.value"))
        guard case .text(let question)? = action.question else {
            Issue.record("no question")
            return
        }
        state.closeLayer()
        #expect(question.refusal(state, "-3") != nil)
        #expect(question.refusal(state, "nan") != nil)
        #expect(question.refusal(state, "250") == nil)
        #expect(action.perform(&state, "250").count == 1)
        #expect(state.forecast.settings.lambda == .fixed(250))
        state.forecast.selected = .split
        _ = try press(.enter, &state)
        guard case .palette(let palette)? = state.layers.last else {
            Issue.record("no palette")
            return
        }
        #expect(palette.action == "forecast.split")
    }

    @Test func everyRowTakesItsOwnValuesAndRefusesNonsense() async {
        let snapshot = await ForecastFixture.snapshot()
        var random = SeededGenerator(seed: 23)
        for learner in Learner.tunable {
            let settings = ForecastSettings(learner: learner, encoding: .quantile)
            for row in ForecastSetting.rows(of: settings, days: 45) where row != .attributes {
                let text = row.typable(settings, snapshot)
                guard case .success(let same) = row.typed(text, settings, snapshot) else {
                    Issue.record("\(row) does not take \(text)")
                    continue
                }
                #expect(row.value(same, snapshot) == row.value(settings, snapshot), "\(row)")
                for choice in row.choices(snapshot) {
                    guard case .success = row.typed(choice, settings, snapshot) else {
                        Issue.record("\(row) does not take \(choice)")
                        continue
                    }
                }
                for text in ["", "1e400", "-1e300", "nan", "inf", "99999999999999999999", "\u{1B}", "½", "24:00"] {
                    if case .success(let odd) = row.typed(text, settings, snapshot) {
                        #expect(!row.value(odd, snapshot).isEmpty, "\(row) \(text)")
                    }
                }
                for _ in 0..<20 {
                    let junk = String(
                        (0..<Int(random.next() % 12)).map { _ in
                            Character(Unicode.Scalar(UInt8(random.next() % 127)))
                        })
                    _ = row.typed(junk, settings, snapshot)
                }
            }
        }
    }

    @Test func searchingFindsAttributesSettingsAndRuns() async throws {
        var state = await state(.runs)
        let before = try #require(ForecastPane.current(state))
        let attributes = ForecastPane.search("pressure", in: state)
        #expect(attributes.contains { $0.item == "attribute:j_pressurem" })
        ForecastPane.reveal("attribute:j_pressurem", in: &state)
        #expect(state.forecast.view == .report)
        #expect(state.forecast.attribute == "j_pressurem")
        #expect(ForecastPane.search("lambda", in: state).contains { $0.item == "setting:lambda" })
        ForecastPane.reveal("setting:clip", in: &state)
        #expect(state.forecast.chosen == .clip)
        for odd in ["", "x", "view:", "view:lab:attribute:a:b=c", "run:", "attribute:"] {
            ForecastPane.reveal(odd, in: &state)
        }
        ForecastPane.reveal(before, in: &state)
        #expect(state.forecast.view == .runs)
    }

    @Test func everyViewCopiesACSVOfItsRows() async throws {
        for view in LabView.allCases {
            let state = await state(view)
            let copied = try #require(ForecastPane.copied(state), "\(view)")
            let lines = copied.text.split(separator: "\n", omittingEmptySubsequences: false)
            #expect(lines.count > 2, "\(view)")
            #expect(lines.last == "", "\(view)")
            let columns = try #require(lines.first).split(separator: ",").count
            #expect(columns >= 3, "\(view)")
            #expect(copied.name == "forecast-\(view.rawValue)")
        }
        let snapshot = await ForecastFixture.snapshot()
        let state = await state(.prediction)
        #expect(ForecastPane.copied(state)?.text.hasPrefix("tag,trueLabel,score\n") == true)
        let rows = ForecastPane.copied(state)?.text.split(separator: "\n").count
        #expect(rows == (snapshot.batch?.prediction.scores.count ?? 0) + 1)
    }

    @Test func thePaletteHoldsPlacesFieldsLearnersAndViews() async {
        let state = await state()
        func choices(_ id: String) -> [String] { ActionTable.action(id: id)?.choices(state).map(\.item) ?? [] }
        #expect(choices("forecast.target") == ["JFK", "Newark"])
        #expect(choices("forecast.field").contains("pressure"))
        #expect(choices("forecast.learner") == Learner.tunable.map(\.title))
        #expect(choices("forecast.view") == LabView.allCases.map(\.rawValue))
        var other = state
        for title in choices("forecast.learner") {
            _ = ActionTable.action(id: "forecast.learner")?.perform(&other, title)
            #expect(other.forecast.settings.learner.title == title)
        }
    }
}
