public import FoundationEssentials
public import UtsiktBase
import Yams

/// The switches a plan can be made for, read from a data file.
///
/// The file holds facts with their source and trust mark. An entry that breaks its own invariants is left out and reported;
/// the others stay usable.
public struct SwitchCatalogue: Sendable, Hashable {
    /// The usable entries: the built-in ones, then those of the file in its order.
    public private(set) var models: [SwitchModel]
    /// The entries that could not be used.
    public private(set) var rejections: [Rejection]

    /// The asset's path below the assets folder.
    public static let asset = "fabric/switches.json"

    /// The catalogue without a file.
    public static let builtIn = SwitchCatalogue(models: SwitchModel.builtIn, rejections: [])

    init(models: [SwitchModel], rejections: [Rejection]) {
        self.models = models
        self.rejections = rejections
    }

    /// Reads a catalogue after the built-in models.
    /// - Parameters:
    ///   - data: The bytes of the file, JSON or YAML.
    ///   - file: Its name for messages.
    /// - Throws: `FabricFault` when the file as a whole is not a catalogue; a single entry at fault is only rejected.
    public init(data: some DataProtocol, file: String) throws(FabricFault) {
        self.init(models: SwitchModel.builtIn, rejections: [])
        try add(data: data, file: file)
    }

    /// Adds the switches of a user's file: one in the catalogue's own format, or a device type of the NetBox library. An
    /// entry with the id of a known one takes its place.
    /// - Parameters:
    ///   - data: The bytes.
    ///   - file: Its name for messages.
    /// - Returns: What was doubtful or could not be used.
    /// - Throws: `FabricFault` when the file as a whole is neither.
    @discardableResult
    public mutating func add(data: some DataProtocol, file: String) throws(FabricFault) -> [FabricFault] {
        let text = String(decoding: data, as: UTF8.self)
        var log = FaultLog(file: file)
        let root = try FabricYAML.compose(text, file: file)
        guard case .mapping(let fields) = root else {
            throw FabricFault(
                at: InputLocation(file: file), "\(file) is not a switch catalogue",
                remedy: "It must be JSON or YAML with a list ‘switches’, or a NetBox device type")
        }
        if fields["switches"] == nil, fields["interfaces"] != nil || fields["manufacturer"] != nil {
            if let model = NetBoxDeviceReader.read(.mapping(fields), log: &log) { insert(model) }
        } else if case .sequence(let entries) = fields["switches"] {
            let known = Set(models.map(\.id))
            var own: Set<String> = []
            for (index, node) in entries.enumerated() {
                guard let model = SwitchEntryReader.read(node, index: index, log: &log) else { continue }
                guard own.insert(model.id).inserted else {
                    log.add(
                        "there is another switch with the id ‘\(model.id)’", line: node.mark?.line,
                        column: node.mark?.column, field: "switches[\(index + 1)].id")
                    continue
                }
                if known.contains(model.id) {
                    log.add(
                        "‘\(model.id)’ takes the place of a known switch", line: node.mark?.line,
                        field: "switches[\(index + 1)].id", isDoubt: true)
                }
                insert(model)
            }
        } else {
            throw FabricFault(
                at: InputLocation(file: file, line: 1), "\(file) is not a switch catalogue",
                remedy: "It must be JSON or YAML with a list ‘switches’, or a NetBox device type")
        }
        rejections += log.faults.lazy.filter { !$0.isDoubt }.map(\.rejection)
        return log.faults
    }

    private mutating func insert(_ model: SwitchModel) {
        if let index = models.firstIndex(where: { $0.id == model.id }) {
            models[index] = model
        } else {
            models.append(model)
        }
    }

    /// The catalogue of the bundled assets, or the built-in one with the reason when they cannot be read.
    public static func bundled(_ assets: AssetLocator) -> SwitchCatalogue {
        do {
            return try SwitchCatalogue(data: try assets.data(asset), file: asset)
        } catch {
            let reason = (error as? any ExplainedError)?.problem ?? "it cannot be read"
            return SwitchCatalogue(
                models: SwitchModel.builtIn, rejections: [Rejection(file: asset, reason: reason)])
        }
    }

    /// The model with an id.
    public subscript(id id: String) -> SwitchModel? { models.first { $0.id == id } }

    /// Finds a model by the name people use for it, as `S6000` or `7050QX-32S`.
    /// - Parameters:
    ///   - name: A part of the model's name, or its id; case, spaces and signs do not matter.
    ///   - system: The network operating system, when known.
    public func find(_ name: String, system: String? = nil) -> SwitchModel? {
        func plain(_ text: String) -> String { text.lowercased().filter { $0.isLetter || $0.isNumber } }
        let key = plain(name)
        guard !key.isEmpty else { return nil }
        let fitting = models.filter { model in
            guard let system else { return true }
            return model.system.rawValue.hasPrefix(system.lowercased())
        }
        let tests: [(SwitchModel) -> Bool] = [
            { plain($0.id) == key || plain($0.model) == key },
            { plain($0.id) == key + plain($0.system.rawValue.split(separator: "-").first.map(String.init) ?? "") },
            { plain($0.model).hasSuffix(key) },
            { plain($0.model).hasPrefix(key) },
            { plain($0.title).contains(key) }, { plain($0.id).hasPrefix(key) },
        ]
        for test in tests {
            if let model = fitting.first(where: test) { return model }
        }
        return nil
    }
}
