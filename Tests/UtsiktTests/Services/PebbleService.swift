import HTTPTypes
import UtsiktCore
import UtsiktSources

/// A service that exists in tests only: what a new one needs is this file and a line in a register.
struct PebbleService: Service {
    let name = "pebbles"
    let summary = "pebbles, a line each"
    let limits = "4 calls a second"
    let content = SourceContent.posts
    let settings = [
        ServiceSetting("url", .address, default: "https://pebbles.example.org", help: "the beach's address"),
        ServiceSetting("key", .secret, examples: ["PEBBLE_KEY"], help: "or key_file"),
        ServiceSetting("depth", .number(1...9), default: "2", help: "pages of a beach"),
        ServiceSetting("order", .word(["tide", "size"]), default: "tide"),
        ServiceSetting("beaches", .records(of: "beach", ["name"]), examples: ["{name: Huk}"]),
    ]

    func complete(_ values: inout ServiceValues) -> [ServiceProblem] {
        guard let index = values.records("beaches").firstIndex(where: { $0["name"] == "Atlantis" }) else { return [] }
        return [
            ServiceProblem(
                at: [.setting("beaches"), .element(index), .setting("name")], "‘Atlantis’ has sunk",
                remedy: "Name a beach above the sea")
        ]
    }

    func facts(_ values: ServiceValues) -> SourceFacts { SourceFacts(summary: "pebbles from \(values.text("url"))") }

    func source(_ id: SourceID, _ values: ServiceValues, _ means: SourceMeans) -> any Source {
        Connector(id: id, values: values, means: means)
    }

    private struct Connector: Source {
        let id: SourceID
        let values: ServiceValues
        let means: SourceMeans

        var service: String { "pebbles" }
        var content: SourceContent { .posts }
        var title: String { "Pebbles" }
        var budgets: [BudgetKey: [Budget]] { [budget: [Budget(calls: 4000, per: 1000)]] }
        private var budget: BudgetKey { BudgetKey(rawValue: "beach") }

        func seeds(at now: Timestamp) -> [FetchTask] {
            values.records("beaches").compactMap { $0["name"] }.map {
                FetchTask(source: id, subject: $0, label: "beach \($0)", budget: budget)
            }
        }

        func fetch(_ task: FetchTask) async throws(SourceFailure) -> Page {
            let url = "\(values.text("url"))/\(task.subject)?page=\(task.pages)&order=\(values.text("order"))"
            let call = HTTPCall(url: url, headers: [.authorization: "Pebble \(means.secret("key").value)"])
            let answer = try await means.transport.ask(call, task.label) { answer in
                QuotaHeaders.epochSeconds(answer, prefix: "pebbles-")
            }
            var page = Page(quota: QuotaHeaders.epochSeconds(answer, prefix: "pebbles-"), bytes: answer.body.count)
            for (index, line) in String(decoding: answer.body, as: UTF8.self).split(separator: "\n").enumerated() {
                let words = line.split(separator: " ").map(String.init)
                guard words.count == 3 else {
                    page.rejected.append(Rejection(file: task.label, line: index + 1, reason: "this is not a pebble"))
                    continue
                }
                page.rows.posts.append(
                    Post(
                        id: words[0], author: words[1], createdAt: WorldClock.system.now,
                        hashtags: [words[2]]
                    ))
            }
            if task.pages + 1 < values.number("depth") { page.next = "\(task.pages + 1)" }
            return page
        }
    }
}
