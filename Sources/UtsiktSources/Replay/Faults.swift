public import UtsiktCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What goes wrong in a replay, and when: the same on every run, because it depends on the request and not on its time.
///
/// As a file it is JSON:
/// ```json
/// {"protected_accounts": 5, "gone_accounts": 3,
///  "rules": [{"endpoint": "timeline", "one_in": 150, "attempts": 1, "answer": "status", "status": 500}]}
/// ```
public struct Faults: Sendable, Hashable, Codable {
    /// The endpoints that rules tell apart.
    public enum Endpoint: String, Sendable, Hashable, Codable {
        /// `friends/ids`.
        case friends
        /// `statuses/user_timeline`.
        case timeline
        /// The weather history.
        case weather
    }

    /// What is answered instead of the truth.
    public enum Answer: String, Sendable, Hashable, Codable {
        /// An error with `status`.
        case status
        /// The true answer, cut in the middle.
        case truncated
        /// Bytes that are not JSON.
        case garbage
    }

    /// One kind of fault.
    public struct Rule: Sendable, Hashable, Codable {
        /// Where it happens.
        public var endpoint: Endpoint
        /// It happens to one request in so many, chosen by a hash of the request; 1 is every request.
        public var oneIn: Int
        /// Which of the `oneIn` classes is hit, so that rules can hit different requests.
        public var offset: Int
        /// How often the same request fails before it is answered.
        public var attempts: Int
        /// What is answered.
        public var answer: Answer
        /// The status for `.status`, 400 ... 599.
        public var status: Int
        /// The seconds that `Retry-After` names with a 429.
        public var retryAfter: Int

        /// Makes a rule.
        public init(
            _ endpoint: Endpoint, oneIn: Int, offset: Int = 0, attempts: Int = 1, answer: Answer = .status,
            status: Int = 500, retryAfter: Int = 30
        ) {
            self.endpoint = endpoint
            self.oneIn = oneIn
            self.offset = offset
            self.attempts = attempts
            self.answer = answer
            self.status = status
            self.retryAfter = retryAfter
        }

        /// Decodes a rule; all but `endpoint` may be left out.
        public init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            self.init(
                try container.decode(Endpoint.self, forKey: .endpoint),
                oneIn: try container.decodeIfPresent(Int.self, forKey: .oneIn) ?? 1,
                offset: try container.decodeIfPresent(Int.self, forKey: .offset) ?? 0,
                attempts: try container.decodeIfPresent(Int.self, forKey: .attempts) ?? 1,
                answer: try container.decodeIfPresent(Answer.self, forKey: .answer) ?? .status,
                status: try container.decodeIfPresent(Int.self, forKey: .status) ?? 500,
                retryAfter: try container.decodeIfPresent(Int.self, forKey: .retryAfter) ?? 30)
        }
    }

    /// How many protected accounts (401) the friends list names besides the 613 that have posts.
    public var protectedAccounts: Int
    /// How many accounts that are gone (404) it names besides.
    public var goneAccounts: Int
    /// The rules; the first that fits is taken.
    public var rules: [Rule]

    /// Makes a script.
    public init(protectedAccounts: Int = 0, goneAccounts: Int = 0, rules: [Rule] = []) {
        self.protectedAccounts = protectedAccounts
        self.goneAccounts = goneAccounts
        self.rules = rules
    }

    /// Nothing goes wrong.
    public static let none = Faults()

    /// The bundled world's faults. Every request is answered after one more attempt at most; only accounts that have no posts
    /// are refused, so that the figures stay exact.
    public static let sample = Faults(
        protectedAccounts: 5, goneAccounts: 3,
        rules: [
            Rule(.timeline, oneIn: 160, offset: 1, status: 500),
            Rule(.timeline, oneIn: 400, offset: 2, status: 503),
            Rule(.timeline, oneIn: 300, offset: 3, status: 429, retryAfter: 20),
            Rule(.timeline, oneIn: 500, offset: 4, answer: .truncated),
            Rule(.weather, oneIn: 60, offset: 1, status: 500),
            Rule(.weather, oneIn: 90, offset: 2, status: 429, retryAfter: 15),
        ])

    /// Reads a fault file.
    /// - Throws: `FaultsError` that says what is wrong.
    public init(json: [UInt8], file: String) throws(FaultsError) {
        if let problem = FaultNames.problem(in: json) { throw FaultsError(file: file, problem: problem) }
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        do {
            self = try decoder.decode(Faults.self, from: Data(json))
        } catch {
            throw FaultsError(file: file, problem: "this is not a fault script: \(FaultsError.words(error))")
        }
        let counts = 0...10_000
        guard counts.contains(protectedAccounts), counts.contains(goneAccounts) else {
            throw FaultsError(file: file, problem: "the numbers of accounts must be 0 ... 10000")
        }
        for (index, rule) in rules.enumerated() {
            guard (1...1_000_000).contains(rule.oneIn), (0..<rule.oneIn).contains(rule.offset),
                (1...1_000_000).contains(rule.attempts), (400...599).contains(rule.status),
                (0...86_400).contains(rule.retryAfter)
            else {
                let problem =
                    "rule \(index + 1) is out of range (one_in from 1, offset below it, attempts from 1, status 400 ... 599)"
                throw FaultsError(file: file, problem: problem)
            }
        }
    }

    /// Decodes a script; what is left out is none.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        protectedAccounts = try container.decodeIfPresent(Int.self, forKey: .protectedAccounts) ?? 0
        goneAccounts = try container.decodeIfPresent(Int.self, forKey: .goneAccounts) ?? 0
        rules = try container.decodeIfPresent([Rule].self, forKey: .rules) ?? []
    }

    /// The rule for a request that has been asked `attempt` times before; nil when it is answered truly.
    func rule(_ endpoint: Endpoint, request: String, attempt: Int) -> Rule? {
        var hash = FNV1a.hash(request.utf8)
        // FNV's low bits are weak for texts that differ in the last digit; the high half is folded in.
        hash ^= hash >> 32
        return rules.first { rule in
            rule.endpoint == endpoint && attempt < rule.attempts
                && hash % UInt64(max(1, rule.oneIn)) == UInt64(max(0, rule.offset))
        }
    }
}

/// A fault file cannot be used.
public struct FaultsError: ExplainedError {
    /// The file's name.
    public let file: String
    /// What is wrong.
    public let problem: String
    /// The file.
    public var location: InputLocation? { InputLocation(file: file) }
    /// What to do.
    public var remedy: String { "See the README for the format, or leave out --faults" }

    static func words(_ error: any Error) -> String {
        guard let error = error as? DecodingError else { return "it is not valid JSON" }
        let context: DecodingError.Context
        switch error {
        case .typeMismatch(_, let c), .valueNotFound(_, let c), .keyNotFound(_, let c), .dataCorrupted(let c):
            context = c
        @unknown default: return "it is not valid JSON"
        }
        let path = context.codingPath.map(\.stringValue).joined(separator: ".")
        return path.isEmpty ? "it is not a JSON object of that shape" : "at \(path)"
    }
}
