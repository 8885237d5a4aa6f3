/// What the fabric pane shows.
public enum FabricPaneView: String, PaneView {
    /// Panel, rack, checks, curve and what-if.
    case plan
    /// The way in steps.
    case steps
    /// The findings with their reasons and fixes.
    case checks
    /// Every cable with both its ends.
    case sheet
    /// What is bought, and top of rack against end of row.
    case bill
    /// All racks that share the spines.
    case fabric

    /// The name in titles and choices.
    public var title: String {
        switch self {
        case .plan: "plan"
        case .steps: "steps"
        case .checks: "checks"
        case .sheet: "cut sheet"
        case .bill: "bill"
        case .fabric: "whole fabric"
        }
    }

    /// What it shows, in a few words.
    public var detail: String {
        switch self {
        case .plan: "panel, rack, checks, curve and what-if at once"
        case .steps: "the way to the goal, step by step"
        case .checks: "every finding with its reason and fix"
        case .sheet: "every cable with both its ends"
        case .bill: "what is bought; top of rack and end of row compared"
        case .fabric: "all racks that share the spines"
        }
    }
}
