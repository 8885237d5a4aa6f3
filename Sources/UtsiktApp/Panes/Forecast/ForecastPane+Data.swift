import UtsiktCore
import UtsiktScreen

extension ForecastPane {
    /// The report, one line.
    public static func json(_ state: AppState) throws -> String? {
        try state.forecast.snapshot.map { try JSONOutput.line(ForecastReport($0)) + "\n" }
    }

    /// The predictions.
    public static func csv(_ state: AppState) -> String? { state.forecast.snapshot?.csv }

    /// The forecast; nil while there are no observations.
    public static func sentence(_ state: AppState) -> String? {
        guard let snapshot = state.forecast.snapshot, !snapshot.places.isEmpty else { return nil }
        let temperature = state.preferences.temperature
        let place = TextSanitizer.clean(snapshot.targetPlace)
        let unit = temperature == .celsius ? "degrees Celsius" : "degrees Fahrenheit"
        guard let headline = snapshot.headline, let batch = snapshot.batch else {
            return "Forecast for \(place): none yet. " + TextSanitizer.clean(snapshot.problem ?? "")
        }
        let noon = NumberText.fixed(temperature.value(celsius: headline), 1)
        var text = "Forecast for \(place), noon of \(batch.day): \(noon) \(unit)."
        if let rmse = snapshot.evaluation?.eval.rmse {
            let error = NumberText.fixed(temperature.difference(celsius: rmse), 2)
            text += " Root mean square error \(error) degrees."
        }
        if let verdict = snapshot.verdict { text += " The model is \(TextSanitizer.clean(verdict))." }
        for words in snapshot.attributions { text += " \(TextSanitizer.clean(words))." }
        return text
    }
}
