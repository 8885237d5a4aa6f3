import UtsiktCore

/// What X charges: for each post and each user that an answer holds.
enum XPrices {
    /// A post.
    static let post = Money(millionths: 5_000)
    /// A user, or a follow.
    static let user = Money(millionths: 10_000)

    /// What an answer with so many of each has cost.
    static func cost(posts: Int = 0, users: Int = 0) -> Money { post * posts + user * users }
}
