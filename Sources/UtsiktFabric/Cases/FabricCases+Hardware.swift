// The kinds of cases that ask about a switch model or judge a small plan.
extension FabricCases {
    static func name(_ input: FabricInputs) throws(FabricInputError) -> [String: FabricValue] {
        let nos = try input.string("nos")
        guard let system = NetworkSystem(name: nos) else {
            throw FabricInputError(field: "nos", "unknown network system ‘\(nos.prefix(40))’")
        }
        let port = try input.int("port")
        if let lane = try input.optionalInt("lane") {
            return ["name": .string(try system.laneName(port: port, lane: lane))]
        }
        return ["name": .string(try system.portName(port))]
    }

    private static func model(
        _ input: FabricInputs, _ catalogue: SwitchCatalogue
    ) throws(FabricInputError) -> SwitchModel {
        let name = try input.string("model")
        guard let model = catalogue.find(name, system: try input.optionalString("nos")) else {
            throw FabricInputError(field: "model", "unknown switch ‘\(name.prefix(40))’")
        }
        return model
    }

    static func splitMap(
        _ input: FabricInputs, _ catalogue: SwitchCatalogue
    ) throws(FabricInputError) -> [String: FabricValue] {
        let model = try model(input, catalogue)
        let split = try input.ints("split")
        guard Set(split).count == split.count else { throw FabricInputError(field: "split", "a port is named twice") }
        if let port = split.first(where: { !model.splittable.contains($0) }) {
            throw FabricInputError(field: "split", "port \(port) of \(model.model) cannot be split")
        }
        let disabled = split.compactMap { model.limits.disables[$0] }
        let cap = try Capacity(of: model.leaf(uplinks: 0)).tenGig
        return [
            "disabled": .list(disabled), "ten_g": .int(4 * split.count),
            "native_40g": .int(model.qsfp.count - split.count - disabled.count),
            "cap_10g": .int(model.limits.tenGig ?? cap),
        ]
    }

    static func fixedPorts(
        _ input: FabricInputs, _ catalogue: SwitchCatalogue
    ) throws(FabricInputError) -> [String: FabricValue] {
        let model = try model(input, catalogue)
        let base = model.qsfp.numbers.first == 0 ? 1 : 0
        var result: [String: FabricValue] = [
            "fixed_panel_1based": .list(model.fixed.map { $0 + base }), "breakable": .int(model.splittable.count),
        ]
        if model.system == .os9S6000 || model.system == .os9S6010 {
            result["fixed_os9"] = .list(model.fixed.map { model.system.number(ofPanelPort: $0) })
        }
        return result
    }

    static func shared(
        _ input: FabricInputs, _ catalogue: SwitchCatalogue
    ) throws(FabricInputError) -> [String: FabricValue] {
        let model = try model(input, catalogue)
        let selection = try input.string("select")
        guard let group = model.limits.shared.first else {
            throw FabricInputError(field: "model", "\(model.model) has no ports that share lanes")
        }
        // `Et1-4` selects the SFP+ ports, `Et5` or `Et5/1-4` the QSFP port.
        let digits = selection.drop { !$0.isNumber }
        let ports = try PortSet(text: String(digits.prefix { $0.isNumber || $0 == "-" }))
        let takesSFP = ports.numbers == group.sfp.numbers
        guard takesSFP || ports.numbers == [group.qsfp] else {
            throw FabricInputError(field: "select", "‘\(selection.prefix(40))’ is neither side of the shared group")
        }
        let lost = takesSFP ? 1 : 0
        return [
            "qsfp_lost": takesSFP ? .int(group.qsfp) : .null, "ten_g_native": .int(takesSFP ? group.sfp.count : 0),
            "breakable": .int(model.splittable.count - (model.splittable.contains(group.qsfp) ? lost : 0)),
            "qsfp_live": .int(model.qsfp.count - lost),
        ]
    }
}

extension SwitchModel {
    /// What the closed forms need to know of the model.
    func leaf(uplinks: Int, reserved: Int = 0) -> Capacity.Leaf {
        Capacity.Leaf(
            ports: qsfp.count, uplinks: uplinks, reserved: reserved, splittable: splittable.count,
            logicalCap: logicalForQSFP, pairRule: !limits.disables.isEmpty, mayDisable: limits.mayDisable)
    }
}
