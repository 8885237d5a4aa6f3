// What settings say of data, and data of settings. It stands here because the data know no settings.
extension ForecastSettings {
    /// The schema of some records with these settings' types and exclusions.
    public func schema(of records: JoinedRecords) -> DataSchema {
        DataSchema(records.retyped(types), excluded: excluded)
    }

    /// Takes a schema's types and exclusions. Types that are the vote's anyway are taken too: they stay when the data
    /// change.
    public mutating func apply(_ schema: DataSchema) {
        types = schema.types
        for name in [schema.rowId, schema.targetAttributeName] { if let name { types[name] = nil } }
        excluded = Set(schema.excludedAttributeNames)
    }
}

extension DataReport {
    /// Reports on records with the types and exclusions of some settings.
    public init(_ records: JoinedRecords, _ settings: ForecastSettings, correlations: [String: Double?] = [:]) {
        self.init(records, types: settings.types, excluded: settings.excluded, correlations: correlations)
    }
}

extension WeatherDatasource {
    /// The settings with what the source predicts.
    public func aimed(_ settings: ForecastSettings) -> ForecastSettings {
        var result = settings
        (result.targetPlace, result.targetField, result.targetHour) = (target.place, target.field, target.hour)
        return result
    }
}
