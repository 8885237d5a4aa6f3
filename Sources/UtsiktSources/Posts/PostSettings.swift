import UtsiktCore

/// The settings that services of posts have in common.
enum PostSettings {
    /// Whose followed accounts are read.
    static func account(_ example: String) -> ServiceSetting {
        ServiceSetting(
            "account", .text, isOptional: true, examples: [example], help: "whose followed accounts are read")
    }

    /// Accounts one by one.
    static func accounts(_ examples: [String], _ help: String) -> ServiceSetting {
        ServiceSetting("accounts", .texts(of: "account"), isOptional: true, examples: examples, help: help)
    }

    /// How many posts of an account are read at first.
    static let postsPerAccount = ServiceSetting(
        "posts_per_account", .number(1...3000), default: "40", help: "posts of an account at first; later what is new")

    /// What is wrong when neither is named.
    static func nobody(_ values: ServiceValues) -> [ServiceProblem] {
        guard values.text("account").isEmpty, values.texts("accounts").isEmpty else { return [] }
        return [
            ServiceProblem(
                at: [], "nobody is named whose posts are read",
                remedy: "Write `account:` for the accounts that somebody follows, or `accounts:` for some one by one")
        ]
    }

    /// What is wrong with accounts that a service cannot have.
    static func unusable(
        _ values: ServiceValues, remedy: String, _ isUsable: (String) -> Bool
    ) -> [ServiceProblem] {
        var problems: [ServiceProblem] = []
        let account = values.text("account")
        if !account.isEmpty, !isUsable(account) {
            problems.append(ServiceProblem(at: [.setting("account")], "‘\(account)’ names no account", remedy: remedy))
        }
        for (index, account) in values.texts("accounts").enumerated() where !isUsable(account) {
            problems.append(
                ServiceProblem(
                    at: [.setting("accounts"), .element(index)], "‘\(account)’ names no account", remedy: remedy))
        }
        return problems
    }

    /// In a few words, whose posts a source reads.
    static func summary(_ values: ServiceValues, on service: String) -> String {
        let account = values.text("account")
        let others = values.texts("accounts").count
        let parts =
            (account.isEmpty ? [] : ["who \(account) follows"])
            + (others == 0 ? [] : [others == 1 ? values.texts("accounts")[0] : "\(others) accounts"])
        return "posts of \(parts.joined(separator: " and ")) on \(service)"
    }
}
