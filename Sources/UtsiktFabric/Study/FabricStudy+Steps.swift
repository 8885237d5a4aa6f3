// The way in steps: where one stands on it, and what the rack is like there.
extension FabricStudy {
    /// The step that is looked at; nil for today.
    package var currentStep: FabricStep? {
        guard let steps, step >= 1, step <= steps.steps.count else { return nil }
        return steps.steps[step - 1]
    }

    /// Whether the step has a part for each of two leaves.
    private var isHalved: Bool { (currentStep?.phases.count ?? 0) > 1 }

    /// The state that a leaf is in: between the leaves of a step, the one whose turn has not come is as it was before.
    package func analysis(ofLeaf leaf: Int) -> FabricAnalysis {
        guard isBetween, isHalved, let step = currentStep, step.phases[0].leaf != leaf else { return shown }
        return stepBefore ?? shown
    }

    /// The ports of a leaf, from 1.
    package func layout(leaf: Int) -> PortLayout {
        if isBetween, isHalved, let step = currentStep {
            return FabricStudy.layout(step.layouts(after: 1), leaf) ?? shown.layout
        }
        return FabricStudy.layout(shown.layouts, leaf) ?? shown.layout
    }

    /// The ports of a leaf in the state that is compared with; nil for none.
    package func ghostLayout(leaf: Int) -> PortLayout? {
        ghost.flatMap { FabricStudy.layout($0.layouts, leaf) }
    }

    private static func layout(_ layouts: [PortLayout], _ leaf: Int) -> PortLayout? {
        layouts.indices.contains(leaf - 1) ? layouts[leaf - 1] : nil
    }

    /// Goes to a step; 0 is today.
    package mutating func go(toStep number: Int) {
        planSteps()
        step = min(max(0, number), steps?.steps.count ?? 0)
        isBetween = false
        stepAnalysis = currentStep.map { FabricAnalysis($0.after) }
        stepBefore = currentStep.map { FabricAnalysis($0.before) }
    }

    /// Goes on by what is done at one go: a step, or with two leaves the part of it on one of them.
    package mutating func goOn(_ by: Int) {
        planSteps()
        if by > 0, isBetween {
            isBetween = false
        } else if by < 0, isHalved, !isBetween {
            isBetween = true
        } else {
            go(toStep: step + by)
            if by > 0, isHalved { isBetween = true }
        }
    }

    /// Works the way out when it is not there.
    mutating func planSteps() {
        guard steps == nil else { return }
        let now = decision
        if now.isWhatIf, let wanted = now.wanted, wanted != now.real {
            steps = StepPlan(from: now.real, to: wanted)
        } else {
            steps = StepPlan(now.plan)
        }
    }

    /// Goes back to today: the way leads from another plan, or to another one.
    mutating func forgetSteps() {
        (steps, step, isBetween) = (nil, 0, false)
        (stepAnalysis, stepBefore) = (nil, nil)
    }
}
