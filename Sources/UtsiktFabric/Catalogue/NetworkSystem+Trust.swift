/// Where the words that are typed on a switch were read, and how far they are to be trusted.
public struct CommandTrust: Sendable, Hashable {
    /// The trust mark.
    public let mark: Trust
    /// The source in a few words, with what was not read there.
    public let source: String
}

extension NetworkSystem {
    /// How far `split`, `join` and `activation` are to be trusted.
    public var commandTrust: CommandTrust {
        switch self {
        case .generic:
            CommandTrust(
                mark: .design, source: "general practice: the plan names no switch system, so there is nothing to type")
        case .fortiswitch: CommandTrust(mark: .memory, source: "no syntax is known; ask the maker's guide")
        case .eos:
            CommandTrust(
                mark: .verified,
                source: "Arista AVD example configurations, at 10G, 25G, 40G and 100G")
        case .nxos:
            CommandTrust(
                mark: .mixed,
                source: "interface breakout: Cisco Network as Code; its undo and hardware profile portmode: operators' "
                    + "notes with the switch's own help (takes effect after save and reload, port settings may be lost)"
            )
        case .cumulus:
            CommandTrust(mark: .verified, source: "Cumulus Linux 3.7 documentation, Switch Port Attributes")
        case .junos:
            CommandTrust(
                mark: .mixed, source: "channel-speed: Juniper's QFX guide; taking it back by delete: operators' notes")
        case .os9S6000, .os9S6010:
            CommandTrust(
                mark: .secondHand,
                source: "operators' notes and a Puppet provider for Dell OS9, which confirms both forms with yes")
        case .os10:
            CommandTrust(mark: .verified, source: "Dell OS10 guide: interface breakout ... map 10g-4x, 40g-1x, 100g-1x")
        case .onyx:
            CommandTrust(
                mark: .secondHand,
                source: "operators' transcripts of an SX6036 and an SN2700: the switch lists what it unmaps and asks")
        case .sonic:
            CommandTrust(mark: .verified, source: "sonic-net/sonic-utilities, Command Reference and its tests")
        }
    }
}
