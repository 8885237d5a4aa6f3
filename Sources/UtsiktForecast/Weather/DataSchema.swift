import Foundation
import UtsiktBase

/// The schema of a dataset in the 2015 service's own names: which columns there are, of which types, which is the row id
/// and which the target.
public struct DataSchema: Sendable, Hashable, Codable {
    /// A column and its type.
    public struct Attribute: Sendable, Hashable, Codable {
        /// The column's name.
        public var attributeName: String
        /// `NUMERIC`, `BINARY`, `CATEGORICAL` or `TEXT`.
        public var attributeType: String

        /// Makes a column.
        public init(_ name: String, _ type: AttributeType) {
            attributeName = name
            attributeType = type.rawValue.uppercased()
        }

        /// The type; nil when the name is none of the four.
        public var type: AttributeType? { AttributeType(rawValue: attributeType.lowercased()) }
    }

    /// The schema language's version.
    public var version: String
    /// The column that names the records.
    public var rowId: String?
    /// The column that is predicted.
    public var targetAttributeName: String?
    /// `CSV`.
    public var dataFormat: String
    /// Whether the first line holds the columns' names.
    public var dataFileContainsHeader: Bool
    /// The columns in order.
    public var attributes: [Attribute]
    /// Columns that models leave out.
    public var excludedAttributeNames: [String]

    /// Describes joined records.
    /// - Parameter excluded: Attributes that are switched off.
    public init(_ records: JoinedRecords, excluded: Set<String> = []) {
        version = "1.0"
        rowId = JoinedRecords.rowIDName
        targetAttributeName = records.targetName
        dataFormat = "CSV"
        dataFileContainsHeader = true
        attributes =
            [Attribute(JoinedRecords.rowIDName, .categorical)]
            + records.attributes.map { Attribute($0.name, $0.type) }
            + [Attribute(records.targetName, .numeric)]
        excludedAttributeNames = excluded.sorted()
    }

    private enum Key: String, CodingKey {
        case version, rowId, targetAttributeName, dataFormat, dataFileContainsHeader, attributes, excludedAttributeNames
    }

    /// Reads a schema; what may be left out in the service's files may be left out here.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        version = try values.decodeIfPresent(String.self, forKey: .version) ?? "1.0"
        rowId = try values.decodeIfPresent(String.self, forKey: .rowId)
        targetAttributeName = try values.decodeIfPresent(String.self, forKey: .targetAttributeName)
        dataFormat = try values.decodeIfPresent(String.self, forKey: .dataFormat) ?? "CSV"
        dataFileContainsHeader = try values.decodeIfPresent(Bool.self, forKey: .dataFileContainsHeader) ?? true
        attributes = try values.decode([Attribute].self, forKey: .attributes)
        excludedAttributeNames = try values.decodeIfPresent([String].self, forKey: .excludedAttributeNames) ?? []
    }

    /// Reads a schema file.
    /// - Throws: `WeatherInputError` when it cannot be understood, names a column twice or a type that is none.
    public init(bytes: [UInt8], file: String) throws(WeatherInputError) {
        do {
            self = try JSONDecoder().decode(DataSchema.self, from: Data(bytes))
        } catch {
            throw WeatherInputError(
                "the schema cannot be understood: \(WeatherCase.words(error))", at: InputLocation(file: file),
                remedy: "It needs attributes, each with attributeName and attributeType")
        }
        var seen: Set<CodePoints> = []
        for attribute in attributes {
            let place = InputLocation(file: file, field: attribute.attributeName)
            guard !attribute.attributeName.isEmpty else {
                throw WeatherInputError("a column has no name", at: InputLocation(file: file, field: "attributeName"))
            }
            guard attribute.type != nil else {
                throw WeatherInputError(
                    "‘\(attribute.attributeType)’ is not a type", at: place,
                    remedy: "The types are NUMERIC, BINARY, CATEGORICAL and TEXT")
            }
            guard seen.insert(CodePoints(attribute.attributeName)).inserted else {
                throw WeatherInputError("the column is there twice", at: place, remedy: "Remove one of them")
            }
        }
        for (name, field) in [(rowId, "rowId"), (targetAttributeName, "targetAttributeName")] {
            if let name, !seen.contains(CodePoints(name)) {
                throw WeatherInputError(
                    "‘\(name)’ is none of the attributes", at: InputLocation(file: file, field: field))
            }
        }
        guard dataFileContainsHeader, dataFormat == "CSV" else {
            throw WeatherInputError(
                "only CSV files with a header can be read", at: InputLocation(file: file, field: "dataFormat"))
        }
    }

    /// The schema as a file, keys in the service's spelling.
    public func json() -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(self) else { return "" }
        return String(decoding: data, as: UTF8.self) + "\n"
    }

    /// The types by column name.
    public var types: [String: AttributeType] {
        var types: [String: AttributeType] = [:]
        for attribute in attributes { types[attribute.attributeName] = attribute.type }
        return types
    }
}
