import UtsiktCore

/// A user of X.
struct XUser: Sendable, Hashable {
    /// The id.
    var id: String
    /// The name behind the @; empty when the answer has none.
    var name: String

    init?(_ value: JSONValue?) {
        guard let value, let id = value["id"]?.id, XIDs.isID(id) else { return nil }
        self.id = id
        name = PostBounds.name(value["username"]?.text)
    }
}

/// Users as `/2/users/:id/following`, `/2/users/by` and `/2/users/me` answer them.
struct XUsers: Sendable {
    /// The users, each once.
    var users: [XUser] = []
    /// How many the answer has: each of them is paid for.
    var count = 0
    /// The service's word for the next page; nil at the end.
    var next: String?
    /// What could not be had of those that were asked for, by what was asked for.
    var missing: [XProblem] = []
    /// What could not be had, where the answer has nothing else; nil where it has users.
    var problem: XProblem?
    /// Users that could not be read, by their index from 1.
    var rejected = RejectionList()

    /// Reads an answer.
    init(_ body: [UInt8], file: String) throws(UnreadableAnswer) {
        let read = JSONValue.read(body) { root -> XUsers? in
            guard root.isObject, root["data"] != nil || root["meta"] != nil || root["errors"] != nil else { return nil }
            var page = XUsers()
            page.next = PostBounds.cursor(root["meta"]?["next_token"]?.text)
            for error in root.list("errors").prefix(200) { page.missing.append(XProblem(error)) }
            if root["data"] == nil, root["meta"] == nil { page.problem = page.missing.first }
            if let one = root["data"], one.isObject {
                page.take(one, line: 1, file: file)
                return page
            }
            for (index, entry) in root.list("data").enumerated() { page.take(entry, line: index + 1, file: file) }
            return page
        }
        guard let page = read ?? nil else { throw UnreadableAnswer(reason: "the answer is not a list of users") }
        self = page
    }

    private init() {}

    private mutating func take(_ value: JSONValue, line: Int, file: String) {
        count += 1
        guard let user = XUser(value) else {
            rejected.append(Rejection(file: file, line: line, field: "id", reason: "the user has no id"))
            return
        }
        if users.count < PostBounds.mostAccounts { users.append(user) }
    }
}
