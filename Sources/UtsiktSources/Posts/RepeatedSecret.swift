import UtsiktCore

extension HTTPAnswer {
    /// An answer that says the call's secret back is not kept, so that the secret gets into no database.
    func refuse(repeating secret: Secret?, asking what: String, quota: Quota?) throws(SourceFailure) {
        guard secret?.isIn(body) == true else { return }
        throw SourceFailure(
            .refused, "\(what): the answer repeats the secret, so that nothing of it is kept", status: status,
            quota: quota)
    }
}
