public import UtsiktCore

/// What the forecast pane asks of its world besides other settings.
public enum ForecastRequest: Sendable, Hashable {
    /// Write the project's schema file: a type was set or an attribute switched off.
    case keepSchema(DataSchema)
    /// Write the batch prediction to a file, packed when its name ends in `.gz`.
    case save(batch: String, path: String)
    /// Forget a kept run.
    case forget(run: String)
}
