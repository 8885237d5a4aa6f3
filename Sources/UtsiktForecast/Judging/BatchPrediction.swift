public import UtsiktBase

/// Predictions for records whose target is not known yet.
public struct BatchPrediction: Sendable, Hashable {
    /// One prediction.
    public struct Score: Sendable, Hashable {
        /// The record's instant.
        public var instant: Timestamp
        /// What is predicted.
        public var score: Double
    }

    /// Records the model was trained on.
    public var trainedRows: Int
    /// The predictions in order of time.
    public var scores: [Score]

    /// Their mean; nil, as the other figures, when there is none or it is too large to be a number.
    public var mean: Double? { scores.isEmpty ? nil : Statistics.finite(Statistics.mean(scores.map(\.score))) }
    /// The lowest.
    public var min: Double? { Statistics.finite(scores.map(\.score).min()) }
    /// The highest.
    public var max: Double? { Statistics.finite(scores.map(\.score).max()) }
    /// The middle one.
    public var median: Double? { Statistics.finite(Statistics.median(sorted: scores.map(\.score).sorted())) }
    /// Their deviation, divisor n.
    public var sdPop: Double? { scores.isEmpty ? nil : Statistics.finite(Statistics.sdPop(scores.map(\.score))) }
    /// The one from the latest record, which is the best single forecast.
    public var latest: Double? { scores.last?.score }
    /// The scores in bins of the five widths.
    public var distribution: [ErrorHistogram] { ErrorHistogram.all(scores.map(\.score)) }

    /// The file of the 2015 service: `tag,trueLabel,score`, the label empty.
    public var csv: String {
        var text = "tag,trueLabel,score\n"
        for score in scores { text += "\(score.instant.rowID),,\(score.score)\n" }
        return text
    }
}

extension Evaluation {
    /// The evaluation in the form of the 2015 service's files: `tag,trueLabel,score`.
    public var csv: String {
        var text = "tag,trueLabel,score\n"
        for prediction in predictions {
            text += "\(prediction.instant.rowID),\(prediction.actual),\(prediction.score)\n"
        }
        return text
    }
}

extension Evaluation {
    /// A day of the evaluation: `[day, mean prediction, measured]` in JSON.
    public struct Day: Sendable, Hashable, Encodable {
        /// The day of the records, `YYYYMMDD`.
        public var day: String
        /// The mean of its predictions.
        public var mean: Double
        /// What was measured on the next day.
        public var actual: Double

        /// Encodes as a triple.
        public func encode(to encoder: any Encoder) throws {
            var container = encoder.unkeyedContainer()
            try container.encode(day)
            try container.encode(mean)
            try container.encode(actual)
        }
    }

    /// The evaluation day by day.
    public var perDay: [Day] {
        var days: [Day] = []
        var counts: [Double] = []
        for prediction in predictions {
            let day = prediction.instant.day.compact
            if days.last?.day != day {
                days.append(Day(day: day, mean: 0, actual: prediction.actual))
                counts.append(0)
            }
            days[days.count - 1].mean += prediction.score
            counts[counts.count - 1] += 1
        }
        for i in days.indices { days[i].mean /= counts[i] }
        return days
    }
}

extension BatchPrediction {
    /// The batch in figures, as a report's JSON names them.
    public struct Summary: Sendable, Codable {
        /// Records the model was trained on.
        public var trainedRows: Int
        /// Predictions.
        public var n: Int
        /// Their mean.
        public var mean: Double?
        /// The lowest.
        public var min: Double?
        /// The highest.
        public var max: Double?
        /// The middle one.
        public var median: Double?
        /// Their deviation, divisor n.
        public var sdPop: Double?
        /// The scores in bins.
        public var distribution: [ErrorHistogram]
    }

    /// The batch in figures.
    public var summary: Summary {
        Summary(
            trainedRows: trainedRows, n: scores.count, mean: mean, min: min, max: max, median: median, sdPop: sdPop,
            distribution: distribution)
    }
}
