import Testing

@testable import UtsiktFabric

/// The study of a fabric without a screen: what was decided, and what follows.
@Suite struct FabricStudyTests {
    @Test func everyDecisionCanBeTakenBackAndMadeAgain() {
        var study = FabricStudy(.example)
        #expect(!study.canUndo && !study.canRedo)
        study.change { _ in }
        #expect(!study.canUndo, "nothing changed")
        study.change { $0.apply(.moved(3)) }
        study.change { $0.apply(.moved(5)) }
        #expect(study.plan.moved == 5 && study.analysis.plan == study.plan)
        study.undo()
        #expect(study.plan.moved == 3 && study.canRedo)
        study.redo()
        #expect(study.plan.moved == 5 && !study.canRedo)
        study.undo()
        study.change { $0.apply(.moved(7)) }
        #expect(!study.canRedo, "a new decision ends what could be made again")
    }

    @Test func aWhatIfStandsBesideTheRealRackUntilItIsAdopted() {
        var study = FabricStudy(.example)
        let before = study.plan
        study.toggleWhatIf()
        study.change { $0.apply(.moved(4)) }
        #expect(study.decision.isWhatIf && study.real?.plan == before && study.ghost?.plan == before)
        study.toggleWhatIf()
        #expect(study.plan == before && study.real == nil && study.decision.wanted?.moved == 4)
        study.toggleWhatIf()
        study.adopt()
        #expect(study.plan.moved == 4 && study.decision.real.moved == 4 && study.decision.wanted == nil)
        study.undo()
        #expect(study.decision.isWhatIf && study.decision.real == before)
    }

    @Test func stepsAndRacksAreWorkedOutOnlyWhenAsked() {
        var study = FabricStudy(.example)
        #expect(study.steps == nil && study.wide == nil)
        study.ask(for: .wide)
        #expect(study.wide?.racks.count == study.rackCount)
        study.move(1, inRack: 0)
        #expect(study.wide?.racks[0].moved == study.plan.moved + 1)
        #expect(study.wide?.racks.dropFirst().allSatisfy { $0.moved == study.plan.moved } == true)
        study.move(1, inRack: .max)
        study.ask(for: .steps)
        #expect(study.wide == nil && study.steps != nil)
    }

    @Test func theWayIsWalkedLeafByLeafAndADecisionGoesBackToToday() throws {
        var study = FabricStudy(FabricPlan(model: .trident2, leafs: 2, spines: 8, servers: 40, moved: 6))
        study.go(toStep: 1)
        let steps = try #require(study.steps)
        try #require(!steps.steps.isEmpty)
        #expect(
            study.step == 1 && study.shown.plan == steps.steps[0].after && study.ghost?.plan == steps.steps[0].before)
        study.go(toStep: .max)
        #expect(study.step == steps.steps.count)
        study.go(toStep: 0)
        study.goOn(1)
        let isHalved = (study.currentStep?.phases.count ?? 0) > 1
        #expect(study.step == 1 && study.isBetween == isHalved)
        if isHalved {
            study.goOn(1)
            #expect(study.step == 1 && !study.isBetween)
        }
        study.change { $0.apply(.moved(2)) }
        #expect(study.step == 0 && study.steps == nil && study.shown.plan == study.plan)
    }
}
