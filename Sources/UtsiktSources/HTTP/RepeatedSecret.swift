import UtsiktCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension Secret {
    /// What it is sent as where it is a user with an empty password.
    var basic: String { Data("\(value):".utf8).base64EncodedString() }

    /// Whether an answer says it back, as it is or as it was sent.
    func isEchoed(in body: [UInt8]) -> Bool { isIn(body) || Secret(basic).isIn(body) }
}

extension HTTPAnswer {
    /// The failure that an answer is which says the call's secret back: nothing of it is kept, so that the secret gets into no
    /// database.
    func repetition(asking what: String, quota: Quota? = nil) -> SourceFailure {
        SourceFailure(
            .refused, "\(what): the answer repeats the secret, so that nothing of it is kept", status: status,
            quota: quota)
    }

    /// Refuses an answer that says the call's secret back.
    func refuse(repeating secret: Secret?, asking what: String, quota: Quota?) throws(SourceFailure) {
        if secret?.isEchoed(in: body) == true { throw repetition(asking: what, quota: quota) }
    }
}
