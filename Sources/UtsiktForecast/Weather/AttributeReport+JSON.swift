/// The shape of the data report in JSON: nulls are written out, and keys depend on the type.
extension AttributeStatistics: Encodable {
    private enum Key: String, CodingKey {
        case name, type, count, missing, role, unique, invalid, min, max, mean, median, ones, zeros
        case typeAmbiguous, mostFrequent, sdPop, sdSample, correlationToTarget, etaToTarget
    }

    /// Encodes the keys that the column's type has.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(name, forKey: .name)
        try container.encode(type, forKey: .type)
        try container.encode(count, forKey: .count)
        try container.encode(missing, forKey: .missing)
        try container.encodeIfPresent(role, forKey: .role)
        try container.encode(unique, forKey: .unique)
        if isTypeAmbiguous { try container.encode(true, forKey: .typeAmbiguous) }
        switch type {
        case .numeric, .binary:
            try container.encode(invalid, forKey: .invalid)
            try container.encode(min, forKey: .min)
            try container.encode(max, forKey: .max)
            try container.encode(mean, forKey: .mean)
            try container.encode(median, forKey: .median)
            try container.encode(sdPop, forKey: .sdPop)
            try container.encode(sdSample, forKey: .sdSample)
            try container.encode(correlationToTarget, forKey: .correlationToTarget)
            if type == .binary {
                try container.encode(ones, forKey: .ones)
                try container.encode(zeros, forKey: .zeros)
            }
        case .categorical, .text:
            try container.encode(mostFrequent, forKey: .mostFrequent)
            if role != .rowID { try container.encode(etaToTarget, forKey: .etaToTarget) }
        }
    }
}

extension AttributeStatistics.Frequency: Encodable {
    /// Encodes as the pair `[value, count]`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.unkeyedContainer()
        try container.encode(value)
        try container.encode(count)
    }
}
