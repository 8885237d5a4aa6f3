public import UtsiktCore

/// What the forecast pane asks of the outside besides other settings.
public enum ForecastRequest: Sendable, Hashable {
    /// Write the project's schema file: a type was set or an attribute switched off.
    case keepSchema(DataSchema)
    /// Forget a kept run.
    case forget(run: String)
}
