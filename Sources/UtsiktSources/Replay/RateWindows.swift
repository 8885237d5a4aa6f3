import UtsiktCore

/// The rate limits that the replay server keeps: fixed windows that start with the first call in them.
struct RateWindows {
    /// What a call is told.
    struct Verdict {
        var allowed: Bool
        var limit: Int
        var remaining: Int
        var resetsAt: Timestamp
    }

    private struct Window {
        var endsAt: Timestamp
        var used: Int
    }

    private let budgets: [Faults.Endpoint: [Budget]]
    private var windows: [Faults.Endpoint: [Window?]] = [:]

    init(budgets: [Faults.Endpoint: [Budget]]) { self.budgets = budgets }

    /// Counts a call if all windows of its endpoint have room; tells of the tightest one.
    mutating func call(_ endpoint: Faults.Endpoint, at now: Timestamp) -> Verdict {
        look(endpoint, at: now, counting: true)
    }

    /// What a call would be told, without counting it.
    mutating func peek(_ endpoint: Faults.Endpoint, at now: Timestamp) -> Verdict {
        look(endpoint, at: now, counting: false)
    }

    private mutating func look(_ endpoint: Faults.Endpoint, at now: Timestamp, counting: Bool) -> Verdict {
        let budgets = budgets[endpoint] ?? []
        var present = windows[endpoint] ?? budgets.map { _ in nil }
        for index in present.indices where present[index].map({ $0.endsAt <= now }) ?? true {
            present[index] = Window(endsAt: now.adding(seconds: budgets[index].seconds), used: 0)
        }
        let allowed = zip(present, budgets).allSatisfy { window, budget in (window?.used ?? 0) < budget.calls }
        if counting {
            if allowed { for index in present.indices { present[index]?.used += 1 } }
            windows[endpoint] = present
        }
        // The tightest window is the one with the least left; of equals the one that ends last.
        var verdict = Verdict(allowed: allowed, limit: 0, remaining: .max, resetsAt: now)
        for (window, budget) in zip(present, budgets) {
            guard let window else { continue }
            let left = max(0, budget.calls - window.used)
            guard left < verdict.remaining || (left == verdict.remaining && window.endsAt > verdict.resetsAt) else {
                continue
            }
            verdict.limit = budget.calls
            verdict.remaining = left
            verdict.resetsAt = window.endsAt
        }
        return verdict
    }
}
