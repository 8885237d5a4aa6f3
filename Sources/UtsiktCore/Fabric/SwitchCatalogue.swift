public import FoundationEssentials

/// The switches a plan can be made for, read from a data file.
///
/// The file holds facts with their source and trust mark. An entry that breaks its own invariants is set aside and reported;
/// the others stay usable.
public struct SwitchCatalogue: Sendable, Hashable {
    /// The usable entries: the built-in ones, then those of the file in its order.
    public let models: [SwitchModel]
    /// The entries that could not be used.
    public let rejections: [Rejection]

    /// The asset's path below the assets folder.
    public static let asset = "fabric/switches.json"

    /// The catalogue without a file.
    public static let builtIn = SwitchCatalogue(models: SwitchModel.builtIn, rejections: [])

    init(models: [SwitchModel], rejections: [Rejection]) {
        self.models = models
        self.rejections = rejections
    }

    /// Reads a catalogue.
    /// - Parameters:
    ///   - data: The bytes of the JSON file.
    ///   - file: Its name for messages.
    /// - Throws: `FabricInputError` when the file as a whole is no catalogue.
    public init(data: some DataProtocol, file: String) throws(FabricInputError) {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let entries: [Lossy]
        do {
            entries = try decoder.decode(File.self, from: Data(data)).switches
        } catch {
            throw FabricInputError(
                field: file, "\(file) is no switch catalogue", remedy: "It must be JSON with a list ‘switches’")
        }
        var models = SwitchModel.builtIn
        var rejections: [Rejection] = []
        for (index, entry) in entries.enumerated() {
            switch entry.result {
            case .success(let entry):
                let (model, faults) = entry.model
                if faults.isEmpty, !models.contains(where: { $0.id == model.id }) {
                    models.append(model)
                } else {
                    let reason = faults.first ?? "there is another switch with this id"
                    rejections.append(Rejection(file: file, line: index + 1, field: model.id, reason: reason))
                }
            case .failure(let error):
                let reason =
                    (error as? FabricInputError)?.problem ?? "the entry lacks a field or has one of a wrong type"
                rejections.append(Rejection(file: file, line: index + 1, reason: reason))
            }
        }
        self.init(models: models, rejections: rejections)
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
            { plain($0.title).contains(key) },
        ]
        for test in tests {
            if let model = fitting.first(where: test) { return model }
        }
        return nil
    }
}

private struct File: Decodable {
    let switches: [Lossy]
}

/// An entry that may fail without failing the file.
private struct Lossy: Decodable {
    let result: Result<SwitchEntry, any Error>

    init(from decoder: any Decoder) throws { result = Result { try SwitchEntry(from: decoder) } }
}
