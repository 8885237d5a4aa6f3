import UtsiktCore

/// What X charges, in millionths of a dollar: for each post and each user that an answer holds.
enum XPrices {
    /// A post.
    static let post = 5_000
    /// A user, or a follow.
    static let user = 10_000

    /// What a first reading costs at most: the users of the list, and the wanted posts of each. Posts that come along are counted as
    /// if they were charged, since nothing says that they are not.
    static func forecast(followed: Int, accounts: Int, postsPerAccount: Int) -> Int {
        let users = min(max(0, followed), 1_000_000) + min(max(0, accounts), 1_000_000)
        return users * user + users * min(max(0, postsPerAccount), 3200) * post
    }

    /// What an answer with so many of each has cost.
    static func cost(posts: Int = 0, users: Int = 0) -> Int {
        min(max(0, posts), 1_000_000) * post + min(max(0, users), 1_000_000) * user
    }

    /// An amount as people read it.
    static func text(_ millionths: Int) -> String {
        let cents = (max(0, millionths) + 5_000) / 10_000
        return "$\(cents / 100).\(cents % 100 < 10 ? "0" : "")\(cents % 100)"
    }
}
