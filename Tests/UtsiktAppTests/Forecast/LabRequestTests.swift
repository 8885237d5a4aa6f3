import Testing
import UtsiktCore
import UtsiktScreen

@testable import UtsiktApp

struct LabRequestTests {
    @Test func switchingAnAttributeOrItsTypeKeepsTheSchema() async throws {
        var state = await ForecastFixture.lab(.report, size: Size(width: 120, height: 40))
        state.forecast.attribute = "j_hum"
        for id in ["forecast.switch", "forecast.type"] {
            let action = try #require(ActionTable.action(id: id))
            let effects = action.perform(&state, "")
            guard effects.count == 2, case .world(.forecast(.keepSchema(let schema))) = effects[1] else {
                Issue.record("\(id): no schema is kept")
                return
            }
            #expect(schema == state.forecast.schema)
            #expect(schema.excludedAttributeNames == ["j_hum"])
        }
        #expect(state.forecast.schema?.types["j_hum"] == .binary)
    }

    @Test func aForgottenRunIsForgottenOutsideToo() async throws {
        var state = await ForecastFixture.lab(.runs, size: Size(width: 120, height: 40))
        let first = try #require(state.forecast.leaderboard.first)
        let effects = try #require(ActionTable.action(id: "forecast.forget")).perform(&state, "")
        guard case .world(.forecast(.forget(let id)))? = effects.first else {
            Issue.record("nothing is forgotten")
            return
        }
        #expect(id == first.id)
    }

    @Test func theBatchIsSavedInTheFormOf2015() async throws {
        var state = await ForecastFixture.lab(.prediction, size: Size(width: 120, height: 40))
        let action = try #require(ActionTable.action(id: "forecast.save"))
        guard case .text(let question)? = action.question else {
            Issue.record("no name is asked for")
            return
        }
        #expect(question.initial(state) == "prediction-20130516.csv.gz")
        guard case .world(.forecast(.save(let batch, "x.csv")))? = action.perform(&state, "x.csv").first else {
            Issue.record("nothing is saved")
            return
        }
        let lines = batch.split(separator: "\n")
        #expect(lines.first == "tag,trueLabel,score" && lines.count == 13)
        #expect(lines.last?.hasPrefix("20130515-22:00,,") == true)
        state.forecast = ForecastPaneState()
        #expect(action.disabledReason(state) != nil && action.perform(&state, "x.csv").isEmpty)
    }
}
