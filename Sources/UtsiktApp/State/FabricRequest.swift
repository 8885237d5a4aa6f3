public import UtsiktCore

/// What the fabric pane asks of the desk: it touches no file itself.
///
/// The answers come back as `Arrival.planRead`, `.planSaved` and `.planFailed`.
public enum FabricRequest: Sendable {
    /// Read a plan's file.
    case open(path: String)
    /// Write a plan's file, the old one kept next to it.
    case save(document: PlanDocument, path: String)

    /// The request as effects of an action: the one place where it meets the program's effects.
    func effects() -> [Effect] { [.desk(.fabric(self))] }
}
