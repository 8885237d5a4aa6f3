/// Where the members of an object that mean something have their values: one pass over the object, then each is at hand.
///
/// Of a member that comes twice the last one counts, as in other JSON programs.
struct MemberCard {
    private var present: UInt64 = 0
    private var values = [64 of UInt32](repeating: 0)

    /// Reads the members of an object; none for an entry of another kind.
    init(_ tape: JSONTape, _ object: Int?) {
        guard let object, tape.isObject(object) else { return }
        let end = tape.next(object)
        var name = object + 1
        while name < end {
            let field = PostField.of(tape, name)
            if field != .other {
                present |= 1 &<< UInt64(field.rawValue)
                values[Int(field.rawValue)] = UInt32(truncatingIfNeeded: name &+ 1)
            }
            name = tape.next(name &+ 1)
        }
    }

    /// The value of a member; nil when it is not there.
    subscript(_ field: PostField) -> Int? {
        has(field) ? Int(values[Int(field.rawValue)]) : nil
    }

    /// Whether a member is there.
    func has(_ field: PostField) -> Bool { present & (1 &<< UInt64(field.rawValue)) != 0 }
}
