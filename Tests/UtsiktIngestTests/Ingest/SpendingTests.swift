import Testing
import UtsiktBase
import UtsiktForecast
import UtsiktIngest
import UtsiktTestSupport
import UtsiktTopics

/// Money is asked for first and never exceeded, whatever ends in between.
@Suite(.timeLimit(.minutes(30))) struct SpendingTests {
    private static let price = Money(dollars: 0.05)

    private static func source(_ budget: MoneyBudget, subjects: Int = 30) -> ScriptedSource {
        var source = ScriptedSource(subjects: subjects, pagesPerSubject: 1)
        source.budgets = [BudgetKey(rawValue: "timeline"): [Budget(calls: 900, per: 900)]]
        (source.money, source.priceOfPage) = (budget, price)
        return source
    }

    @Test func withoutABudgetNothingIsAskedAndItIsSaid() async throws {
        let store = try Store.temporary()
        defer { try? store.close() }
        let source = Self.source(MoneyBudget())
        let ingestor = Ingestor(sources: [source], store: store, clock: ManualPaceClock(jumps: true))
        try await ingestor.run()
        #expect(source.history.calls.isEmpty)
        let progress = await ingestor.snapshot().sources[0]
        #expect(progress.pause?.cause == .money && progress.pause?.until == nil && progress.pending == 30)
        #expect(progress.money?.most == Self.price * 30 && progress.money?.today == .zero)
        #expect(progress.plan?.calls == 30)
        #expect(progress.money?.forecast?.most == Self.price * 30)
        #expect(progress.money?.forecast?.verdict(MoneyBudget()) == .off)
        #expect(await ingestor.snapshot().activity.count { $0.text.hasPrefix("paused") } == 1)
        // A budget in the configuration ends it: it is not kept.
        let paid = Self.source(MoneyBudget(day: Money(dollars: 5), month: Money(dollars: 50)))
        let next = Ingestor(sources: [paid], store: store, clock: ManualPaceClock(jumps: true))
        try await next.run()
        let end = await next.snapshot()
        #expect(end.done == 30 && end.sources[0].pause == nil)
        #expect(end.sources[0].money?.today == Self.price * 30)
    }

    @Test func whatACallDidNotCostComesBack() async throws {
        let store = try Store.temporary()
        defer { try? store.close() }
        var source = Self.source(MoneyBudget(day: Money(dollars: 0.16), month: Money(dollars: 1)))
        source.spentOnPage = Money(dollars: 0.005)
        source.concurrency = 1
        source.trouble = { subject, _, attempt in
            // Refused: nothing was handed out. Broken off: nobody knows.
            switch (subject, attempt) {
            case (0, 0): .failure(SourceFailure(.temporary, "503", status: 503))
            case (1, 0): .failure(SourceFailure(.temporary, "the connection broke"))
            default: nil
            }
        }
        let clock = ManualPaceClock(start: Timestamp(day: CivilDay(number: 20_000), hour: 8), jumps: true)
        let ingestor = Ingestor(sources: [source], store: store, clock: clock)
        try await ingestor.run()
        // One whole price is lost; of the rest of 0.11 the last call must leave room for its price.
        let spent = try await store.spent(.posts, since: 0)[20_000] ?? .zero
        #expect(spent > Money(dollars: 0.105) && spent <= Money(dollars: 0.16))
        let snapshot = await ingestor.snapshot()
        #expect(snapshot.sources[0].pause?.cause == .money)
        #expect(snapshot.sources[0].pause?.until == Timestamp(day: CivilDay(number: 20_001)))
        #expect(snapshot.done == 13)
    }

    /// What the service bills: each call at its price.
    @Test(arguments: 0..<20)
    func noBudgetIsExceededHoweverManyProcessesEnd(seed: Int) async throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let store = try Store.temporary()
        defer { try? store.close() }
        let clock = ManualPaceClock(start: Timestamp(day: CivilDay(number: 20_000), hour: 1), jumps: true)
        let budget = MoneyBudget(day: Money(dollars: 0.5), month: Money(dollars: 0.8))
        let days = Noted<[Int: Int]>([:])
        var source = Self.source(budget, subjects: 40)
        source.trouble = { _, _, _ in
            days.change { $0[clock.now.day.number, default: 0] += 1 }
            return nil
        }
        for _ in 0..<40 {
            let dying = DyingStore(
                store, after: Int.random(in: 1...40, using: &random), diesAfterDoing: Bool.random(using: &random))
            try? await Ingestor(sources: [source], store: dying, clock: clock).run()
            if Int.random(in: 0..<8, using: &random) == 0 { clock.advance(by: 43_200) }
        }
        for (day, calls) in days.value { #expect(Self.price * calls <= budget.day, "seed \(seed), day \(day)") }
        let months = Dictionary(grouping: days.value) { CivilDay(number: $0.key).description.prefix(7) }
        for (month, list) in months {
            #expect(Self.price * list.reduce(0) { $0 + $1.value } <= budget.month, "seed \(seed), \(month)")
        }
        #expect(!days.value.isEmpty)
    }
}
