import ArgumentParser
import UtsiktCore
import UtsiktEngine
import UtsiktScreen
import UtsiktSources

/// `utsikt sources find`: places of a name, and the stations near the one that is chosen.
struct SourcesFind: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "find",
        abstract: "Finds a place by its name, and the stations near it, as the configuration wants them.",
        discussion: """
            Asks Open-Meteo for the places of that name and prints them with region, country and population. Where there is \
            one, or one is chosen with --choose, it also asks for the stations near it, and prints what to write under \
            `places:`. Nothing is written anywhere. Exit status: 0 found; 1 no such place, or a service gave no answer; \
            3 nothing could be asked.
            """)

    @Argument(help: "The name, as Oslo or 'New York'.")
    var name: String

    @Option(help: "Which of the places, as numbered in the list.")
    var choose: Int?

    @Option(
        help:
            "Services whose stations are looked for, with commas between them. Default: iem,nws, and frost with a client id."
    )
    var stations: String?

    @Option(help: "The environment variable with Frost's client id.")
    var clientIdEnv: String?

    @Option(help: "One address in place of all services' own.")
    var url: String?

    @Flag(help: "JSON on standard output.")
    var json = false

    func validate() throws {
        for service in stations?.split(separator: ",") ?? []
        where !PlaceFinder.stationServices.contains(String(service)) {
            throw ValidationError("Stations are known to \(PlaceFinder.stationServices.joined(separator: ", ")).")
        }
        if let url {
            let isUsable = WebAddress(url).map { $0.scheme == "http" || $0.scheme == "https" } ?? false
            guard isUsable else { throw ValidationError("--url must be an http or https address.") }
        }
    }

    func run() async throws {
        try await Failure.explained { try await Interruptible.run { try await find() } }
    }

    private func find() async throws {
        let clientID = try clientIdEnv.map { Secret(try ConfigurationFiles.ofProcess.secret(.environment($0))) }
        let finder = PlaceFinder(
            addresses: url.map { PlaceFinder.Addresses(all: $0) } ?? PlaceFinder.Addresses(),
            clientID: clientID, transport: CurlTransport())
        let places = try await finder.places(named: name)
        guard !places.isEmpty else {
            if json { try Output.line(JSONOutput.line(PlaceListing(places: [], chosen: nil))) }
            Failure.report("there is no place ‘\(name)’ that Open-Meteo knows; write its coordinates instead")
            throw ExitCode(1)
        }
        guard let index = choose ?? (places.count == 1 ? 1 : nil) else {
            let listing = PlaceListing(places: places.map(PlaceListing.Place.init), chosen: nil)
            if json { return try Output.line(JSONOutput.line(listing)) }
            try Output.words(listing.text)
            return Output.say("Choose one with --choose, as `utsikt sources find '\(name)' --choose 1`.\n")
        }
        guard (1...places.count).contains(index) else {
            throw ValidationError(
                "There are \(places.count) places of that name; --choose may be 1 to \(places.count).")
        }
        let place = places[index - 1]
        var near: [PlaceListing.Station] = []
        var isWhole = true
        for service in wanted(clientID) {
            do {
                near += try await finder.stations(near: place, of: service)
                    .map { PlaceListing.Station($0.station, kilometres: $0.kilometres) }
            } catch {
                // The others may know some.
                isWhole = false
                Failure.report(error.description)
            }
        }
        let listing = PlaceListing(
            places: places.map(PlaceListing.Place.init),
            chosen: PlaceListing.Chosen(place: PlaceListing.Place(place), stations: near))
        if json { try Output.line(JSONOutput.line(listing)) } else { try Output.words(listing.text) }
        if !isWhole { throw ExitCode(1) }
    }

    private func wanted(_ clientID: Secret?) -> [String] {
        if let stations { return stations.split(separator: ",").map(String.init) }
        return PlaceFinder.stationServices.filter { $0 != "frost" || clientID != nil }
    }
}

/// What was found, for people and programs.
struct PlaceListing: Encodable {
    /// A place.
    struct Place: Encodable {
        let name: String
        let region: String
        let country: String
        let latitude: Double
        let longitude: Double
        let population: Int?

        init(_ place: FoundPlace) {
            (name, region, country) = (place.name, place.region, place.country)
            (latitude, longitude, population) = (place.latitude, place.longitude, place.population)
        }

        var words: String {
            let inhabitants = population.map { ", \($0) inhabitants" } ?? ""
            let title = [name, region, country].filter { !$0.isEmpty }.joined(separator: ", ")
            return "\(title) (\(latitude), \(longitude)\(inhabitants))"
        }
    }

    /// A station near the chosen place.
    struct Station: Encodable {
        let service: String
        let code: String
        let name: String
        let kilometres: Double

        init(_ station: FoundStation, kilometres: Double) {
            (service, code, name) = (station.service, station.code, station.name)
            self.kilometres = (kilometres * 10).rounded() / 10
        }
    }

    /// The place that was chosen.
    struct Chosen: Encodable {
        let place: Place
        let stations: [Station]

        /// The nearest station of each service, as they stand in the configuration.
        var entry: String {
            var nearest: [(service: String, code: String)] = []
            for station in stations where !nearest.contains(where: { $0.service == station.service }) {
                nearest.append((station.service, station.code))
            }
            let list = nearest.map { "\($0.service): \($0.code)" }.joined(separator: ", ")
            return
                "- {name: \(PlaceListing.yaml(place.name)), latitude: \(place.latitude), longitude: \(place.longitude)"
                + (list.isEmpty ? "}" : ", stations: {\(list)}}")
        }
    }

    let places: [Place]
    let chosen: Chosen?

    /// For people.
    var text: String {
        guard let chosen else {
            return places.enumerated().map { "\($0 + 1)  \($1.words)\n" }.joined()
        }
        let stations = chosen.stations.map { station in
            "  \(station.service) \(station.code)  \(station.name), \(NumberText.fixed(station.kilometres, 1)) km\n"
        }
        return "\(chosen.place.words)\n\(stations.joined())\nplaces:\n  \(chosen.entry)\n"
    }

    /// A name as YAML reads it back.
    private static func yaml(_ name: String) -> String {
        let isPlain =
            name.unicodeScalars.allSatisfy { $0.properties.isAlphabetic || $0 == " " } && !name.isEmpty
            && name.first != " " && name.last != " "
            && !["true", "false", "yes", "no", "null", "on", "off"].contains(name.lowercased())
        return isPlain ? name : "'\(name.replacing("'", with: "''"))'"
    }
}
