public import UtsiktBase

/// Why a page was not had, as it is kept.
public struct NotedFailure: Sendable, Hashable {
    /// Failed attempts since the last committed page, over all runs.
    public var attempts: Int
    /// What went wrong.
    public var problem: String
    /// When it is asked for again.
    public var due: Timestamp

    /// Makes it.
    public init(attempts: Int, problem: String, due: Timestamp) {
        self.attempts = attempts
        self.problem = problem
        self.due = due
    }
}

/// A wait that a service has imposed on a budget or a whole source, as it is kept over restarts.
public struct KeptWait: Sendable, Hashable {
    /// The budget; nil for the whole source, whose service is taken to be down.
    public var budget: BudgetKey?
    /// When it was noted.
    public var noted: PaceInstant
    /// Until when.
    public var until: Timestamp
    /// How often in a row it was imposed: the next one may be longer.
    public var times: Int

    /// Makes a wait.
    public init(budget: BudgetKey?, noted: PaceInstant, until: Timestamp, times: Int) {
        self.budget = budget
        self.noted = noted
        self.until = until
        self.times = times
    }

    /// When it ends on the time line of `now`: what is left of its length, whatever the clock was set to meanwhile.
    func end(seenFrom now: PaceInstant) -> Timestamp {
        PaceInstant.end(of: until, noted: noted, seenFrom: now)
    }
}

/// A call as it is noted before it is made, so that budgets hold over restarts.
public struct NotedCall: Sendable, Hashable {
    /// The budget that it is taken from.
    public var budget: BudgetKey
    /// When.
    public var at: PaceInstant
    /// What it takes of the budget.
    public var cost: CallCost
    /// What was paid for it, by days.
    public var payments: [MoneyChange]

    /// Makes it from its parts.
    public init(budget: BudgetKey, at: PaceInstant, cost: CallCost = .one, payments: [MoneyChange] = []) {
        self.budget = budget
        self.at = at
        self.cost = cost
        self.payments = payments
    }
}
