import UtsiktBase

/// What has become of a source as a whole: whether it is paused, and what speaks for that.
struct SourceStanding: Sendable {
    /// So many things refused in a row, with no answer of another kind between them, and it is not the things.
    static let refusalsInRow = 3
    /// So many calls may be under way at once: a source that fails as a whole costs no more.
    private static let mostAtOnce = 3

    /// Why it is not asked.
    private(set) var pause: SourcePause?
    /// Why nothing that costs money is asked for, found anew each time a task is chosen.
    var moneyStop: SourcePause?
    /// Since when that is so.
    private var moneySince: Timestamp?
    /// Things that were refused one after the other.
    private(set) var refused: [FetchTask] = []
    /// Those that have led to the present pause: they have not failed.
    private var reasons: Set<String> = []
    /// Things that have paused the source once: refused again, after somebody looked at it, they have failed by themselves.
    private var suspects: Set<String> = []
    /// Whether a pause has ended and no answer has come since: one call at a time.
    private var isProbing = false
    /// Whether it has declared budgets. A mirror of one's own that has none may be asked by more at once.
    var isBounded = true

    /// Whether nothing is asked, for whatever reason.
    var isPaused: Bool { pause != nil || moneyStop != nil }
    /// What people see of it.
    var shown: SourcePause? { pause ?? moneyStop }

    /// How many calls may be under way.
    func most(_ concurrency: Int) -> Int {
        if isProbing { return 1 }
        guard isBounded || !refused.isEmpty else { return concurrency }
        return min(concurrency, Self.mostAtOnce - refused.count)
    }

    /// Begins a pause.
    /// - Returns: Whether there was none.
    mutating func begin(_ pause: SourcePause) -> Bool {
        guard self.pause == nil else { return false }
        self.pause = pause
        reasons = Set(refused.map(\.subject))
        suspects.formUnion(reasons)
        refused = []
        return true
    }

    /// Takes up a pause of an earlier run, unless it is over.
    mutating func restore(_ pause: SourcePause?, at now: Timestamp) {
        guard let pause, !pause.isOver(at: now) else { return }
        self.pause = pause
    }

    /// Takes over what this process knows when the journal is read anew.
    mutating func takeOver(_ former: SourceStanding) {
        (suspects, isProbing, moneySince) = (former.suspects, former.isProbing, former.moneySince)
    }

    /// Ends the pause.
    /// - Returns: Whether there was one.
    mutating func end() -> Bool {
        guard pause != nil else { return false }
        (pause, reasons, isProbing) = (nil, [], true)
        return true
    }

    /// Whether a task has led to the present pause: it has not failed then.
    func isPaused(by subject: String) -> Bool { reasons.contains(subject) }

    /// A page has come: the source can be asked.
    mutating func noteSuccess() { (refused, isProbing, moneySince) = ([], false, nil) }

    /// The service has answered something else than that it refuses.
    mutating func noteOther() { refused = [] }

    /// Notes that a thing was refused.
    /// - Returns: Those that were refused in a row, when they are so many that it is not the things.
    mutating func noteRefused(_ task: FetchTask) -> [FetchTask]? {
        guard !suspects.contains(task.subject) else { return nil }
        refused.append(task)
        return refused.count >= Self.refusalsInRow ? refused : nil
    }

    /// Notes that a call may not be paid.
    mutating func stop(_ obstacle: MoneyMeter.Obstacle, _ budget: MoneyBudget?, at now: Timestamp) -> SourcePause {
        let since = moneySince ?? now
        moneySince = since
        let budget = budget ?? MoneyBudget()
        let pause =
            switch obstacle {
            case .off:
                SourcePause(.money, "nothing that costs money is asked for, since no budget is set", since: since)
            case .tooDear: SourcePause(.money, "a single call may cost more than the budget", since: since)
            case .day(let until):
                SourcePause(.money, "the budget of \(budget.day) a day is used up", since: since, until: until)
            case .month(let until):
                SourcePause(.money, "the budget of \(budget.month) a month is used up", since: since, until: until)
            }
        moneyStop = pause
        return pause
    }
}
