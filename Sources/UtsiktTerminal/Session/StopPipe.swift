import CTerminal

/// INT and TERM of a program without a screen, as a descriptor that can be read.
public enum StopPipe {
    /// Takes the two signals over. From the return of this call on none is lost; a second one ends the process at once.
    /// - Returns: What becomes readable with the first signal; nil when there are no descriptors left.
    public static func begin() -> Int32? {
        let descriptor = ct_stop_begin()
        return descriptor >= 0 ? descriptor : nil
    }

    /// The first signal; nil while none has come.
    public static var number: Int32? {
        let number = ct_stop_number()
        return number != 0 ? number : nil
    }

    /// Gives them back, unless one has come.
    public static func end() { ct_stop_end() }
}
