import Foundation
public import UtsiktBase

/// A case file: the places in order, their raw files, and the target place.
public struct WeatherCase: Sendable {
    /// A place of the case.
    public struct Place: Sendable, Hashable {
        /// Its name and prefix.
        public var place: JoinPlace
        /// Its raw CSV, relative to the case file's folder.
        public var file: String
    }
    /// The case's name.
    public var name: String
    /// The places, in the order of their columns.
    public var places: [Place]
    /// What is predicted.
    public var target: ForecastTarget
    /// The case file.
    public var file: String
    /// The folder of the case file.
    public var folder: String

    private struct Document: Decodable {
        struct Place: Decodable {
            var name: String
            var prefix: String?
            var file: String
        }
        var name: String?
        var places: [Place]
        var target_place: String
        var target_field: String?
        var target_hour: Int?
    }

    /// Reads a case file.
    /// - Parameter path: The `case.json`, or the folder it is in.
    /// - Throws: `WeatherInputError` when it cannot be read or understood, or prefixes collide.
    public init(path: String) throws(WeatherInputError) {
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        let file = exists && isFolder.boolValue ? (path.hasSuffix("/") ? path : path + "/") + "case.json" : path
        let bytes = try WeatherCase.read(file, .weatherCase)
        let folder = URL(fileURLWithPath: file).deletingLastPathComponent().path
        try self.init(bytes: bytes, file: file, folder: folder)
    }

    /// Reads a case file's bytes.
    /// - Throws: `WeatherInputError` when they cannot be understood, or prefixes collide.
    public init(bytes: [UInt8], file: String, folder: String) throws(WeatherInputError) {
        let document: Document
        do {
            document = try JSONDecoder().decode(Document.self, from: Data(bytes))
        } catch {
            throw WeatherInputError(
                "the case file cannot be understood: \(WeatherCase.words(error))", at: InputLocation(file: file),
                remedy: "It needs places (each with name and file) and target_place")
        }
        guard !document.places.isEmpty else {
            throw WeatherInputError("the case has no places", at: InputLocation(file: file, field: "places"))
        }
        var names: Set<String> = []
        for place in document.places where !names.insert(place.name).inserted {
            throw WeatherInputError(
                "the place ‘\(place.name)’ is there twice", at: InputLocation(file: file, field: "places"))
        }
        guard names.contains(document.target_place) else {
            throw WeatherInputError(
                "the target place ‘\(document.target_place)’ is none of the places",
                at: InputLocation(file: file, field: "target_place"))
        }
        name = document.name ?? ""
        places = document.places.map { place in
            Place(
                place: place.prefix.map { JoinPlace(name: place.name, prefix: $0) } ?? JoinPlace(name: place.name),
                file: place.file)
        }
        target = try WeatherCase.target(document, file: file)
        (self.file, self.folder) = (file, folder)
        try JoinPlace.check(places.map(\.place), file: file)
    }

    private static func target(_ document: Document, file: String) throws(WeatherInputError) -> ForecastTarget {
        var target = ForecastTarget(place: document.target_place)
        if let name = document.target_field {
            guard let field = WeatherField(name: name), !field.isWords else {
                throw WeatherInputError(
                    "‘\(name)’ is not a field that can be predicted",
                    at: InputLocation(file: file, field: "target_field"),
                    remedy: "Name one with numbers, as tempm")
            }
            target.field = field
        }
        if let hour = document.target_hour {
            guard (0...23).contains(hour) else {
                throw WeatherInputError(
                    "\(hour) is not an hour of the day", at: InputLocation(file: file, field: "target_hour"),
                    remedy: "Hours are 0 to 23, UTC")
            }
            target.hour = hour
        }
        return target
    }

    /// Where a place's raw file is.
    func path(of place: Place) -> String { place.file.hasPrefix("/") ? place.file : folder + "/" + place.file }

    /// Reads all raw files into a store.
    /// - Throws: `WeatherInputError` when a file or its header is unusable.
    public func load() throws(WeatherInputError) -> Input<WeatherRecords> {
        var records = WeatherRecords()
        var rejected = RejectionList()
        var invalid = InvalidValues()
        for place in places {
            let file = try ObservationFile(
                bytes: try WeatherCase.read(path(of: place), .observations), file: place.file, place: place.place.name)
            records.declare(place.place.name)
            for observation in file.observations { records.insert(observation) }
            rejected += file.rejected
            invalid.add(file.invalid)
        }
        return Input(records: records, rejected: rejected, invalid: invalid)
    }

    /// Reads all raw files and joins them.
    /// - Throws: `WeatherInputError` when a file or its header is unusable.
    public func join() throws(WeatherInputError) -> Input<JoinedRecords> {
        let input = try load()
        return Input(
            records: input.records.join(places: places.map(\.place), target: target), rejected: input.rejected,
            invalid: input.invalid)
    }

    /// What was read, and what of it could not be used.
    public struct Input<Records: Sendable>: Sendable {
        /// What was read.
        public var records: Records
        /// Records that could not be used.
        public var rejected: RejectionList
        /// Values that are not numbers where numbers were.
        public var invalid: InvalidValues
    }

    static func read(_ path: String, _ kind: FileKind) throws(WeatherInputError) -> [UInt8] {
        do {
            return try BoundedFile.read(path, kind)
        } catch {
            throw WeatherInputError(error.problem, at: error.location, remedy: error.remedy, exitStatus: 2)
        }
    }

    /// Ends reading a long file when its task was cancelled.
    static func checkCancellation(_ file: String, _ line: Int) throws(WeatherInputError) {
        guard line.isMultiple(of: 256), Task.isCancelled else { return }
        throw WeatherInputError("reading the file was cancelled", at: InputLocation(file: file, line: line))
    }

    static func words(_ error: any Error) -> String {
        switch error {
        case DecodingError.keyNotFound(let key, _): "‘\(key.stringValue)’ is missing"
        case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
            "‘\(context.codingPath.map(\.stringValue).joined(separator: "."))’ has the wrong type"
        default: "it is not valid JSON"
        }
    }
}
