/// How far a prediction is off: the one place that says which way round it is taken.
public enum Residual {
    /// Prediction − target, positive for over-prediction.
    @inlinable
    public static func of(_ prediction: Double, target: Double) -> Double { prediction - target }
}
