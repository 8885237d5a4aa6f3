import UtsiktCore

/// What the views copy: CSV in the units in which things were measured.
enum ForecastCopy {
    static func text(_ state: AppState) -> CopiedText? {
        let forecast = state.forecast
        guard let snapshot = forecast.shown else { return nil }
        let body: String? =
            switch forecast.view {
            case .lab: lab(snapshot)
            case .report: forecast.report.map { report($0.sorted(by: forecast.order, ascending: forecast.isAscending)) }
            case .residuals: snapshot.evaluation.map { residuals($0) }
            case .coefficients: snapshot.ranking.isEmpty ? nil : coefficients(snapshot)
            case .curve: curve(snapshot)
            case .prediction: snapshot.batch.map { prediction($0) }
            case .runs: forecast.runs.isEmpty ? nil : runs(forecast.leaderboard)
            }
        return body.map { CopiedText(name: "forecast-\(forecast.view.rawValue)", text: $0) }
    }

    private static func lines(_ header: String, _ rows: [[String]]) -> String {
        CSVTable(header.split(separator: ",").map(String.init), rows, lineEnd: .lf).text
    }

    private static func number(_ value: Double?) -> String { CSVTable.number(value) }

    /// The model and the rules on the same records.
    private static func lab(_ snapshot: ForecastSnapshot) -> String? {
        guard let evaluation = snapshot.evaluation else { return nil }
        let own = (snapshot.settings.words(days: snapshot.facts.days), evaluation.eval)
        let rows = ([own] + evaluation.baselines.map { ($0.learner.title, $0.metrics) }).map { name, metrics in
            [
                name, number(metrics.rmse), number(metrics.bias), number(metrics.mae), "\(metrics.n)",
                "\(evaluation.evalDays)", snapshot.unit,
            ]
        }
        return lines("model,rmse,bias,mae,records,days,unit", rows)
    }

    private static func report(_ attributes: [AttributeDetail]) -> String {
        lines(
            "attribute,type,count,missing,invalid,unique,min,max,mean,median,sd,correlation,eta,most_frequent,"
                + "least_frequent,unit",
            attributes.map { detail in
                let s = detail.statistics
                return [
                    s.name, s.type.rawValue, "\(s.count)", "\(s.missing)", "\(s.invalid)", "\(s.unique)", number(s.min),
                    number(s.max), number(s.mean), number(s.median), number(s.sdSample), number(s.correlationToTarget),
                    number(s.etaToTarget), s.mostFrequent.first?.value ?? "", detail.leastFrequent.first?.value ?? "",
                    detail.field?.unit ?? "",
                ]
            })
    }

    /// The 2015 columns, then the error and the hour.
    private static func residuals(_ evaluation: Evaluation) -> String {
        lines(
            "tag,trueLabel,score,error,hour",
            evaluation.predictions.map {
                [
                    $0.instant.rowID, number($0.actual), number($0.score), number($0.residual),
                    "\($0.instant.hour)",
                ]
            })
    }

    private static func coefficients(_ snapshot: ForecastSnapshot) -> String {
        lines(
            "column,raw,per_sd,sd,share,unit",
            snapshot.ranking.map {
                [$0.name, number($0.raw), number($0.std), number($0.deviation), number($0.share), snapshot.unit]
            })
    }

    private static func curve(_ snapshot: ForecastSnapshot) -> String? {
        if !snapshot.lambdaCurve.isEmpty {
            return lines(
                "lambda,train_rmse,eval_rmse,cv_rmse",
                snapshot.lambdaCurve.map {
                    [number($0.lambda), number($0.trainRMSE), number($0.evalRMSE), number($0.cvRMSE)]
                })
        }
        guard !snapshot.alphaCurve.isEmpty else { return nil }
        return lines(
            "alpha,train_rmse,eval_rmse,nonzero",
            snapshot.alphaCurve.map { [number($0.alpha), number($0.trainRMSE), number($0.evalRMSE), "\($0.nonzero)"] })
    }

    /// The file of the 2015 service, with the truth when it is known.
    static func prediction(_ batch: ForecastSnapshot.Batch) -> String {
        lines(
            "tag,trueLabel,score",
            batch.prediction.scores.map { [$0.instant.rowID, number(batch.actual), number($0.score)] })
    }

    private static func runs(_ runs: [ForecastRun]) -> String {
        lines(
            "id,rmse,low,high,days,skill,rolling_rmse,leaks,place,field,hour,settings,day",
            runs.map { run in
                let settings = run.settings
                let day = run.worldDay ?? ""
                return [
                    run.id, number(run.rmse), number(run.interval?.first), number(run.interval?.last),
                    "\(run.evalDays)",
                    number(run.skill), number(run.rollingRMSE), "\(run.isLeaking)", run.place,
                    settings.targetField.name, "\(settings.targetHour)", run.words, day,
                ]
            })
    }
}
