import UtsiktBase

extension ModelDocument {
    /// The coefficients, one line a column; the intercept is the first.
    public var csv: String {
        var table = CSVTable(["column", "mean", "sd", "coef_std", "coef_raw"], lineEnd: .lf)
        table.add(["(intercept)", "", "", CSVTable.number(interceptStd), CSVTable.number(interceptRaw)])
        for (index, column) in columns.enumerated() {
            table.add([
                column, CSVTable.number(mean[index]), CSVTable.number(sd[index]), CSVTable.number(coefStd[index]),
                CSVTable.number(coefRaw[index]),
            ])
        }
        return table.text
    }
}

extension ForecastRun {
    /// Runs, one line each.
    public static func csv(_ runs: [ForecastRun]) -> String {
        var table = CSVTable(
            [
                "id", "at", "place", "settings", "rmse", "skill", "bias", "interval_low", "interval_high", "eval_days",
                "rolling_rmse", "best_baseline", "best_baseline_rmse", "leaks",
            ], lineEnd: .lf)
        for run in runs {
            table.add([
                run.id, run.at?.iso8601 ?? "", run.place, run.words, CSVTable.number(run.rmse),
                CSVTable.number(run.skill), CSVTable.number(run.bias),
                CSVTable.number(run.interval?.first), CSVTable.number(run.interval?.last), "\(run.evalDays)",
                CSVTable.number(run.rollingRMSE),
                run.bestBaseline?.rawValue ?? "", CSVTable.number(run.bestBaselineRMSE), run.isLeaking ? "1" : "0",
            ])
        }
        return table.text
    }
}

extension DataReport {
    /// The attributes, one line each.
    public var csv: String {
        var table = CSVTable(
            [
                "name", "type", "count", "missing", "invalid", "unique", "min", "max", "mean", "median", "sd",
                "correlation_to_target", "eta_to_target", "most_frequent", "least_frequent",
            ], lineEnd: .lf)
        for attribute in attributes {
            let figures = attribute.statistics
            table.add([
                figures.name, figures.type.rawValue, "\(figures.count)", "\(figures.missing)", "\(figures.invalid)",
                "\(figures.unique)", CSVTable.number(figures.min), CSVTable.number(figures.max),
                CSVTable.number(figures.mean), CSVTable.number(figures.median),
                CSVTable.number(figures.sdPop), CSVTable.number(figures.correlationToTarget),
                CSVTable.number(figures.etaToTarget),
                figures.mostFrequent.first?.value ?? "", figures.leastFrequent.first?.value ?? "",
            ])
        }
        return table.text
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
