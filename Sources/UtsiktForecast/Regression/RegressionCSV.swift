import UtsiktBase

extension ModelDocument {
    /// The coefficients, one line a column; the intercept is the first.
    public var csv: String {
        var text = CSVWriter.line(["column", "mean", "sd", "coef_std", "coef_raw"])
        func cell(_ value: Double?) -> String { value.map { "\($0)" } ?? "" }
        text += CSVWriter.line(["(intercept)", "", "", cell(interceptStd), cell(interceptRaw)])
        for (index, column) in columns.enumerated() {
            text += CSVWriter.line([
                column, cell(mean[index]), cell(sd[index]), cell(coefStd[index]), cell(coefRaw[index]),
            ])
        }
        return text
    }
}

extension ForecastRun {
    /// Runs, one line each.
    public static func csv(_ runs: [ForecastRun]) -> String {
        var text = CSVWriter.line([
            "id", "at", "place", "settings", "rmse", "skill", "bias", "interval_low", "interval_high", "eval_days",
            "rolling_rmse", "best_baseline", "best_baseline_rmse", "leaks",
        ])
        func cell(_ value: Double?) -> String { value.map { "\($0)" } ?? "" }
        for run in runs {
            text += CSVWriter.line([
                run.id, run.at?.iso8601 ?? "", run.place, run.words, cell(run.rmse), cell(run.skill), cell(run.bias),
                cell(run.interval?.first), cell(run.interval?.last), "\(run.evalDays)", cell(run.rollingRMSE),
                run.bestBaseline?.rawValue ?? "", cell(run.bestBaselineRMSE), run.isLeaking ? "1" : "0",
            ])
        }
        return text
    }
}

extension DataReport {
    /// The attributes, one line each.
    public var csv: String {
        var text = CSVWriter.line([
            "name", "type", "count", "missing", "invalid", "unique", "min", "max", "mean", "median", "sd",
            "correlation_to_target", "eta_to_target", "most_frequent", "least_frequent",
        ])
        func cell(_ value: Double?) -> String { value.map { "\($0)" } ?? "" }
        for attribute in attributes {
            let figures = attribute.statistics
            text += CSVWriter.line([
                figures.name, figures.type.rawValue, "\(figures.count)", "\(figures.missing)", "\(figures.invalid)",
                "\(figures.unique)", cell(figures.min), cell(figures.max), cell(figures.mean), cell(figures.median),
                cell(figures.sdPop), cell(figures.correlationToTarget), cell(figures.etaToTarget),
                figures.mostFrequent.first?.value ?? "", figures.leastFrequent.first?.value ?? "",
            ])
        }
        return text
    }
}

extension ForecastSnapshot {
    /// A snapshot of one evaluation outside an analysis, as a command makes it.
    public init(_ evaluation: Evaluation, of evaluator: Evaluator) {
        let records = evaluator.records
        self.init(
            settings: evaluation.settings, places: records.places.map(\.name), targetPlace: records.target.place,
            facts: Facts(
                records: records.instants.count, days: evaluator.days, datasetRows: records.datasetRows.count,
                testsetRows: records.testsetRows.count, skippedInstants: records.counts.skippedInstants,
                attributes: records.columnNames.count),
            evaluation: evaluation, histograms: evaluation.histograms, interval: evaluation.rmseInterval())
        target = records.target
        ranking = evaluation.ranking
        byHour = evaluation.byHour
    }
}
