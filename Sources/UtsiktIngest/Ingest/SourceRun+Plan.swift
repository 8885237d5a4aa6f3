import UtsiktBase

// What is still to be asked: calls, not tasks.
extension SourceRun {
    /// So many calls of joined tasks are worked out one by one; what is left counts as they did.
    private static let mostGroups = 50

    /// The tasks that a call for an entry answers as well, as the source says.
    func companions(of entry: Entry, in queue: TaskQueue) -> [Entry] {
        guard source.joinsTasks else { return [] }
        return companions(of: entry, among: queue.all.dropFirst())
    }

    private func companions(of entry: Entry, among others: ArraySlice<Entry>) -> [Entry] {
        let others = others.filter { $0.group == entry.group }
        let wanted = Set(source.companions(of: entry.task, among: others.map(\.task)).map(\.subject))
        return others.filter { wanted.contains($0.task.subject) }
    }

    /// What the call for an entry takes of its budget.
    func cost(of entry: Entry) -> CallCost {
        source.weighsCalls ? source.cost(of: entry.task, with: entry.companions.map(\.task)) : .one
    }

    /// What is left to do, and what it may cost; a task with an unknown number of pages counts as a call.
    func plan(at now: Timestamp) -> (FetchPlan?, MoneyGauge?) {
        var plan = FetchPlan()
        var costs: [BudgetKey: Int] = [:]
        for (key, queue) in ready where !queue.isEmpty {
            let (calls, cost) = work(queue)
            plan.calls += calls
            costs[key, default: 0] &+= cost
        }
        for retry in retries {
            plan.calls += 1
            costs[retry.entry.task.budget, default: 0] &+= cost(of: retry.entry).thousandths
        }
        let (end, key) = limiter.leastEnd(of: costs, at: now)
        plan.endsAt = max(end, retries.map(\.at).max() ?? end)
        plan.waitsFor = key
        plan.calls += inFlight.count
        let money = meter.map { meter in
            let tasks = ready.flatMap { $0.queue.all } + retries.map(\.entry)
            return MoneyGauge(
                budget: meter.budget, today: meter.today(at: now), month: meter.month(at: now),
                most: tasks.reduce(.zero) { $0 + source.price(of: $1.task) }, forecast: source.spendingForecast)
        }
        return (plan, money)
    }

    /// The calls of a queue, and what they take together in thousandths.
    private func work(_ queue: TaskQueue) -> (calls: Int, cost: Int) {
        guard source.joinsTasks || source.weighsCalls else { return (queue.count, queue.count &* 1000) }
        var rest = queue.all[...]
        let count = rest.count
        var (calls, cost) = (0, 0)
        while calls < Self.mostGroups, var entry = rest.popFirst() {
            if source.joinsTasks {
                entry.companions = companions(of: entry, among: rest)
                let joined = Set(entry.companions.map(\.task.subject))
                if !joined.isEmpty { rest = rest.filter { !joined.contains($0.task.subject) }[...] }
            }
            calls += 1
            cost &+= self.cost(of: entry).thousandths
        }
        guard !rest.isEmpty, count > rest.count else { return (calls, cost) }
        let more = Double(rest.count) / Double(count - rest.count)
        return (
            calls + Int(bounded: (Double(calls) * more).rounded(.up)), cost &+ Int(bounded: Double(cost) * more)
        )
    }
}
