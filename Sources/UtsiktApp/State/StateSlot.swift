/// The owner of a part of the state: `state[Owner.self]` is that part, typed.
///
/// The owner of a part declares it next to itself; `AppState` knows none of them by name. Every pane is an owner.
public protocol StateSlot: SendableMetatype {
    /// What the part is; nothing unless the owner says so.
    associatedtype Value: Sendable = Void
    /// The part before anything has happened. Read often until then, so it must be a stored constant or cheap to make.
    static var initial: Value { get }
}

extension StateSlot where Value == Void {
    /// Nothing.
    public static var initial: Void { () }
}
